import type { CheckedSubmission } from "../checked.ts";
import type { ProgramUnawaited } from "../program-text.ts";
import type { UnawaitedUse } from "../unawaited/uses.ts";
import { unwrapped } from "../unwrapped.ts";

/** Where promises and the like are used as their values. */
export function unawaitedTable(submission: CheckedSubmission, uses: readonly UnawaitedUse[]): ProgramUnawaited[] {
  const { ts } = submission;
  return uses.map(({ node, kind, isList, use }) => {
    const { file, line, column } = submission.span(node);
    const inner = unwrapped(ts, node);
    return { at: { file, line, column }, name: ts.isIdentifier(inner) ? inner.text : null, kind, isList, use };
  });
}
