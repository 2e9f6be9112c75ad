import type { ErrorRecord, Run, TaskRecord } from "../../sandbox/index.ts";
import type { ProgramCatch } from "../../compile/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { capital, placeKey, samePlace, showLine } from "../story/place.ts";
import { callerOfRequest } from "../story/request-caller.ts";
import { endOfError, nameOfEnd, wordsForEnd } from "../story/where-errors-end.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { limitIndex } from "./time-up.ts";

interface Sought {
  /** Whether an error is the one that should have left the entry. */
  readonly isWanted: (error: ErrorRecord) => boolean;
  /** Whether an error of this name may be. */
  readonly isWantedName: (name: string) => boolean;
  /** When the entry should have been over; null when nobody says. */
  readonly dueMs: number | null;
}

/** Why an entry returned that should have thrown: an error that was there and was kept, or what it did in place of throwing. */
export function explainNoThrow(run: Run, { isWanted, isWantedName, dueMs }: Sought): Explanation | null {
  const story = tellStory(run);
  const failed = run.tasks.find(
    ({ id, state, error }) => id !== story.main && state === "failed" && error !== null && isWanted(error),
  );
  if (failed !== undefined) return keptByTask(run, story, failed);
  const cut = isWantedName("TimeoutError") ? story.waits.find((wait) => wait.cut) : undefined;
  return (
    (cut === undefined ? null : keptLimit(run, cut)) ??
    keptRequest(run, story) ??
    unheard(run) ??
    unthrown(run, isWantedName) ??
    guarded(run, story, isWantedName) ??
    badAnswer(run) ??
    (isCutOff(run) ? null : wentOn(run, story, dueMs))
  );
}

const keptHint = "Who is given this error, and what is done with it there? Does it have to go further?";

function keptByTask(run: Run, story: Story, task: TaskRecord): Explanation {
  const waited = story.waits.find(
    ({ on, what, frames, endedUs }) =>
      frames.length > 0 &&
      (on === task.id || (on === 0 && what.includes(`task ${task.name}`))) &&
      endedUs >= (task.endedMs ?? 0) * 1000,
  );
  const made = task.error?.at ?? null;
  const isBare = waited !== undefined && isBareWait(waited);
  const later = waited === undefined || isBare ? endOfHeld(run) : null;
  const end = later?.end ?? (waited === undefined ? null : endOfError(run, waited.frames));
  const waitedAt = waited?.frames.at(-1)?.at ?? null;
  const at = end?.at ?? waitedAt ?? task.createdAt ?? made;
  const where = made === null ? "" : ` on line ${made.line}`;
  const when = task.endedMs === null ? "" : ` at ${showDuration(task.endedMs)}`;
  const then = (): string => {
    if (later !== null) {
      const out = showLine(later.await, later.end.at);
      return `. Its error comes out of the await on ${out}, and ends in ${nameOfEnd(later.end, later.end.at)}`;
    }
    if (waitedAt === null || at === null)
      return isCutOff(run) ? `, and the error did not leave ${story.name}` : ", and nobody waited for it";
    if (end !== null) return `. ${capital(showLine(waitedAt, at))} waited for it, and ${wordsForEnd(end, at)}`;
    return isBare
      ? `. ${capital(showLine(at, made))} waited until it had ended, but a wait() throws no error of what it waits for`
      : `. ${capital(showLine(at, made))} waited for it, and yet the error did not leave ${story.name}`;
  };
  return {
    code: "kept-error",
    message: `${showTask(task)} failed with ${task.error!.name}${where}${when}${then()}.`,
    hint:
      isBare && end === null
        ? `Who looks at what became of it after line ${at!.line}, and where does its error come out?`
        : keptHint,
    at,
    costMs: 0,
  };
}

/** Of `wait([…])`, which says who has ended and gives no results and no errors. */
function isBareWait({ kind, on, what }: Wait): boolean {
  return kind === "task" && on === 0 && !what.startsWith("task the next of ");
}

interface HeldEnd {
  readonly end: ProgramCatch;
  readonly await: Position;
}

