import type { Check } from "../spec/index.ts";
import type { Finding } from "./grade.ts";
import type { CheckOutcome } from "./outcome.ts";

/**
 * A wrong value that nothing else explains, in a scenario in which a line is known that cost time: most often one mistake is behind both, when
 * the value holds moments, or who came first. That is no proof, and is not told as one.
 */
export function withLineBehind(checks: readonly Check[], outcomes: readonly CheckOutcome[]): readonly CheckOutcome[] {
  const late = outcomes.find(({ finding }, i) => isElapsed(checks[i]!) && finding?.code === "elapsed-too-long");
  const at = late?.finding?.at ?? null;
  if (at === null) return outcomes;
  const hint = `Line ${at.line} cost the time that \`elapsed\` tells of, and may be behind this too: mend that first, then look here again.`;
  return outcomes.map(({ earned, finding }) =>
    finding !== null && isUnexplained(finding) ? { earned, finding: { ...finding, hint, at } } : { earned, finding },
  );
}

function isElapsed({ kind }: Check): boolean {
  return kind === "elapsed" || kind === "elapsed-scaled";
}

/** Results in the order in which they were ready are in another one when the times are; in any other order it is the code that put them there. */
function isUnexplained({ code, at }: Finding): boolean {
  return code === "returned-reordered" ? at !== null : code === "returned-other" && at === null;
}
