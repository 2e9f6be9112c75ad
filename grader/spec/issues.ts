import type { z } from "zod";
import type { ExerciseError } from "./exercise.ts";
import { mistake } from "./mistake.ts";
import { categoryOf } from "./checks.ts";
import { unsaid } from "./leaf.ts";
import { nearest } from "./nearest.ts";
import { rightForm } from "./right-form.ts";
import { entriesOf, keyPosition, type Node, nodeAt, type Path, showNode, showPath, valuePosition } from "./tree.ts";

type Issue = z.core.$ZodIssue;

/** What zod found wrong with the data of a tree, told at the places of the file. */
export function mistakesOf(issues: readonly Issue[], root: Node): ExerciseError[] {
  const plain = issues.flatMap((issue) => flatten(issue, root, []));
  const meant = new Set<string>();
  const errors: ExerciseError[] = [];
  for (const { issue, path } of plain) {
    if (issue.code !== "unrecognized_keys") continue;
    for (const error of unknownKeys(issue, path, root)) {
      if (error.suggestion !== null) meant.add(JSON.stringify([...path, error.suggestion]));
      errors.push(error);
    }
  }
  const hidden = plain.filter(({ issue }) => issue.code === "custom" && issue.params?.["hidesBelow"] === true);
  for (const { issue, path } of plain) {
    if (issue.code === "unrecognized_keys") continue;
    if (hidden.some((above) => above.path.length < path.length && above.path.every((key, i) => key === path[i])))
      continue;
    // A misspelt key is one mistake, not two.
    if (nodeAt(root, path) === undefined && meant.has(JSON.stringify(path))) continue;
    // What a merge key would have brought is not missing, too.
    if (nodeAt(root, path) === undefined && isMerged(nodeAt(root, path.slice(0, -1)))) continue;
    errors.push(tell(issue, path, root));
  }
  return errors;
}

/** A check that stands beside `expect` instead of in it is the likeliest slip of indentation. */
function elsewhere(key: string, known: readonly string[]): string {
  return known.includes("expect") && Object.hasOwn(categoryOf, key) ? "; it belongs under `expect`" : "";
}

interface Placed {
  readonly issue: Issue;
  readonly path: Path;
}

function flatten(issue: Issue, root: Node, above: Path): Placed[] {
  const path = [...above, ...textPath(issue.path)];
  if (issue.code !== "invalid_union") return [{ issue, path }];
  const best = likeliest(issue.errors, path, root);
  return best ? best.flatMap((each) => flatten(each, root, path)) : [{ issue, path }];
}

function textPath(path: readonly PropertyKey[]): Path {
  return path.map((key) => (typeof key === "number" ? key : String(key)));
}

/** Of a union's forms the one that was probably meant: of the right type, and with the fewest mistakes. */
function likeliest(forms: readonly (readonly Issue[])[], path: Path, root: Node): readonly Issue[] | null {
  let best: readonly Issue[] | null = null;
  let least = Infinity;
  for (const form of forms) {
    const cost = form.reduce((sum, issue) => sum + costOf(issue, path, root), 0);
    if (cost < least) {
      least = cost;
      best = form;
    }
  }
  return least < anotherForm ? best : null;
}

const anotherForm = 1_000_000;

function costOf(issue: Issue, above: Path, root: Node): number {
  const path = [...above, ...textPath(issue.path)];
  if (issue.code === "unrecognized_keys") {
    return unknownKeys(issue, path, root).reduce((sum, error) => sum + (error.suggestion === null ? 2 : 1), 0);
  }
  const wrongType = issue.code === "invalid_type" || (issue.code === "custom" && issue.params?.["otherForm"] === true);
  return issue.path.length === 0 && wrongType ? anotherForm : 1;
}

function unknownKeys(issue: Issue & { code: "unrecognized_keys" }, path: Path, root: Node): ExerciseError[] {
  const known = issue.message.split(" ");
  const present = entriesOf(nodeAt(root, path));
  const open = known.filter((key) => !present.has(key));
  return issue.keys.map((key) =>
    mistake(keyPosition(root, [...path, key]), {
      code: "unknown-key",
      message: `\`${key}\` is not a key of ${placeOf(path, known)}${elsewhere(key, known)}`,
      found: `\`${key}\``,
      expected: known.length === 1 ? known[0]! : `one of ${known.join(", ")}`,
      suggestion: nearest(key, open) ?? unstuck(key),
    }),
  );
}

function placeOf(path: Path, known: readonly string[]): string {
  if (path.length > 0) return `\`${showPath(path)}\``;
  return known.includes("questions") ? "a quiz" : "an exercise";
}

/** `-name` was meant to begin an item of a list. */
function unstuck(key: string): string | null {
  return /^-\w/.test(key) ? `- ${key.slice(1)}` : null;
}

function tell(issue: Issue, path: Path, root: Node): ExerciseError {
  const node = nodeAt(root, path);
  const params = issue.code === "custom" ? (issue.params ?? {}) : {};
  const expected = text(params["expected"]) ?? (issue.code === "custom" ? "something else" : issue.message);
  if (node === undefined) {
    const above = path.slice(0, -1);
    const lacking = `\`${String(path.at(-1))}\``;
    return mistake(valuePosition(root, above), {
      code: "missing-key",
      message: `${above.length === 0 ? "the exercise" : `\`${showPath(above)}\``} lacks ${lacking}`,
      found: `no ${lacking}`,
      expected: `${lacking}: ${expected}`,
    });
  }
  const atKey = params["atKey"] === true;
  const key = `\`${String(path.at(-1))}\``;
  const takes = atKey ? `${key} is not` : `${path.length === 0 ? "the file" : `\`${showPath(path)}\``} takes`;
  const sentence = issue.code === "custom" && issue.message !== unsaid ? issue.message : null;
  return mistake(atKey ? keyPosition(root, path) : valuePosition(root, path), {
    code: text(params["code"]) ?? "wrong-value",
    message: sentence === null ? `${takes} ${expected}` : sentence,
    found: atKey ? key : showNode(node),
    expected,
    suggestion: text(params["suggestion"]) ?? (atKey || text(params["code"]) !== null ? null : rightForm(path, node)),
  });
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function isMerged(node: Node | undefined): boolean {
  return node?.kind === "map" && node.merged;
}
