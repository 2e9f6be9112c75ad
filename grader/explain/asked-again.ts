import { showDuration, type Position } from "../values/index.ts";
import type { RequestRecord, Run } from "../sandbox/index.ts";
import type { CriticalPath, Stretch } from "./critical-path.ts";
import type { Explanation } from "./explanation.ts";
import { placeKey, samePlace, showLine } from "./place.ts";

/** Waits on the critical path for an answer that another line of the submission had asked for before, whether it had got one or not. */
export function findAskedAgain({ requests }: Run, { stretches }: CriticalPath): Explanation[] {
  const firstAsked = new Map<string, { readonly stretch: Stretch; readonly request: RequestRecord }>();
  const found = new Map<string, Again>();
  for (const stretch of stretches) {
    const request = requestOf(requests, stretch);
    if (request === undefined || stretch.steps.length === 0) continue;
    const asked = JSON.stringify([request.method, request.url, request.body]);
    const before = firstAsked.get(asked);
    if (before === undefined) {
      firstAsked.set(asked, { stretch, request });
      continue;
    }
    const [first, at] = callsOf(before.stretch, stretch);
    // The same line again is a retry, or looks whether something has changed.
    if (!samePlace(first, at)) {
      const known = found.get(placeKey(at)) ?? { first, at, failed: failureOf(before.request), us: 0, times: 0 };
      found.set(placeKey(at), { ...known, us: known.us + stretch.toUs - stretch.fromUs, times: known.times + 1 });
    }
  }
  return [...found.values()].map(explain);
}

interface Again {
  readonly first: Position;
  readonly at: Position;
  /** How it had failed; null when there had been a good answer. */
  readonly failed: string | null;
  readonly us: number;
  readonly times: number;
}

function explain({ first, at, failed, us, times }: Again): Explanation {
  const line = showLine(first, at);
  const often = times === 1 ? "" : ` ${times} times`;
  return {
    code: "asked-again",
    message:
      (failed === null
        ? `What line ${at.line} waited for${often} had been asked for before, on ${line}. `
        : `Line ${at.line} asked again${often} for what ${line} had asked for, where ${failed}. `) +
      `Asking again took ${showDuration(us / 1000)}.`,
    hint:
      failed === null
        ? `What does line ${at.line} need that ${line} did not give?`
        : "May it be asked for again after that, and how often?",
    at,
    costMs: us / 1000,
  };
}

function failureOf({ status }: RequestRecord): string | null {
  if (status !== null && status < 400) return null;
  return status === null ? "no answer had come" : `the answer had been ${status}`;
}

function requestOf(requests: readonly RequestRecord[], { task, wait, toUs }: Stretch): RequestRecord | undefined {
  if (wait.kind !== "request") return undefined;
  return requests.find(({ endMs, task: own }) => own === task && endMs !== null && Math.round(endMs * 1000) === toUs);
}

/** The calls that led to the two requests, which are often sent by a function of their own: in a task of their own only where nothing else tells them apart. */
function callsOf(first: Stretch, second: Stretch): readonly [Position, Position] {
  const own = [first, second].map(({ steps, task }) => steps.filter((step) => step.task === task));
  const [a, b] = own.map((steps, i) => (steps.at(-2) ?? steps.at(-1) ?? [first, second][i]!.steps.at(-1)!).at);
  if (!samePlace(a!, b!)) return [a!, b!];
  const [c, d] = [first, second].map(({ steps }) => (steps.at(-2) ?? steps.at(-1)!).at);
  return [c!, d!];
}
