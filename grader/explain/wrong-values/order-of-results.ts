import type { ProgramAppend } from "../../compile/index.ts";
import type { Run } from "../../sandbox/index.ts";
import type { Position, Snapshot } from "../../values/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { keptFor } from "../story/kept-for.ts";
import { explainNewestFirst } from "./newest-first.ts";
import { capital, placeKey, showLine } from "../story/place.ts";
import { tellStory, type Story } from "../story/story.ts";
import { endsByItself } from "../story/ends-by-itself.ts";

/** Why a list holds the right items in another order. */
export interface OrderOfResults {
  readonly message: string;
  readonly hint: string;
  readonly at: Position | null;
  /** The items are what these pieces of work gave, or a line is known that takes or adds each when it is ready: not only the order fits. */
  readonly isKnown: boolean;
}

/** Alike pieces of work, in the order in which they began. */
interface Crew {
  /** Numbers of the pieces in the order in which they ended. */
  readonly ended: readonly number[];
  /** What each gave; null where that is not known. */
  readonly results: readonly (Snapshot | null)[];
  /** `the tasks of line 8`. */
  readonly what: string;
  readonly verbs: { readonly begun: string; readonly ended: string };
  readonly at: Position | null;
  /** Where whoever made them waited for whichever was ready next; null when it did not. */
  readonly takenAt: Position | null;
  /** Where whoever made them waited for the first of them; null when it waited for none by itself. */
  readonly waitedAt: Position | null;
  /** Of waits on one line, that line. */
  readonly line?: Position;
}

/** Where callbacks of several promises put what they give into one list, when that is in one place only. */
function onlyThenAppend({ text }: Run): Position | null {
  const appends = text?.thenAppends ?? [];
  return appends.length === 1 ? appends[0]! : null;
}

/**
 * Whether a list came in the order in which its work ended instead of that in which it began, or the other way round, or from a queue that turns it round; null when the run shows neither.
 * @param given the list as it came
 * @param places for each item of it the place where it should have been
 * @param path of the list in what was returned; null for what was in no list, such as lines that several tasks have printed
 */
export function explainOrder(
  run: Run,
  given: readonly Snapshot[],
  places: readonly number[],
  path: string | null = "",
): OrderOfResults | null {
  const newest = explainNewestFirst(run, places);
  if (newest !== null) return newest;
  const story = tellStory(run);
  const appendedAt = path === null ? null : (appendedSideBySide(run, story, path) ?? onlyThenAppend(run));
  for (const { crew, from } of windows(run, story, places)) {
    if (isInTurn(crew.ended)) continue;
    const part = places.slice(from, from + crew.ended.length).map((place) => place - from);
    const isBefore = appendedAt !== null && crew.line?.file === appendedAt.file && appendedAt.line < crew.line.line;
    const order = ordersOf(
      crew,
      given.slice(from, from + part.length),
      part,
      appendedAt !== null && !isBefore,
      isBefore,
    );
    if (order === "ended") {
      const at = appendedAt ?? crew.takenAt;
      const does = appendedAt === null ? "takes" : "adds";
      const adds = at === null ? "" : `: ${showLine(at, crew.at)} ${does} each one when it is ready`;
      return {
        message: `This is the order in which ${crew.what} ${crew.verbs.ended}, not the one in which they ${crew.verbs.begun}${adds}`,
        hint: readyHint,
        at: at ?? crew.at,
        isKnown: at !== null || areResults(crew, given),
      };
    }
    if (order === "begun" && isBefore) {
      return {
        message: `This is the order in which ${crew.what} began; the one in which they ended is expected. ${capital(showLine(appendedAt, appendedAt))} adds each one before that wait`,
        hint: "At which moment should each one be added: when its work begins, or when it is done?",
        at: appendedAt,
        isKnown: true,
      };
    }
    if (order === "begun") {
      return {
        message: `This is the order in which ${crew.what} ${crew.verbs.begun}; the one in which they ${crew.verbs.ended} is expected`,
        hint: "Which result does the code wait for first: the one that was asked for first, or the one that is ready first?",
        at: crew.waitedAt ?? crew.at,
        isKnown: areResults(crew, given),
      };
    }
  }
  return appendedAt === null
    ? null
    : {
        message: `${capital(showLine(appendedAt, appendedAt))} adds each one when it is ready, whichever was begun first`,
        hint: "Does the order have to be that in which they are ready? If so, what makes one ready too early or too late; if not, what puts each in its place?",
        at: appendedAt,
        isKnown: false,
      };
}

