import { callerOfRequest } from "../explain/index.ts";
import type { Position } from "../values/index.ts";
import type { Run } from "../sandbox/index.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";

/** More than these are counted, not named. */
const MOST_NAMED = 4;

/** No task pending, no timer set, no request in flight at the end. A lock that is still held blocks nobody any more. */
export function checkLeftovers(run: Run): CheckOutcome {
  const left = run.leftovers.filter((each) => each.kind !== "held");
  const first = left[0];
  if (first === undefined) return passed;
  const others = left
    .slice(1, MOST_NAMED)
    .map((each) => `${each.what}${each.at === null ? "" : ` (line ${each.at.line})`}`);
  if (left.length > MOST_NAMED) others.push(`${left.length - MOST_NAMED} more`);
  const more = others.length === 0 ? "" : `; also ${others.join("; ")}`;
  return failed({
    code: `leftover-${first.kind}`,
    message: `left behind at the end: ${first.what}${more}`,
    hint:
      first.kind === "timer"
        ? first.what.startsWith("sleep")
          ? "Which call does this sleep belong to, and who has to wait for that call to end, or stop it?"
          : "Does anything still need this timer? Clear it, or wait for whatever waits for it."
        : "Before the entry returns, wait for it to finish, or cancel it and wait for it to stop.",
    at: first.at ?? openRequestPlace(run, first.what),
  });
}

/** Of a request that is left without the task that sent it. */
function openRequestPlace(run: Run, what: string): Position | null {
  const open = run.requests.find(({ endMs, method, url }) => endMs === null && what.includes(`${method} ${url}`));
  return open === undefined ? null : (callerOfRequest(run, open) ?? open.at);
}
