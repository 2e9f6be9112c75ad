import type { ts, TypeScript } from "../typescript.ts";
import type { Change } from "./change.ts";
import type { Names } from "./names.ts";
import { pieceOf } from "./about.ts";
import { gapChange } from "./narrowed.ts";

/** What is missing in one place of a function and too much in another has only to be moved. */
export function withMoves(ts: TypeScript, names: Names, changes: readonly Change[]): Change[] {
  const moved = new Set<ts.Node>();
  const moves: Change[] = [];
  for (const to of changes) {
    if (to.gap === null) continue;
    for (const wanted of to.solution) {
      for (const from of changes) {
        if (from.gap === null) continue;
        const found = from.submission.find((each) => !moved.has(each) && names.same(wanted, each));
        if (found === undefined) continue;
        moved.add(found).add(wanted);
        const [put, taken] = [gapChange(ts, [wanted], [], to.gap), gapChange(ts, [], [found], from.gap)];
        moves.push({
          solution: [wanted],
          submission: [found],
          shown: [found, found],
          about: { kind: "order", piece: pieceOf(ts, found) },
          gap: null,
          edits: (render) => [...taken.edits(render), ...put.edits(render)],
        });
        break;
      }
    }
  }
  const left = changes.flatMap((each) => {
    if (each.gap === null) return [each];
    const [solution, submission] = [each.solution, each.submission].map((list) =>
      list.filter((one) => !moved.has(one)),
    );
    if (solution!.length === each.solution.length && submission!.length === each.submission.length) return [each];
    return solution!.length + submission!.length === 0 ? [] : [gapChange(ts, solution!, submission!, each.gap)];
  });
  return [...left, ...moves];
}
