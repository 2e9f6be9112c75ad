import { showDuration, type Position } from "../values/index.ts";
import type { RequestRecord, Run } from "../sandbox/index.ts";
import type { CriticalPath, Stretch } from "./critical-path.ts";
import type { Explanation } from "./explanation.ts";
import { placeKey, samePlace, showLine } from "./place.ts";

/** Waits on the critical path for an answer that another line of the submission had asked for, and had got, before. */
export function findAskedAgain({ requests }: Run, { stretches }: CriticalPath): Explanation[] {
  const firstAsked = new Map<string, Position>();
  const found = new Map<string, { readonly first: Position; readonly at: Position; us: number; times: number }>();
  for (const stretch of stretches) {
    const request = requestOf(requests, stretch);
    const at = callOf(stretch);
    if (request === undefined || at === undefined) continue;
    const asked = JSON.stringify([request.method, request.url, request.body]);
    const first = firstAsked.get(asked);
    if (first === undefined) firstAsked.set(asked, at);
    // The same line again is a retry, or looks whether something has changed.
    else if (!samePlace(first, at)) {
      const known = found.get(placeKey(at)) ?? { first, at, us: 0, times: 0 };
      found.set(placeKey(at), { ...known, us: known.us + stretch.toUs - stretch.fromUs, times: known.times + 1 });
    }
  }
  return [...found.values()].map(({ first, at, us, times }) => ({
    code: "asked-again",
    message:
      `What line ${at.line} waited for${times === 1 ? "" : ` ${times} times`} had been asked for before, on ${showLine(first, at)}. ` +
      `Asking again took ${showDuration(us / 1000)}.`,
    hint: `What does line ${at.line} need that ${showLine(first, at)} did not give?`,
    at,
    costMs: us / 1000,
  }));
}

function requestOf(requests: readonly RequestRecord[], { task, wait, toUs }: Stretch): RequestRecord | undefined {
  if (wait.kind !== "request") return undefined;
  return requests.find(
    ({ status, endMs, task: own }) =>
      own === task && endMs !== null && Math.round(endMs * 1000) === toUs && isGood(status),
  );
}

function isGood(status: number | null): boolean {
  return status !== null && status < 400;
}

/** The call that led to the request: requests are often sent by a function of their own. */
function callOf({ steps }: Stretch): Position | undefined {
  return (steps.at(-2) ?? steps.at(-1))?.at;
}