/** The only catch around an await of a task that had been made before: who awaits one that has ended already does not wait at all. */
function endOfHeld(run: Run): HeldEnd | null {
  const held = new Set((run.awaits ?? []).flatMap(({ at, held: own }) => (own?.kind === "task" ? [placeKey(at)] : [])));
  const ends = (run.text?.catches ?? []).flatMap((end): HeldEnd[] => {
    const own = end.rethrows ? undefined : end.awaits.find((at) => held.has(placeKey(at)));
    return own === undefined ? [] : [{ end, await: own }];
  });
  return ends.length === 1 ? ends[0]! : null;
}

/** The error of a limit comes out where the limit is set: the innermost await around the wait that has one, or the wait itself. */
function keptLimit(run: Run, cut: Wait): Explanation | null {
  const limit = limitIndex(tellStory(run), cut);
  const at = cut.frames[limit]?.at;
  if (at === undefined) return null;
  const when = `The time that ${showLine(at, at)} gave was up at ${showDuration(cut.endedUs / 1000)}`;
  const inner = endOfError(run, cut.frames.slice(limit + 1));
  const end = inner ?? endOfError(run, cut.frames.slice(0, limit + 1));
  const then =
    end === null
      ? ", but no error of that left the entry"
      : inner === null
        ? `, and ${wordsForEnd(end, at)}`
        : `. What it called off went on all the same: the CancelledError came to ${nameOfEnd(end, at)}`;
  return {
    code: "kept-error",
    message: `${when}${then}.`,
    hint: keptHint,
    at: end?.at ?? at,
    costMs: 0,
  };
}

/** An error in a promise that nobody awaited. */
function unheard(run: Run): Explanation | null {
  const at = run.warnings.find(({ code }) => code === "unhandled-rejection")?.at ?? null;
  if (at === null) return null;
  return {
    code: "kept-error",
    message: `An error came out of line ${at.line}, in a promise that nothing waited for.`,
    hint: `Who calls what stands on line ${at.line}, and does anybody wait for that call?`,
    at,
    costMs: 0,
  };
}

/** Errors of the wanted class that are made and go nowhere. */
function unthrown(run: Run, isWantedName: Sought["isWantedName"]): Explanation | null {
  const made = run.text?.unthrown?.find(({ name }) => isWantedName(name));
  if (made === undefined) return null;
  const { at, name, how } = made;
  return {
    code: "kept-error",
    message: `Line ${at.line} makes ${/^[aeiou]/i.test(name) ? "an" : "a"} ${name} and ${how === "dropped" ? "does nothing with it" : "returns it, as it would any other value"}.`,
    hint: "What has to be done with an error so that it leaves the function as an error?",
    at,
    costMs: 0,
  };
}

/** A catch that was come by, around code that throws such an error and keeps it: nobody saw whether it did. */
function guarded(run: Run, { waits }: Story, isWantedName: Sought["isWantedName"]): Explanation | null {
  const passed = new Set(waits.flatMap(({ frames }) => frames.map(({ at }) => placeKey(at))));
  const end = run.text?.catches?.find(
    ({ rethrows, throws, awaits }) =>
      !rethrows && throws.some(isWantedName) && (awaits.length === 0 || awaits.some((at) => passed.has(placeKey(at)))),
  );
  if (end === undefined) return null;
  const name = end.throws.find(isWantedName)!;
  return {
    code: "kept-error",
    message: `${capital(nameOfEnd(end, end.at))} ends every error of what it guards, also the ${name} that is thrown there.`,
    hint: keptHint,
    at: end.at,
    costMs: 0,
  };
}

/** The last answer of all, when its status is bad: what came after it stumbled over that. */
export function explainBadAnswer(run: Run): Explanation | null {
  const last = run.requests.findLast(({ endMs }) => endMs !== null);
  return last?.status != null && last.status >= 400 ? badAnswer(run) : null;
}

/** Somebody has looked at the answer, and asked once more. */
function isAskedAgain({ requests }: Run, index: number): boolean {
  const { method, url } = requests[index]!;
  return requests.slice(index + 1).some((later) => later.method === method && later.url === url);
}