const readyHint =
  "Results arrive in the order in which they are ready. What puts each one back in the place where it was asked for?";

/** A crew is sought in so many places of a longer list, at most. */
const mostTried = 20;

/** Crews for a part of the list that holds all that is out of place, the whole list first; and where that part begins. */
function* windows(run: Run, story: Story, places: readonly number[]): Generator<{ crew: Crew; from: number }> {
  const moved = places.flatMap((place, index) => (place === index ? [] : [index]));
  const [first, last] = [moved[0] ?? 0, moved.at(-1) ?? 0];
  const crews = crewsOf(run, story, (size) => size > last - first && size <= places.length);
  for (const crew of crews.toSorted((a, b) => b.ended.length - a.ended.length)) {
    const size = crew.ended.length;
    const least = Math.max(0, last + 1 - size);
    const most = Math.min(first, places.length - size, least + mostTried - 1);
    for (let from = least; from <= most; from++) {
      yield { crew, from };
    }
  }
}

/**
 * Where calls that went on beside one another each put what they had waited for at the end of the list; null when none did, or when they fill more than one
 * list and none is known to be that.
 */
function appendedSideBySide(run: Run, story: Story, path: string): Position | null {
  const [first, ...others] = appendsSideBySide(story);
  if (first === undefined) return null;
  const name = /\.([^.[\]]+)$/.exec(path)?.[1];
  const isIt = ({ list, returned }: ProgramAppend): boolean => (name === undefined ? returned : list === name);
  const it = [first, ...others].find(isIt);
  if (it !== undefined) return it.at;
  const isOther = others.some(({ list }) => list !== first.list) || (name !== undefined && isReturned(run, first.list));
  return isOther ? null : first.at;
}

/** A part of what was returned is called so. */
function isReturned({ outcome }: Run, name: string): boolean {
  const value = outcome.kind === "returned" ? outcome.value : null;
  if (value === null || typeof value !== "object" || value.t !== "map") return false;
  return value.v.some(([key]) => key === name);
}

const appendsSideBySide = keptFor(({ waits, awaits }: Story): readonly ProgramAppend[] => {
  const seen = new Map<string, number>();
  const found = new Map<string, ProgramAppend>();
  for (const { frames } of waits) {
    for (const { frame, at } of frames) {
      for (const append of awaits.appends(at)) {
        const key = placeKey(append.at);
        const first = seen.get(key);
        if (first === undefined) seen.set(key, frame);
        else if (first !== frame) found.set(key, append);
      }
    }
  }
  return [...found.values()];
});

/** Several may have given the same. */
function areResults(crew: Crew, given: readonly Snapshot[]): boolean {
  const all = resultTexts(crew);
  return given.every((item) => all.has(JSON.stringify(item)));
}

const resultTexts = keptFor(
  ({ results }: Crew): ReadonlySet<string> =>
    new Set(results.filter((each) => each !== null).map((each) => JSON.stringify(each))),
);

/**
 * @param isAppended whether results are put into a list as they become ready
 * @param isNoted whether they are put there before what they wait for begins
 */
