import type { ProgramEagerCall } from "../../compile/index.ts";
import type { Run } from "../../sandbox/index.ts";
import { spanHolds } from "../../values/index.ts";
import { groupedBy } from "./grouped-by.ts";
import type { Limiter, Work } from "./limiter.ts";
import { isBefore, placeKey, samePlace, showLine } from "./place.ts";
import { plainCallBehind } from "./plain-call.ts";
import { tellStory, type Story, type Wait } from "./story.ts";

/** More than these are not looked at. */
const mostWorks = 100;

/** A moment at which more went on than may. */
export interface Crowded {
  readonly works: readonly Work[];
  readonly us: number;
  /** How many may. */
  readonly limit: number;
}

/** Work that a plain call began. */
interface Begun {
  readonly call: ProgramEagerCall;
  readonly wait: Wait;
  /** Where somebody else waited until it was over. */
  readonly awaiter: Wait | null;
}

/**
 * Too much work at one moment, because a plain call began it before those who were to wait for it, a few at a time, had come to that: without what nobody
 * waits for yet there is no more of it than may be. Null where that is not so.
 */
export function begunEarly(run: Run, { works, us, limit }: Crowded): Limiter | null {
  if ((run.text?.eagerCalls ?? []).length === 0 || works.length <= limit) return null;
  const story = tellStory(run);
  const begun = works.slice(0, mostWorks).flatMap((work) => begunAs(run, story, work));
  for (const same of groupedBy(begun, ({ call }) => placeKey(call.at))) {
    const early = same.filter(({ awaiter }) => awaiter === null || awaiter.beganUs > us);
    const later = early.find(({ awaiter }) => awaiter !== null)?.awaiter?.frames.at(-1)?.at;
    if (later === undefined || works.length - early.length > limit) continue;
    const { at } = same[0]!.call;
    const what = works.length === same.length ? "all of them" : `${same.length} of them`;
    return {
      message: `Line ${at.line} begins ${what} with a plain call, and ${showLine(later, at)} comes to wait for some of these only later.`,
      hint: "An async function begins when it is called, whoever waits for it later. What has to have come before that call?",
      at,
    };
  }
  return null;
}

function begunAs(run: Run, story: Story, { task, fromUs, toUs }: Work): Begun[] {
  const own = story.tasks.get(task)?.waits ?? [];
  const wait = own.find((each) => each.beganUs === fromUs && each.endedUs === toUs && each.frames.length > 1);
  const call = wait === undefined ? null : plainCallBehind(run, wait);
  if (wait === undefined || call === null) return [];
  const { frame } = wait.frames.find(({ at }) => spanHolds(call.body, at))!;
  const inner = own.filter(({ frames }) => frames.some((each) => each.frame === frame));
  return [{ call, wait, awaiter: awaiterOf(story, call, task, Math.max(...inner.map(({ endedUs }) => endedUs))) }];
}

/** Another task, or the one that called, at an await that it comes to again and again. */
function awaiterOf({ waits }: Story, call: ProgramEagerCall, task: number, endedUs: number): Wait | null {
  const isElsewhere = ({ kind, frames, ...wait }: Wait): boolean =>
    kind === "native" &&
    wait.beganUs < wait.endedUs &&
    frames.length > 0 &&
    !frames.some(({ at }) => spanHolds(call.body, at));
  const isOwn = ({ frames }: Wait): boolean =>
    frames.length > 0 && spanHolds(call.around!, frames.at(-1)!.at) && isBefore(call.at, frames.at(-1)!.at);
  const found = waits.find(
    (wait) => wait.endedUs === endedUs && isElsewhere(wait) && (wait.task !== task || isOwn(wait)),
  );
  if (found === undefined || found.task !== task) return found ?? null;
  const place = found.frames.at(-1)!.at;
  const visits = waits.filter((wait) => wait.task === task && samePlace(wait.frames.at(-1)?.at ?? call.at, place));
  return visits.length > 1 ? found : null;
}
