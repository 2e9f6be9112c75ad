import { showDuration, type Position } from "../../values/index.ts";
import type { CriticalPath, PathStep, Stretch } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { firstNotBefore } from "../story/in-order.ts";
import { stretchesOf } from "../story/path-by.ts";
import { placeKey, samePlace, showLine } from "../story/place.ts";
import type { Wait } from "../story/story.ts";

/** Kinds of waiting that another task ends by saying so. */
const signals = new Set(["event", "condition", "future"]);

/** Waits for a signal whose giver did one thing more before it gave it: what the others wait for may have been there sooner. */
export function findLateSignals(path: CriticalPath): Explanation[] {
  const found = new Map<string, { readonly queued: Position; readonly at: Position; us: number }>();
  for (const wait of path.blocked) {
    const queued = signals.has(wait.kind) ? wait.frames.at(-1)?.at : undefined;
    const last = queued === undefined ? null : lastThing(path, wait);
    if (queued === undefined || last === null) continue;
    const known = found.get(placeKey(last.at)) ?? { queued, at: last.at, us: 0 };
    known.us += last.us;
    found.set(placeKey(last.at), known);
  }
  return [...found.values()].map(({ queued, at, us }) => ({
    code: "late-signal",
    message: `What ${showLine(queued, at)} waited for was signaled only after line ${at.line}, which went on for ${showDuration(us / 1000)}.`,
    hint: `Do those that wait on ${showLine(queued, at)} need what line ${at.line} gives?`,
    at,
    costMs: us / 1000,
  }));
}

/** What the giver did last, when it had done something else before that in the same call, and while the other waited. */
function lastThing(path: CriticalPath, wait: Wait): { readonly at: Position; readonly us: number } | null {
  const own = stretchesOf(path, wait.waker);
  const end = firstNotBefore(own, ({ toUs }) => toUs <= wait.endedUs);
  const [before, last] = own.slice(Math.max(0, end - 2), end);
  if (
    before === undefined ||
    last === undefined ||
    before.fromUs < wait.beganUs ||
    last.toUs !== wait.endedUs ||
    last.wait.kind === "sleep"
  )
    return null;
  const step = firstOwn(last, wait.waker);
  const other = firstOwn(before, wait.waker);
  const isNext =
    step !== undefined && other !== undefined && step.frame === other.frame && !samePlace(step.at, other.at);
  return isNext ? { at: step.at, us: last.toUs - last.fromUs } : null;
}

function firstOwn({ steps }: Stretch, task: number): PathStep | undefined {
  return steps.find((step) => step.task === task);
}
