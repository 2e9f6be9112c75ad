import { showDuration, type Position } from "../values/index.ts";
import type { RequestRecord, Run } from "../sandbox/index.ts";
import type { CriticalPath, Stretch } from "./critical-path.ts";
import type { Explanation } from "./explanation.ts";
import { placeKey, samePlace, showLine } from "./place.ts";

/** Waits on the critical path for an answer that another line of the submission had asked for, and had got, before. */
export function findAskedAgain({ requests }: Run, { stretches }: CriticalPath): Explanation[] {
  const firstAsked = new Map<string, Stretch>();
  const found = new Map<string, { readonly first: Position; readonly at: Position; us: number; times: number }>();
  for (const stretch of stretches) {
    const request = requestOf(requests, stretch);
    if (request === undefined || stretch.steps.length === 0) continue;
    const asked = JSON.stringify([request.method, request.url, request.body]);
    const before = firstAsked.get(asked);
    if (before === undefined) {
      firstAsked.set(asked, stretch);
      continue;
    }
    const [first, at] = callsOf(before, stretch);
    // The same line again is a retry, or looks whether something has changed.
    if (!samePlace(first, at)) {
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

/** The calls that led to the two requests, which are often sent by a function of their own: in a task of their own only where nothing else tells them apart. */
function callsOf(first: Stretch, second: Stretch): readonly [Position, Position] {
  const own = [first, second].map(({ steps, task }) => steps.filter((step) => step.task === task));
  const [a, b] = own.map((steps, i) => (steps.at(-2) ?? steps.at(-1) ?? [first, second][i]!.steps.at(-1)!).at);
  if (!samePlace(a!, b!)) return [a!, b!];
  const [c, d] = [first, second].map(({ steps }) => (steps.at(-2) ?? steps.at(-1)!).at);
  return [c!, d!];
}
