import {
  explainReadEarly,
  explainSharedByRounds,
  explainUnstarted,
  type Explanation,
  type Mended,
  toldBy,
} from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import { emptyIn } from "./empty-text.ts";

/** Why a value is that of another moment: it was read before it was there, or when a loop had gone on. Null when nothing tells. */
export function explainOutdated(
  run: Run,
  shown: string,
  wanted: string,
  mended: Mended | null = null,
): Explanation | null {
  const isEmpty = emptyIn(shown) !== null || shown === "null";
  const isNumber = isOtherNumber(wanted, shown);
  return toldBy(mended, [
    () => explainSharedByRounds(run, isNumber),
    // Who did not wait for the value, because a coroutine never ran, read it early for that reason.
    () => (isEmpty ? explainUnstarted(run) : null),
    () => (isEmpty ? explainReadEarly(run) : null),
  ]);
}

/** Whether two texts are the same but for their numbers. */
export function isOtherNumber(wanted: string, shown: string): boolean {
  return wanted !== shown && wanted.replaceAll(/\d+/g, "0") === shown.replaceAll(/\d+/g, "0");
}
