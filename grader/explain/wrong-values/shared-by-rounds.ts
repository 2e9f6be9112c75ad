import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { showLine } from "../story/place.ts";

/**
 * A variable that all rounds of a loop share and that is read only when the loop is over; null when the text shows none.
 * @param isNumber whether only a number is wrong, as a counter's would be
 */
export function explainSharedByRounds(run: Run, isNumber: boolean): Explanation | null {
  const shared = run.text?.sharedByRounds?.find(({ counts }) => !counts || isNumber);
  if (shared === undefined) return null;
  const { at, name, loop } = shared;
  return {
    code: "shared-by-rounds",
    message: `All rounds of the loop on ${showLine(loop, at)} share one \`${name}\`, and line ${at.line} reads it only when the loop is over: each time it has its last value.`,
    hint: `What would give each round its own \`${name}\`?`,
    at,
    costMs: 0,
  };
}
