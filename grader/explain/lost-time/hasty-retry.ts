import { showDuration, type Position } from "../../values/index.ts";
import type { RequestRecord, Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { firstNotBefore } from "../story/in-order.ts";
import { samePlace, showLine } from "../story/place.ts";
import type { Story, Wait } from "../story/story.ts";

/** More pauses than this are not listed. */
const mostShown = 6;

interface Retry {
  readonly failed: RequestRecord;
  readonly again: RequestRecord;
  readonly pauseMs: number;
}

/** Tries that came at once after one that failed, with the same pause however often it failed, or after pauses that are too short. */
export function findHastyRetry(run: Run, story: Story): Explanation | null {
  const byTarget = retriesByTarget(run.requests, story);
  for (const retries of byTarget) {
    const at = placeOf(retries[0]!);
    const where = at === null ? "the request" : `the request on line ${at.line}`;
    if (retries.some(isHurried)) {
      const hurried = byTarget.flat().filter((retry) => isHurried(retry) && isAt(retry, at));
      const times = hurried.length === 1 ? "once" : `${hurried.length} times`;
      const told = `After a failure ${where} was sent again at once, ${times}`;
      const idle = pauseOf(story, hurried[0]!, () => true);
      return idle === null
        ? {
            code: "retry-at-once",
            message: `${told}.`,
            hint: "What does a service need that has just failed, before it is asked again? And when it fails once more?",
            at,
            costMs: 0,
          }
        : explainIdle(run, told, hurried[0]!, idle);
    }
    const pauses = retries.map(({ pauseMs }) => Math.round(pauseMs * 1000) / 1000);
    const steady = new Set(pauses).size === 1;
    const backsOff = pauses.every((pause, i) => i === 0 || pause >= 2 * pauses[i - 1]!);
    if (retries.length > 1 && (steady || !backsOff)) {
      const slept = pausedAt(story, retries);
      const place = slept ?? at;
      const request = at === null ? "the request" : `the request on ${showLine(at, place)}`;
      const lengths = `${pauses.slice(0, mostShown).map(showDuration).join(", ")}${pauses.length > mostShown ? ", …" : ""}`;
      return {
        code: steady ? "retry-steady" : "retry-pauses",
        message: steady
          ? slept === null
            ? `After each failure ${where} was sent again ${showDuration(pauses[0]!)} later, however often it had failed.`
            : `After each failure of ${request}, line ${slept.line} slept for ${showDuration(pauses[0]!)}, however often it had failed.`
          : slept === null
            ? `The pauses before ${where} was sent again were ${lengths}.`
            : `The pauses on line ${slept.line}, before ${request} was sent again, were ${lengths}.`,
        hint: steady
          ? "Should the pause stay the same from try to try?"
          : "How long should each pause be, compared with the one before?",
        at: place,
        costMs: 0,
      };
    }
  }
  return null;
}

function placeOf({ failed, again }: Retry): Position | null {
  return again.at ?? failed.at;
}

function isHurried({ pauseMs }: Retry): boolean {
  return pauseMs === 0;
}

function isAt(retry: Retry, at: Position | null): boolean {
  const own = placeOf(retry);
  return own === null || at === null ? own === at : samePlace(own, at);
}

/** The sleep of the task from the failure on; null when there was none, or its place is not known. */
function pauseOf({ tasks }: Story, { failed, again }: Retry, isPause: (wait: Wait) => boolean): Wait | null {
  const fromUs = micros(failed.endMs!);
  const pause = tasks
    .get(again.task)
    ?.waits.find((wait) => wait.kind === "sleep" && wait.beganUs === fromUs && isPause(wait));
  return pause !== undefined && pause.frames.length > 0 ? pause : null;
}

/** More tries than this are not looked at. */
const mostTries = 50;

/** The one place in which the task slept between all tries. */
function pausedAt(story: Story, retries: readonly Retry[]): Position | null {
  const places = retries.slice(0, mostTries).map((retry) => {
    const untilUs = micros(retry.again.startMs);
    return pauseOf(story, retry, ({ endedUs }) => endedUs === untilUs)?.frames.at(-1)!.at ?? null;
  });
  const [first] = places;
  return first != null && places.every((each) => each !== null && samePlace(each, first)) ? first : null;
}

/** @param wait a pause that had begun when the next try was sent, or in the same moment */
function explainIdle(run: Run, told: string, { again }: Retry, wait: Wait): Explanation {
  const { text } = run;
  const idle = wait.frames.at(-1)!.at;
  const number = run.requests.indexOf(again) + 1;
  const sentRow = run.trace.event.findIndex((event, row) => event === "request-sent" && run.trace.ref[row] === number);
  if (sentRow >= 0 && sentRow < wait.beganRow && again.at !== null)
    return {
      code: "retry-at-once",
      message: `${told}, and only after that came the sleep on ${showLine(idle, again.at)}.`,
      hint: `What has to wait until the sleep on line ${idle.line} is over?`,
      at: again.at,
      costMs: 0,
    };
  const at = text?.floating?.length === 1 ? text.floating[0]! : idle;
  const slept = `the sleep on ${showLine(idle, at)}`;
  return {
    code: "retry-at-once",
    message: samePlace(at, idle)
      ? `${told}: ${slept} had begun by then, but nothing waited for it.`
      : `${told}: ${slept} had begun by then, but nothing waited for the call on line ${at.line} that it is in.`,
    hint: `What has to wait until the sleep on line ${idle.line} is over?`,
    at,
    costMs: 0,
  };
}

function micros(ms: number): number {
  return Math.round(ms * 1000);
}

/** Each list: the tries of one request of one task, one after the other. */
function retriesByTarget(requests: readonly RequestRecord[], story: Story): Retry[][] {
  const last = new Map<string, RequestRecord>();
  const found = new Map<string, Retry[]>();
  for (const request of requests) {
    const key = JSON.stringify([request.task, request.method, request.url]);
    const before = last.get(key);
    last.set(key, request);
    if (before === undefined || before.endMs === null || !hasFailed(before)) continue;
    const pauseMs =
      (micros(request.startMs) - micros(before.endMs) - queuedUs(story, request.task, before.endMs, request.startMs)) /
      1000;
    const retry = { failed: before, again: request, pauseMs };
    const same = found.get(key);
    if (same === undefined) found.set(key, [retry]);
    else same.push(retry);
  }
  return [...found.values()];
}

/** How long a task stood in a queue for a lock or a place meanwhile: that is no pause. */
function queuedUs({ tasks }: Story, task: number, fromMs: number, toMs: number): number {
  const [fromUs, toUs] = [micros(fromMs), micros(toMs)];
  const waits = tasks.get(task)?.waits ?? [];
  let us = 0;
  for (let i = firstNotBefore(waits, ({ endedUs }) => endedUs <= fromUs); i < waits.length; i++) {
    const { kind, beganUs, endedUs } = waits[i]!;
    if (endedUs > toUs) break;
    // A queue in which it stood already is not where this try comes from: that went on beside it.
    if ((kind === "lock" || kind === "semaphore") && beganUs >= fromUs) us += endedUs - beganUs;
  }
  return us;
}

/** Which answers are worth another try is the exercise's to say: whoever sends the same once more takes this one for one. */
export function hasFailed({ outcome, status }: RequestRecord): boolean {
  return outcome === "failed" || (status !== null && status >= 400);
}