function ordersOf(
  crew: Crew,
  given: readonly Snapshot[],
  places: readonly number[],
  isAppended: boolean,
  isNoted: boolean,
): "ended" | "begun" | null {
  if (areResults(crew, given)) {
    const own = given.map((each) => JSON.stringify(each));
    const begun = crew.results.map((each) => JSON.stringify(each));
    const ended = crew.ended.map((index) => begun[index]!);
    const wanted = own.slice();
    for (const [index, place] of places.entries()) wanted[place] = own[index]!;
    if (isSame(own, ended) && isSame(wanted, begun)) return "ended";
    return isSame(own, begun) && isSame(wanted, ended) ? "begun" : null;
  }
  const isEnded = isSame(places, crew.ended);
  const isBegun = places.every((place, index) => crew.ended[place] === index);
  // Two that changed places fit both ways.
  if (isEnded && isBegun) return isAppended ? "ended" : isNoted ? "begun" : null;
  return isEnded === isBegun ? null : isEnded ? "ended" : "begun";
}

function crewsOf(run: Run, story: Story, fits: (size: number) => boolean): Crew[] {
  const records = new Map(run.tasks.map((task) => [task.id, task]));
  const crews: Crew[] = [];
  const others = [...story.tasks.values()].filter(({ id }) => id !== story.main);
  const alike = [
    ...groupedBy(others, ({ creator, createdAt }) => `${creator} ${createdAt === null ? "" : placeKey(createdAt)}`),
    ...groupedBy(others, ({ creator, coroutine }) => `${creator} ${coroutine}`),
  ];
  for (const group of alike) {
    if (!fits(group.length) || group.some(({ endedRow }) => endedRow === Number.POSITIVE_INFINITY)) continue;
    const begun = group.toSorted((a, b) => a.createdRow - b.createdRow);
    const at = begun[0]!.createdAt;
    crews.push({
      ended: order(begun, (each) => each.endedRow),
      results: begun.map(({ id }) => records.get(id)?.result ?? null),
      what: at === null ? "their tasks" : `the tasks of ${showLine(at, at)}`,
      verbs: { begun: "were made", ended: "ended" },
      at,
      takenAt: takenAt(story, group[0]!.creator),
      waitedAt: waitedAt(story, group[0]!.creator, new Set(group.map(({ id }) => id))),
    });
  }
  if (fits(run.requests.length) && run.requests.every(({ endMs }) => endMs !== null)) {
    crews.push({
      ended: order(run.requests, ({ endMs }) => endMs!),
      results: run.requests.map(() => null),
      what: "the requests",
      verbs: { begun: "were sent", ended: "were answered" },
      at: null,
      takenAt: null,
      waitedAt: null,
    });
  }
  const works = (isCutOff(run) ? [] : story.waits).filter(
    ({ kind, frames, endedRow }) => endsByItself(kind) && frames.length > 0 && endedRow < story.endRow,
  );
  for (const group of groupedBy(works, ({ frames }) => placeKey(frames.at(-1)!.at))) {
    if (!fits(group.length)) continue;
    const begun = group.toSorted((a, b) => a.beganRow - b.beganRow);
    const at = begun[0]!.frames.at(-1)!.at;
    crews.push({
      ended: order(begun, (each) => each.endedRow),
      results: begun.map(() => null),
      what: `the waits on ${showLine(at, at)}`,
      verbs: { begun: "began", ended: "ended" },
      at: null,
      takenAt: null,
      waitedAt: null,
      line: at,
    });
  }
  return crews;
}

/** Where a task waits for the next one of `asCompleted`. */
function takenAt({ tasks }: Story, creator: number): Position | null {
  const waits = tasks.get(creator)?.waits ?? [];
  return waits.find(({ what }) => what.startsWith("task the next of "))?.frames.at(-1)?.at ?? null;
}

function waitedAt({ tasks }: Story, creator: number, made: ReadonlySet<number>): Position | null {
  const waits = tasks.get(creator)?.waits ?? [];
  return waits.find(({ on }) => made.has(on))?.frames.at(-1)?.at ?? null;
}

function order<T>(items: readonly T[], by: (item: T) => number): number[] {
  return items.map((_, index) => index).toSorted((a, b) => by(items[a]!) - by(items[b]!));
}

function isInTurn(order: readonly number[]): boolean {
  return order.every((index, place) => index === place);
}

function isSame<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((index, place) => index === b[place]);
}
