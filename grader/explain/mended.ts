import type { About } from "../compile/index.ts";
import type { Position, Span } from "../values/index.ts";

/** One place of the submission that was changed to see whether the run goes right with it: it does. */
export interface MendedPlace {
  readonly at: Span;
  readonly about: About;
}

/** What was found out by trying: with these places changed, and nothing else, all that went wrong goes right. None of them could be left as it was. */
export interface Mended {
  readonly places: readonly MendedPlace[];
  /** How long the run of this scenario took with them changed, in virtual ms; null when it never ended. */
  readonly elapsedMs: number | null;
  /** Each of these alone would do as well: what is known of one of them is no less true. */
  readonly also?: readonly MendedPlace[];
  /** Found without the solution's help: what is known of another line may be true besides. Default: false. */
  readonly isUsual?: boolean;
  /** One of many simple changes that were tried: what is surely seen in the run tells more. */
  readonly isPlain?: boolean;
}

/** Whether a line is one of those that were changed. */
export function isMendedLine({ places }: Mended, { file, line }: Pick<Position, "file" | "line">): boolean {
  return places.some(({ at }) => at.file === file && at.line <= line && line <= at.endLine);
}
