import { showDuration, type Position } from "../../values/index.ts";
import type { CriticalPath, PathStep, Stretch } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { type Loss, lossesOf } from "./fell-behind.ts";
import { firstNotBefore } from "../story/in-order.ts";
import type { Model } from "./model.ts";
import { placeKey, samePlace, showLine } from "../story/place.ts";
import type { Story, Wait } from "../story/story.ts";

/** Found because it cost about as much, though nothing says that it need not be: what went another way in the solution's run tells more. */
const guesses = new Set<Explanation["code"]>([
  "sequential-awaits",
  "await-in-loop",
  "sleep-in-loop",
  "sleep-after-sleep",
  "single-consumer",
  "order-of-work",
  "pause",
  "waited-for-all",
  "long-wait",
]);

/** Losses that came about in the same way at the same place. */
interface Told {
  readonly kind: "needless" | "not-ended" | "waited" | "after";
  /** The line that is told. */
  readonly at: Position;
  /** The await of the same task around it. */
  readonly caller: Position | null;
  readonly loss: Loss;
  /** Its wait, of whoever began late. */
  readonly wait: Wait;
  us: number;
}

/**
 * What the solution's run tells better than a guess: a wait that it does not have, one that it ends sooner, or one for others that ends later, each of which put
 * off what came after it. Null where the guess names that place, too, and where it is none of these.
 * @param found what is to be told otherwise
 * @param lostUs what the run took too long
 */
export function toldByLosses(
  story: Story,
  path: CriticalPath,
  model: Model,
  found: Explanation | null,
  lostUs: number,
): Explanation | null {
  if (found !== null && !guesses.has(found.code) && found.code !== "time-limit") return null;
  const losses = lossesOf(story, path, model);
  const all = new Map<string, Told>();
  for (const loss of losses) {
    const told = kindOf(story, path, model, loss);
    if (told === null || (told.kind === "after" && found !== null && found.code !== "long-wait")) continue;
    const key = `${told.kind} ${placeKey(told.at)}`;
    const known = all.get(key);
    if (known === undefined) all.set(key, told);
    else known.us += told.us;
  }
  const [most] = [...all.values()].toSorted((a, b) => b.us - a.us);
  if (most === undefined || most.us * 2 < losses.reduce((sum, { us }) => sum + us, 0)) return null;
  // The solution ends it before the limit is up.
  const isEndedByHand = most.kind === "not-ended" && most.loss.longerThan?.cut === false;
  if (found?.code === "time-limit" && !isEndedByHand) return null;
  if (found !== null && (isToldBy(found, most) || isBehind(story, found, most))) return null;
  return explain(story, most, Math.min(most.us, lostUs));
}

/** The guess names that place, too, and nothing that is not so. */
function isToldBy({ code, at }: Explanation, { kind, at: own, caller }: Told): boolean {
  const told = kind === "not-ended" ? (caller ?? own) : own;
  const isSame = at !== null && at.file === told.file && at.line === told.line;
  if (kind !== "not-ended") return isSame;
  return code === "waited-for-all" || (isSame && code === "long-wait");
}

/** It tells what came before the one signal that the other waited for: in a loop, that signal had come before, too. */
function isBehind(story: Story, { code, at }: Explanation, { kind, wait }: Told): boolean {
  if (kind !== "waited" || code.endsWith("-in-loop")) return false;
  const meanwhile = (story.tasks.get(wait.waker)?.waits ?? []).filter(
    ({ beganUs, endedUs }) => endedUs > wait.beganUs && beganUs < wait.endedUs,
  );
  return at !== null && meanwhile.some(({ frames }) => frames.some((frame) => samePlace(frame.at, at)));
}

/** Kinds of waiting that others end by saying so, where whoever waits has had no turn in a queue. */
const signals = new Set(["barrier", "condition", "event"]);

function kindOf(story: Story, path: CriticalPath, model: Model, loss: Loss): Told | null {
  const { before, next, besides, us, longerThan } = loss;
  if (longerThan !== null) {
    const told = placeOf(before!);
    const waiting = before!.steps.findLast(({ task }) => task !== before!.task)?.at ?? null;
    return told && { kind: "not-ended", at: told.at, caller: waiting ?? told.caller, loss, wait: before!.wait, us };
  }
  const blocked = blockedBetween(story, path, loss);
  if (blocked !== null && !isAsLong(blocked, model)) {
    const at = blocked.frames.at(-1)!.at;
    return { kind: "waited", at, caller: callerOf(blocked.frames, at), loss, wait: blocked, us };
  }
  const [first] = besides;
  if (next === null) return null;
  if (first === undefined) {
    const [earlier, later] = before === null ? [] : apartAt(before, next);
    const isQueued = blockedFrom(path, next.fromUs, next.fromUs).some(({ task }) => task === next.task);
    return earlier === undefined || later === undefined || isQueued
      ? null
      : { kind: "after", at: earlier, caller: later, loss, wait: before!.wait, us };
  }
  const told = placeOf(first);
  const isNew = besides.every(
    (each) =>
      each.wait.kind === "sleep" &&
      !model.sleeps.has(each.wait.what) &&
      samePlace(placeOf(each)?.at ?? first.steps[0]!.at, told!.at),
  );
  return told === null || !isNew ? null : { kind: "needless", ...told, loss, wait: first.wait, us };
}

/** More waits than these between two pieces of work are not looked through. */
const mostBetween = 100;

