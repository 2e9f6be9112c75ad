import type { ts, TypeScript } from "../typescript.ts";
import { type Change, type Gap, rangeOf } from "./change.ts";
import type { Names } from "./names.ts";
import { pieceOf } from "./about.ts";
import { bagOf, contained, likeness, MOST_OF_IT } from "./likeness.ts";
import { gapChange } from "./gaps.ts";
import { nodesWithin } from "./tree.ts";

/** Under which statements in the same place are not taken for each other. */
const LEAST_LIKE = 0.35;

/** What is missing in one place and too much in another has only to be moved. */
export function withMoves(ts: TypeScript, names: Names, changes: readonly Change[]): Change[] {
  const moved = new Set<ts.Node>();
  const done = new Set<Change>();
  const moves: Change[] = [];
  /** Statements that follow each other here and there are moved as one. */
  const blocks: (readonly [Gap, { readonly wanted: ts.Node[]; readonly taken: Taken[] }])[] = [];
  const take = (wanted: ts.Node): Taken | null => {
    for (const from of changes) {
      if (from.gap === null || done.has(from)) continue;
      const found = from.submission.find((each) => !moved.has(each) && names.same(wanted, each));
      if (found !== undefined) return { found, change: gapChange(ts, [], [found], from.gap) };
    }
    return null;
  };
  for (const to of changes) {
    if (to.gap === null) {
      // A `finally`, a wrapper: what it takes in stands elsewhere.
      const taken = nodesWithin(ts, to.solution, ts.isExpressionStatement).flatMap((each) => {
        const one = take(each);
        if (one !== null) moved.add(one.found);
        return one === null ? [] : [one];
      });
      if (taken.length === 0) continue;
      done.add(to);
      moves.push(movedTo(ts, to, taken));
      continue;
    }
    let block: { readonly wanted: ts.Node[]; readonly taken: Taken[] } | null = null;
    for (const wanted of to.solution) {
      const one = take(wanted);
      if (one === null) {
        block = null;
        continue;
      }
      moved.add(one.found).add(wanted);
      if (block === null || !isNext(block.taken.at(-1)!.found, one.found)) {
        block = { wanted: [], taken: [] };
        blocks.push([to.gap, block]);
      }
      block.wanted.push(wanted);
      block.taken.push(one);
    }
  }
  for (const [gap, { wanted, taken }] of blocks) moves.push(movedTo(ts, gapChange(ts, wanted, [], gap), taken));
  const left = changes.flatMap((each) => {
    if (each.gap === null) return done.has(each) ? [] : [each];
    const [solution, submission] = [each.solution, each.submission].map((list) =>
      list.filter((one) => !moved.has(one)),
    );
    if (solution!.length === each.solution.length && submission!.length === each.submission.length) return [each];
    return solution!.length + submission!.length === 0 ? [] : [gapChange(ts, solution!, submission!, each.gap)];
  });
  return [...left.flatMap((each) => apart(ts, names, each)), ...moves];
}

function isNext(one: ts.Node, other: ts.Node): boolean {
  const { statements } = one.parent as { readonly statements?: readonly ts.Node[] };
  return statements !== undefined && statements[statements.indexOf(one) + 1] === other;
}

interface Taken {
  readonly found: ts.Node;
  readonly change: Change;
}

function movedTo(ts: TypeScript, to: Change, taken: readonly Taken[]): Change {
  const { found } = taken[0]!;
  return {
    solution: to.solution,
    submission: [...to.submission, ...taken.map((each) => each.found)],
    shown: rangeOf(found, taken.at(-1)!.found),
    about: { kind: "order", piece: pieceOf(ts, found) },
    gap: null,
    edits: (render) => [...taken.flatMap(({ change }) => change.edits(render)), ...to.edits(render)],
  };
}

/** Statements that have nothing in common do not stand for each other: one is missing, the other too much. */
function apart(ts: TypeScript, names: Names, change: Change): readonly Change[] {
  const { solution, submission, gap } = change;
  if (gap === null || solution.length === 0 || submission.length === 0) return [change];
  const heads = new Set(solution.map((each) => headOf(ts, each)));
  if (submission.some((each) => heads.has(headOf(ts, each)))) return [change];
  const [ours, theirs] = [bagOf(ts, names, solution), bagOf(ts, names, submission)];
  if (likeness(ours, theirs) >= LEAST_LIKE || contained(ours, theirs) >= MOST_OF_IT) return [change];
  return [gapChange(ts, solution, [], gap), gapChange(ts, [], submission, gap)];
}

/** What kind of statement it is; of a call that is not waited for, what is called. */
function headOf(ts: TypeScript, node: ts.Node): string {
  if (!ts.isExpressionStatement(node)) return `${node.kind}`;
  const { expression } = node;
  return ts.isCallExpression(expression)
    ? `call ${nameOf(ts, expression.expression)}`
    : `expression ${expression.kind}`;
}

function nameOf(ts: TypeScript, callee: ts.Node): string {
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
}
