import type { Run } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { toldBy } from "../at-mended.ts";
import type { Mended } from "../mended.ts";
import { isCutOff } from "./cut-off.ts";
import { mostAtOnce } from "./most-at-once.ts";
import { groupedBy } from "./grouped-by.ts";
import { type Hold, holdsOf } from "./holds.ts";
import { begunEarly, type Crowded } from "./begun-before-wait.ts";
import { begunBefore } from "./begun-before-place.ts";
import { samePlace, showLine } from "./place.ts";

/** Something that was not to go on at the same time as too many others. In µs. */
export interface Work {
  readonly task: number;
  readonly fromUs: number;
  readonly toUs: number;
}

/** What the only lock or semaphore of a submission did with work that it let through. */
export interface Limiter {
  readonly message: string;
  readonly hint: string;
  readonly at: Position;
  /** Some of the work went by it: then the place of the limiter is not where that began. */
  readonly isUnpassed?: boolean;
}

/**
 * Null when the submission makes none, or takes from several: then nobody knows which one was to hold this work back.
 * @param crowded what of it goes on at a moment, where it is known how much may
 */
export function explainLimiter(
  run: Run,
  works: readonly Work[],
  crowded: Crowded | null = null,
  mended: Mended | null = null,
): Limiter | null {
  const early = crowded === null || isCutOff(run) ? null : begunEarly(run, crowded);
  const makers = (run.makers ?? []).filter(({ kind }) => kind === "semaphore" || kind === "lock");
  const used = makers.length > 1 ? makers.filter((maker) => takenFrom(run, maker, makers).length > 0) : makers;
  const semaphores = used.filter((maker) => maker.kind === "semaphore");
  const [limit, ...others] = semaphores.length === 1 ? semaphores : used;
  if (limit === undefined || others.length > 0 || isCutOff(run)) return early;
  const holds = takenFrom(run, limit, makers);
  const made = new Set(holds.map(({ what }) => what)).size;
  const begun = made === 1 ? begunBefore(run, limit, holds, works.slice(0, mostWorks)) : null;
  return toldBy(mended, [
    () => begun,
    () => early,
    () => (used.length > 1 && made < 2 ? null : explainPassed(run, works, limit, holds)),
  ]);
}

/** What it did with the work, from what was taken of it. */
function explainPassed(run: Run, works: readonly Work[], { kind, at }: Maker, holds: readonly Hold[]): Limiter | null {
  const made = new Set(holds.map(({ what }) => what)).size;
  const whose = `the ${kind} of line ${at.line}`;
  if (made === 0) {
    return {
      message: `Line ${at.line} makes a ${kind}, but nobody took ${kind === "lock" ? "it" : "one of its places"}.`,
      hint: `What has to pass ${whose}, and when?`,
      at,
    };
  }
  if (made > 1) {
    return {
      message: `Line ${at.line} made ${made} ${kind}s, and who takes one of them is not held back by the others.`,
      hint: `How many of the tasks share what line ${at.line} makes?`,
      at,
    };
  }
  const holders = new Map(groupedBy(holds, ({ task }) => task).map((own) => [own[0]!.task, own]));
  const creators = new Map(run.tasks.map(({ id, creator }) => [id, creator]));
  const [free] = works.slice(0, mostWorks).flatMap((work) => {
    const own = holdsFor(work, holders, creators);
    return own.some((hold) => hold.fromUs <= work.fromUs && hold.toUs >= work.toUs) ? [] : [{ work, own }];
  });
  if (free === undefined) {
    const crowd = underOne(works.slice(0, mostWorks), holders, creators);
    if (crowd?.hold.takenAt != null) {
      const { hold, most } = crowd;
      const takenAt = hold.takenAt!;
      const made = samePlace(takenAt, at) ? "it makes" : `${showLine(at, takenAt)} makes`;
      return {
        message: `Line ${takenAt.line} took ${kind === "lock" ? `the lock that ${made} once` : `one place of the semaphore that ${made}`}, and ${most} of them went on together under that.`,
        hint: `How many may go on with what line ${takenAt.line} takes? Which code has to take ${kind === "lock" ? "it" : "one"} for itself?`,
        at: takenAt,
      };
    }
    return {
      message: `The ${kind} that line ${at.line} makes let ${mostAtOnce(holds.map(spanOf))} of them pass at once.`,
      hint: `How many may go on at once? Compare that with what line ${at.line} makes.`,
      at,
    };
  }
  const late = takenLate({ kind, at }, free.work, free.own);
  if (late !== null) return late;
  const short = free.own.find(({ toUs }) => toUs < free.work.toUs);
  if (short?.backAt == null) {
    return {
      message: `Not all of them had passed ${whose}.`,
      hint: `Which of them do not pass ${whose}?`,
      at,
      isUnpassed: true,
    };
  }
  const { backAt } = short;
  return {
    message: `${samePlace(backAt, at) ? "It" : `The ${kind} of ${showLine(at, backAt)}`} was given back on line ${backAt.line} while the work still went on.`,
    hint: "What has to be over before the next one may begin, and who waits for that here?",
    at: backAt,
  };
}

