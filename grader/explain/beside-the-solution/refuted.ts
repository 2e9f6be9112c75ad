import type { Position } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import type { Candidate } from "../lost-time/candidate.ts";
import { keptFor } from "../story/kept-for.ts";
import type { Model } from "./model.ts";
import { tasksThatDo } from "./same-work.ts";
import { samePlace } from "../story/place.ts";
import { type OwnPiece, piecesIn } from "../story/pieces.ts";
import type { Story, Wait } from "../story/story.ts";
import { isWork } from "./work-order.ts";

/**
 * Whether the solution does just what a cause says is too much or too little: it sleeps there as often, sends as many requests, or has as many tasks that
 * share the work. Nor did anything put off what begins no sooner in the solution's run.
 * @param requests how many the run sent
 */
export function isRefuted(story: Story, requests: number, model: Model, cause: Candidate): boolean {
  const { code, putOff } = cause;
  const at = cause.workAt ?? cause.at;
  if (putOff !== undefined && isBegunInTime(story, model, putOff)) return true;
  if (at === null) return false;
  if (code === "sleep-in-loop" || code === "sleep-not-wait") return isSleptAsOften(story, model, at);
  if (code === "tried-again") return requests === model.requests.length;
  if (code !== "single-consumer") return false;
  const crew = tasksAt(story, at);
  const made = crew.filter((id) => isMadeAt(story, id, cause.at));
  const own = new Set(made.length > 0 ? made : crew);
  const doers = tasksThatDo(
    model,
    workAt(story, at).filter(({ task }) => own.has(task)),
  );
  if (doers !== null && doers.size <= own.size) return true;
  const names = new Set(crew.map((id) => story.tasks.get(id)?.coroutine ?? anonymous));
  const [name] = names;
  if (names.size !== 1 || name === undefined || name === anonymous) return false;
  const ofName = [...story.tasks.values()].filter(({ coroutine }) => coroutine === name).length;
  return ofName === model.tasks.filter(({ coroutine }) => coroutine === name).length;
}

/** Where the solution does as many of that kind, so that nobody takes one of them for another, this one begins no sooner there. */
function isBegunInTime(story: Story, { pieces }: Model, { number }: Wait): boolean {
  const [what, same] = ownPieces(story).get(number) ?? [];
  const theirs = what === undefined ? undefined : pieces.get(what);
  if (same === undefined || theirs?.length !== same.length) return false;
  const { nr, beganUs } = same.find(({ wait }) => wait.number === number)!;
  return beganUs <= theirs[nr]!.beganUs;
}

/** By the number of the wait: all of its kind. */
const ownPieces = keptFor(
  (story: Story): ReadonlyMap<number, readonly [string, readonly OwnPiece[]]> =>
    new Map(
      [...piecesIn(story)].flatMap(([what, same]) => same.map(({ wait }) => [wait.number, [what, same]] as const)),
    ),
);

/** Whether the solution sleeps as often for just as long as the run does there: where nobody sleeps there, it does. */
function isSleptAsOften(story: Story, model: Model, at: Position): boolean {
  return sleepsAt(story, at).every((what) => sleepsIn(story).get(what)! <= (model.sleeps.get(what) ?? 0));
}

const inARow = new Set<Explanation["code"]>(["sequential-awaits", "sleep-after-sleep", "pause"]);

/**
 * Whether it blames a sleep that the solution has, too, as one that something else came after. Where it stands in the solution is not known: it may be told
 * where nothing else is known that the solution does without.
 */
export function isSleepOfBoth(story: Story, model: Model, { code, at }: Explanation): boolean {
  return at !== null && inARow.has(code) && sleepsAt(story, at).length > 0 && isSleptAsOften(story, model, at);
}

const anonymous = "<anonymous>";

/** The lengths of the sleeps there, as the runtime said them. */
function sleepsAt({ waits }: Story, at: Position): readonly string[] {
  const there = waits.filter(({ kind, frames }) => kind === "sleep" && frames.some((frame) => samePlace(frame.at, at)));
  return [...new Set(there.map(({ what }) => what))];
}

/** How often there was a sleep of each length. */
const sleepsIn = keptFor(({ waits }: Story): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const { kind, what } of waits) if (kind === "sleep") times.set(what, (times.get(what) ?? 0) + 1);
  return times;
});

function tasksAt({ waits }: Story, at: Position): readonly number[] {
  return [
    ...new Set(waits.filter(({ frames }) => frames.some((frame) => samePlace(frame.at, at))).map(({ task }) => task)),
  ];
}

function isMadeAt({ tasks }: Story, id: number, at: Position | null): boolean {
  const createdAt = tasks.get(id)?.createdAt ?? null;
  return createdAt !== null && at !== null && samePlace(createdAt, at);
}

function workAt({ waits }: Story, at: Position): readonly Wait[] {
  return waits.filter((wait) => isWork(wait) && wait.frames.some((frame) => samePlace(frame.at, at)));
}
