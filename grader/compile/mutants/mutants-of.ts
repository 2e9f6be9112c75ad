import { loadTsMorph, type ts } from "../typescript.ts";
import { combinatorOperators } from "./combinators.ts";
import { type Answer, entryMutants } from "./entries.ts";
import { limitOperators } from "./limits.ts";
import type { Candidate, Edit, Mutant } from "./mutant.ts";
import { taskOperators } from "./tasks.ts";
import { waitOperators } from "./waits.ts";

export interface MutantRequest {
  /** A solution that compiles. */
  readonly text: string;
  /** Name of the exported function that is called; null for a script. */
  readonly entry: string | null;
  /** Of the scenarios that a learner can see. */
  readonly answers: readonly Answer[];
  /** Only mistakes at single places, none about the entry as a whole: for files beside the entry's. Default: false. */
  readonly placesOnly?: boolean;
}

/** More are not tried: they would be more of the same, and take longer than anybody waits. */
export const MOST_MUTANTS = 60;

/** Wrong variants of a solution, made on its syntax tree; in the order of the text, numbered by kind. Not all of them compile. */
export async function mutantsOf(request: MutantRequest): Promise<readonly Mutant[]> {
  const { ts } = await loadTsMorph();
  const { text } = request;
  const source = ts.createSourceFile("solution.ts", text, ts.ScriptTarget.ES2023, true);
  const operators = [taskOperators, combinatorOperators, waitOperators, limitOperators].flatMap((make) => make(ts));
  const found: Candidate[] = request.placesOnly === true ? [] : [...entryMutants(ts, source, request)];
  const look = (node: ts.Node): void => {
    for (const operator of operators) found.push(...operator(node, source));
    ts.forEachChild(node, look);
  };
  look(source);
  const counts = new Map<string, number>();
  const seen = new Set<string>([text]);
  const mutants: Mutant[] = [];
  for (const { kind, what, edits } of found) {
    const changed = applied(text, edits);
    if (seen.has(changed) || mutants.length >= MOST_MUTANTS) continue;
    seen.add(changed);
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    mutants.push({ kind, name: `${kind} ${number}`, what, text: changed, ...difference(text, changed) });
  }
  return mutants;
}

function applied(text: string, edits: readonly Edit[]): string {
  let changed = text;
  for (const { start, end, text: put } of edits.toSorted((a, b) => b.start - a.start)) {
    changed = changed.slice(0, start) + put + changed.slice(end);
  }
  return changed;
}

/** The lines between what both begin with and what both end with. */
function difference(before: string, after: string): Pick<Mutant, "line" | "before" | "after"> {
  const [a, b] = [before.split("\n"), after.split("\n")];
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  return { line: head + 1, before: a.slice(head, a.length - tail), after: b.slice(head, b.length - tail) };
}
