import type { ts, TypeScript } from "../typescript.ts";
import { pieceOf } from "./about.ts";
import { type Change, type Gap, type Range, rangeOf } from "./change.ts";
import type { About } from "./repair.ts";

type Nodes = readonly ts.Node[];

/** Statements that only one of the programs has there, or that have nothing in common. */
export function gapChange(ts: TypeScript, solution: Nodes, submission: Nodes, gap: Gap): Change {
  const kind: About["kind"] = submission.length === 0 ? "missing" : solution.length === 0 ? "extra" : "other";
  const [first = gap.near] = submission;
  return {
    solution,
    submission,
    shown: first === gap.near ? rangeOfGap(gap) : rangeOf(first, submission.at(-1)),
    about: { kind, piece: pieceOf(ts, submission[0] ?? solution[0]!) },
    gap,
    edits: (render) => {
      const text = solution.map((each) => asStatement(render(each))).join("\n");
      const removed = submission.map((each) => removal(ts, each));
      if (text === "") return removed;
      const [at] = removed;
      if (at !== undefined) return [{ ...at, text }, ...removed.slice(1)];
      const { text: all } = gap.near.getSourceFile();
      const ends = /[;{}:]\s*$/.test(all.slice(0, gap.at)) || gap.at === 0 ? "" : ";";
      return [{ start: gap.at, end: gap.at, text: `${ends}\n${text}\n` }];
    },
  };
}

/** From the statement before up to the first line of the one behind: either may be where something goes wrong. */
function rangeOfGap({ near, next = null }: Gap): Range {
  const { start, end } = rangeOf(near);
  if (next === null) return { start, end };
  const line = next.getText().indexOf("\n");
  return { start, end: line < 0 ? next.getEnd() : next.getStart() + line };
}

export function asStatement(text: string): string {
  return /[;}]$/.test(text) ? text : `${text};`;
}

function removal(ts: TypeScript, node: ts.Node) {
  const { parent } = node;
  const inList =
    ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent) || ts.isClassLike(parent);
  return { start: node.getStart(), end: node.getEnd(), text: inList ? "" : "{}" };
}
