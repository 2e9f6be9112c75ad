import type { Run } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import { isCutOff, toldUntil } from "../story/cut-off.ts";
import { endsByItself } from "../story/ends-by-itself.ts";
import { holdsOn } from "../story/kept-places.ts";
import { samePlace, showLine } from "../story/place.ts";
import { showTask } from "../story/task-name.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { waitsOf } from "../story/waits-by.ts";

/** Where the entry last waited: an error without a place of its own, like that of a cancelled task, came out of there. */
export function lastWaitPlace(run: Run): Position | null {
  if (isCutOff(run)) return null;
  const waits = entryWaits(run);
  const last = waits.at(-1);
  return last?.frames.at(-1)?.at ?? null;
}

/** What the entry was waiting for when the run was stopped, in a sentence of its own; null when it waited for no task. */
export function explainEntryWait(run: Run): string | null {
  const open = entryWaits(run).find((wait) => wait.endedRow === run.trace.event.length);
  const task = run.tasks.find(({ id }) => id === open?.on);
  const at = open?.frames.at(-1)?.at;
  if (task === undefined || at === undefined) return null;
  return `All the time ${run.tasks[0]?.name ?? "the entry"} waited on line ${at.line} for ${showTask(task)} to end.`;
}

/** Kinds of waiting that only another task ends. */
const byOthers = new Set(["barrier", "event", "condition", "queue", "lock", "semaphore"]);

/**
 * What the entry waited for when the run was stopped, when that can never come: a task, or by way of others, that waits for what only others can give.
 * A sentence, and where the entry waits.
 */
export function explainStuckEntry(
  run: Run,
): { readonly message: string; readonly at: Position; readonly hint?: string } | null {
  const story = tellStory(run);
  const open = new Map<number, Wait>();
  for (const wait of story.waits) {
    // Who awaits a call of its own waits for what that one waits for.
    const known = wait.kind === "native" ? open.get(wait.task) : undefined;
    if (wait.endedRow >= story.endRow && (known === undefined || !byOthers.has(known.kind))) open.set(wait.task, wait);
  }
  const first = open.get(story.main);
  const at = first?.frames.at(-1)?.at;
  const seen = new Set<number>();
  let last = first;
  while (last !== undefined && last.on !== 0 && !byOthers.has(last.kind) && !seen.has(last.on)) {
    seen.add(last.on);
    last = open.get(last.on);
  }
  if (last !== undefined && together.has(last.kind)) last = oneOfSeveral(run, story, last, open);
  const where = last?.frames.at(-1)?.at;
  if (at === undefined || last === undefined || where === undefined || !byOthers.has(last.kind)) return null;
  const since = `since ${showDuration(last.beganUs / 1000)}`;
  const entry = run.tasks[0]?.name ?? "the entry";
  const waiting = run.tasks.find(({ id }) => id === last.task);
  const keeper = keeperOf(run, story, last, open);
  if (keeper !== null) {
    const who = last === first ? entry : waiting === undefined ? "a task" : showTask(waiting);
    return {
      at: keeper.at,
      message: `${who} waited ${since} on ${showLine(where, keeper.at)} for ${last.what}. ${keeper.words}`,
      hint: `What ends what goes on at line ${keeper.at.line}, and does that ever come?`,
    };
  }
  return {
    at,
    message:
      last === first
        ? `All the time ${since} ${entry} waited on line ${at.line} for ${last.what}, and nothing let it go on.`
        : `${entry} waited on line ${at.line} for ${waiting === undefined ? "a task" : showTask(waiting)}, and that one ${since} on ${showLine(where, at)} for ${last.what}: nothing let it go on.`,
  };
}

/** Who has what is waited for, and goes round without ever giving it back; null when nobody does. */
function keeperOf(
  run: Run,
  story: Story,
  { what, task }: Wait,
  open: ReadonlyMap<number, Wait>,
): { readonly at: Position; readonly words: string } | null {
  for (const { task: id, fromUs, toRow } of holdsOn(run.trace, what)) {
    const now = open.get(id);
    const at = now?.frames.at(-1)?.at;
    if (now === undefined || at === undefined || id === task || toRow < story.endRow || !endsByItself(now.kind))
      continue;
    const isThere = ({ frames, endedRow }: Wait): boolean =>
      endedRow < story.endRow && frames.length > 0 && samePlace(frames.at(-1)!.at, at);
    const times = waitsOf(story, id).filter(isThere).length;
    const keeper = run.tasks.find((each) => each.id === id);
    if (times < FEW_ROUNDS || keeper === undefined) continue;
    return {
      at,
      words: `${showTask(keeper)} has had it since ${showDuration(fromUs / 1000)} and still goes round: it has waited ${times} times on line ${at.line}.`,
    };
  }
  return null;
}

/** Who comes to a place more often goes round there. */
const FEW_ROUNDS = 4;

/** Kinds of waiting for several tasks at once. */
const together = new Set(["gather", "group", "native"]);

/** What is waited for, with the names of the tasks: many are told by their number alone. */
const named = /\btasks? |^group/u;

/** Of the tasks that are waited for together, the first that has waited for others for most of the time: who waits for new work has only just had some. */
function oneOfSeveral(run: Run, story: Story, all: Wait, open: ReadonlyMap<number, Wait>): Wait | undefined {
  return [...open.values()]
    .filter(({ task, kind, beganUs }) => {
      const record = run.tasks.find(({ id }) => id === task);
      const isOne = record?.creator === all.task && (!named.test(all.what) || all.what.includes(record.name));
      return isOne && byOthers.has(kind) && beganUs * 2 < story.endUs;
    })
    .toSorted((a, b) => a.beganRow - b.beganRow)[0];
}

/**
 * What a task had waited for just before some moment, in a sentence of its own; null when it had not waited by then.
 * @param task its id
 */
export function explainWaitBefore(run: Run, task: number, ms: number): string | null {
  const us = Math.round(ms * 1000);
  if (us > toldUntil(run)) return null;
  const waits = tellStory(run).tasks.get(task)?.waits ?? [];
  const last = waits.findLast(({ endedUs, frames }) => endedUs <= us && frames.length > 0);
  const at = last?.frames[0]?.at;
  return last === undefined || at === undefined
    ? null
    : `Just before, line ${at.line} had waited until ${showDuration(last.endedUs / 1000)}.`;
}

const signals = new Set(["event", "condition", "barrier", "future"]);

/** The signal that a task was let go by, last of all before some moment: `after line 8 had waited until 20 ms for a signal of b (Task-3)`. */
export function explainSignalBefore(run: Run, task: number, ms: number): string | null {
  const us = Math.round(ms * 1000);
  if (us > toldUntil(run)) return null;
  const last = waitsOf(tellStory(run), task).findLast(
    (wait) => signals.has(wait.kind) && wait.endedUs <= us && wait.frames.length > 0,
  );
  const giver = run.tasks.find(({ id }) => id === last?.waker);
  const at = last?.frames.at(-1)?.at;
  if (last === undefined || at === undefined || giver === undefined || giver.id === task) return null;
  return `after ${showTask(giver)} had let line ${at.line} go on at ${showDuration(last.endedUs / 1000)}`;
}

function entryWaits(run: Run): readonly Wait[] {
  const story = tellStory(run);
  return story.tasks.get(story.main)?.waits ?? [];
}