/** An answer with a bad status is no error by itself. */
function badAnswer(run: Run): Explanation | null {
  const bad = run.requests.findLast(
    (request, i) => request.status !== null && request.status >= 400 && request.endMs !== null && !isAskedAgain(run, i),
  );
  if (bad === undefined) return null;
  const at = callerOfRequest(run, bad) ?? bad.at;
  if (at === null) return null;
  return {
    code: "went-on",
    message: `${bad.method} ${bad.url} was answered with status ${bad.status} at ${showDuration(bad.endMs!)}: an answer of that kind is no error by itself.`,
    hint: "Who looks at the status of this answer, and what should come of it?",
    at,
    costMs: 0,
  };
}

function keptRequest(run: Run, story: Story): Explanation | null {
  const failed = run.requests.find(
    ({ outcome, at }) => at !== null && (outcome === "failed" || outcome === "unmocked"),
  );
  if (failed === undefined || failed.endMs === null) return null;
  const caller = callerOfRequest(run, failed);
  const wait = story.waits.find(
    ({ task, kind, what, endedUs }) =>
      kind === "request" &&
      task === failed.task &&
      what.includes(failed.url) &&
      endedUs === Math.round(failed.endMs! * 1000),
  );
  const end = wait === undefined ? null : endOfError(run, wait.frames);
  const at = end?.at ?? caller ?? failed.at!;
  const came = caller === null ? "" : `, which ${showLine(caller, at)} had asked for,`;
  return {
    code: "kept-error",
    message: `${failed.method} ${failed.url}${came} failed at ${showDuration(failed.endMs)}, ${end === null ? "but no error of that left the entry" : `and ${wordsForEnd(end, at)}`}.`,
    hint: keptHint,
    at,
    costMs: 0,
  };
}

/** The only time limit of the text, when the entry set its timer for that long and took it back with nothing in between. */
function limitLeftAtOnce({ trace, awaits }: Run, { main, waits }: Story, dueMs: number): Position | null {
  const [limit, ...others] = (awaits ?? []).filter(({ limited }) => limited);
  const what = showDuration(dueMs);
  const isLeft = trace.event.some(
    (event, row) =>
      event === "timer-set" &&
      trace.task[row] === main &&
      trace.detail[row] === what &&
      trace.event[row + 1] === "timer-ended" &&
      trace.detail[row + 1] === "cancelled" &&
      trace.ref[row + 1] === trace.ref[row],
  );
  if (limit === undefined || others.length > 0 || !isLeft) return null;
  return waits.some(({ frames }) => frames.some((frame) => samePlace(frame.at, limit.at))) ? null : limit.at;
}

/** What it waited for when it should have been over; or the last thing that it waited for at all. */
function wentOn(run: Run, story: Story, dueMs: number | null): Explanation | null {
  const { tasks, main, endUs, name } = story;
  const waits = (tasks.get(main)?.waits ?? []).filter(({ frames }) => frames.length > 0);
  const dueUs = dueMs === null ? null : Math.round(dueMs * 1000);
  const late = dueUs === null ? undefined : waits.find(({ endedUs }) => endedUs > dueUs);
  const last = late ?? waits.at(-1);
  const at = last?.frames[0]?.at;
  if (last === undefined || at === undefined) return null;
  const line = showLine(at, at);
  const empty = late === undefined || dueMs === null ? null : limitLeftAtOnce(run, story, dueMs);
  if (late !== undefined && empty !== null)
    return {
      code: "went-on",
      message:
        `The time limit of line ${empty.line} was over as soon as it had begun: nothing waited inside it. ` +
        `${capital(showLine(at, empty))} waited outside of it until ${showDuration(late.endedUs / 1000)}.`,
      hint: "Which waits are to be cut off when the time is up, and are they inside what the limit is put around?",
      at: empty,
      costMs: 0,
    };
  return {
    code: "went-on",
    message:
      late === undefined
        ? `The last that it waited for was on ${line}, and it returned at ${showDuration(endUs / 1000)}.`
        : `${name} should have been over at ${showDuration(dueMs!)}. ${capital(line)} still waited until ${showDuration(late.endedUs / 1000)}, and it returned at ${showDuration(endUs / 1000)}.`,
    hint: "What decides here that it is time to give up, and when is that looked at?",
    at,
    costMs: 0,
  };
}