/** Work that had begun when its task took its first place. */
function takenLate(
  { kind, at }: { readonly kind: string; readonly at: Position },
  work: Work,
  own: readonly Hold[],
): Limiter | null {
  const first = own.reduce<Hold | null>((one, hold) => (one === null || hold.fromUs < one.fromUs ? hold : one), null);
  if (first?.takenAt == null || first.fromUs <= work.fromUs || first.toUs < work.toUs) return null;
  const { takenAt } = first;
  return {
    message: `Line ${takenAt.line} takes a place of the ${kind} of ${showLine(at, takenAt)} only when the work has begun already.`,
    hint: "Which line begins the work, and what has to have come before it?",
    at: takenAt,
  };
}

/** The same of a run in which nothing else tells why it was over too soon. */
export function findTakenLate(run: Run, works: readonly Work[]): Limiter | null {
  const [limit, ...others] = (run.makers ?? []).filter(({ kind }) => kind === "semaphore" || kind === "lock");
  if (limit === undefined || others.length > 0) return null;
  const holders = new Map(groupedBy(ofKind(run, limit.kind), ({ task }) => task).map((own) => [own[0]!.task, own]));
  for (const work of works.slice(0, mostWorks)) {
    // What was over by then may be another thing, which has to pass nothing.
    const own = (holders.get(work.task) ?? []).filter(({ fromUs }) => fromUs < work.toUs);
    const late = takenLate(limit, work, own);
    if (late !== null) return late;
  }
  return null;
}

type Maker = NonNullable<Run["makers"]>[number];

/** What was taken of what one line makes: all of its kind, or what is taken where the text tells that it is waited for. */
function takenFrom(run: Run, { kind, awaits }: Maker, makers: readonly Maker[]): readonly Hold[] {
  const all = ofKind(run, kind);
  if (makers.filter((maker) => maker.kind === kind).length === 1) return all;
  return all.filter(({ takenAt }) => takenAt !== null && awaits.some((each) => samePlace(each, takenAt)));
}

/** More than these are not looked at. */
const mostWorks = 300;

function ofKind({ trace }: Run, kind: string): readonly Hold[] {
  return holdsOf(trace).filter((hold) => hold.kind === kind);
}

/** By its own task, or by one that had made it, directly or not. */
function holdsFor(
  { task }: Work,
  holders: ReadonlyMap<number, readonly Hold[]>,
  creators: ReadonlyMap<number, number>,
): readonly Hold[] {
  const holds: Hold[] = [];
  for (let id = task; id !== 0; id = creators.get(id) ?? 0) holds.push(...(holders.get(id) ?? []));
  return holds;
}

/** What let the most of this work go on together, when that is more than one: each has to be taken for itself. */
function underOne(
  works: readonly Work[],
  holders: ReadonlyMap<number, readonly Hold[]>,
  creators: ReadonlyMap<number, number>,
): { readonly hold: Hold; readonly most: number } | null {
  const covered = works.flatMap((work) => {
    const hold = holdsFor(work, holders, creators).find(
      ({ fromUs, toUs }) => fromUs <= work.fromUs && toUs >= work.toUs,
    );
    return hold === undefined ? [] : [{ hold, work }];
  });
  const crowds = groupedBy(covered, ({ hold }) => hold.fromRow).map((own) => ({
    hold: own[0]!.hold,
    most: mostAtOnce(own.map(({ work }) => spanOf(work))),
  }));
  const most = Math.max(...crowds.map((crowd) => crowd.most));
  return most < 2 ? null : crowds.find((crowd) => crowd.most === most)!;
}

function spanOf({ fromUs, toUs }: Pick<Work, "fromUs" | "toUs">): { beganUs: number; endedUs: number } {
  return { beganUs: fromUs, endedUs: toUs };
}