/** The waits for others that the path leads through between two moments. */
function blockedFrom({ blocked }: CriticalPath, fromUs: number, toUs: number): readonly Wait[] {
  const first = firstNotBefore(blocked, ({ endedUs }) => endedUs < fromUs);
  return blocked.slice(first, first + mostBetween).filter(({ endedUs }) => endedUs <= toUs);
}

/** Where whoever began late had waited for another's word until then. */
function blockedBetween(story: Story, path: CriticalPath, { before, next }: Loss): Wait | null {
  const own = blockedFrom(path, before?.toUs ?? 0, next?.fromUs ?? story.endUs).filter(
    ({ kind, frames, endedUs, beganUs }) =>
      frames.length > 0 &&
      beganUs < endedUs &&
      (signals.has(kind) || (kind === "queue" && story.awaits.puts(frames.at(-1)!.at))),
  );
  return own.length === 1 ? own[0]! : null;
}

/** Who waits there as long as in the solution's run only began to do so too late. */
function isAsLong({ kind, beganUs, endedUs }: Wait, { order }: Model): boolean {
  return order.forOthers.get(kind)?.has(endedUs - beganUs) === true;
}

/** Where the code that one stretch went by in parts from that of the next. */
function apartAt(before: Stretch, next: Stretch): Position[] {
  const depth = before.steps.findIndex(({ visit }, index) => next.steps[index]?.visit !== visit);
  const [earlier, later] = [before.steps[depth], next.steps[depth]];
  return earlier === undefined || later === undefined ? [] : [earlier.at, later.at];
}

function placeOf({ wait, steps }: Stretch): { at: Position; caller: Position | null } | null {
  const own = wait.frames.length > 0 ? wait.frames : steps.slice(-1);
  const at = own.at(-1)?.at;
  return at === undefined ? null : { at, caller: callerOf(own, at) };
}

function callerOf(frames: readonly Pick<PathStep, "at">[], at: Position): Position | null {
  return frames.findLast((frame) => frame.at.line !== at.line || frame.at.file !== at.file)?.at ?? null;
}

function explain(story: Story, { kind, at, caller, loss, wait }: Told, costUs: number): Explanation {
  const { next } = loss;
  const line = showLine(at, at);
  const called = caller === null ? "" : `, called from ${showLine(caller, at)},`;
  const costMs = costUs / 1000;
  const begin = next === null ? null : placeOf(next);
  const could =
    begin === null
      ? ""
      : `, and only then ${showLine(begin.at, at)} began ${itsWait(next!)}, which could begin at ${ms(next!.fromUs - loss.us)}`;
  const until = ms(next === null ? wait.endedUs : Math.min(wait.endedUs, next.fromUs));
  switch (kind) {
    case "not-ended":
      return {
        code: "not-ended",
        message:
          `${caller === null ? `Line ${at.line} went on` : `Line ${caller.line} waited for ${showLine(at, caller)}`} until ${ms(wait.endedUs)}; ` +
          `no more of that wait is needed after ${ms(loss.before!.toUs - loss.us)}.`,
        hint: "How long may that go on, or how much of it does what comes next need? Who ends it then?",
        at: caller ?? at,
        costMs,
      };
    case "waited":
      return {
        code: "waited-for-word",
        message: `${capitalLine(at)}${called} waited ${words(wait.kind)} until ${until}${could}.`,
        hint: hints[wait.kind] ?? "What has it to wait for there, and who says that it has come?",
        at,
        costMs,
      };
    case "after":
      return {
        code: "came-after",
        message: samePlace(at, caller!)
          ? `On ${line} ${thePiece(next!)} began at ${ms(next!.fromUs)}, after ${thePiece(loss.before!).replace("the piece", "one")}; it could begin at ${ms(next!.fromUs - loss.us)}.`
          : `${capitalLine(at)} waited until ${ms(loss.before!.toUs)}, and only then ${showLine(caller!, at)} began ${itsWait(next!)}, which could begin at ${ms(next!.fromUs - loss.us)}.`,
        hint: samePlace(at, caller!)
          ? `What decides what is next on ${line}, and does it need what came before?`
          : `Does all that ${showLine(caller!, at)} does need all that ${line} waited for?`,
        at: samePlace(at, caller!) ? at : caller!,
        costMs,
      };
    default:
      return {
        code: "needless-wait",
        message: `${capitalLine(at)}${called} ${story.awaits.isUntil(at) ? "waited" : `slept for ${ms(loss.besides[0]!.toUs - loss.besides[0]!.fromUs)}`}${could}.`,
        hint: `What is the wait on ${line} for, and how long should it be? If it is for something to come: what says when that is there?`,
        at,
        costMs,
      };
  }
}

const hints: Readonly<Record<string, string>> = {
  barrier: "Who has to be there before the others may go on, and does everybody have to wait for that there?",
  condition: "Who says that something has changed, when, and to how many of those that wait?",
  event: "What has to be true before they may go on, and when is that said?",
  queue: "Does it have to wait there before it may take the next thing?",
};

function words(kind: string): string {
  return kind === "barrier" ? "at the barrier" : kind === "queue" ? "for the queue" : `for the ${kind}`;
}

function itsWait({ wait, fromUs, toUs }: Stretch): string {
  return wait.kind === "request" ? `its request` : `its ${showDuration((toUs - fromUs) / 1000)}`;
}

function thePiece({ wait, fromUs, toUs }: Stretch): string {
  return wait.kind === "request" ? "a request" : `the piece of ${showDuration((toUs - fromUs) / 1000)}`;
}

function capitalLine(at: Position): string {
  return `Line ${at.line}`;
}

function ms(us: number): string {
  return showDuration(us / 1000);
}
