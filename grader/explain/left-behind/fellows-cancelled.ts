import { showDuration, type Position } from "../../values/index.ts";
import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { cancelsOf } from "../story/cancels.ts";
import { tasksLike } from "../story/crew.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { capital, placeKey, showLine, showLines } from "../story/place.ts";
import { tellStory, type TaskStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";

/** Fellows beyond these are counted, not named; and so are lines. */
const mostNamed = 2;

interface Cancel {
  readonly task: TaskRecord;
  readonly at: Position;
  readonly ms: number;
}

/**
 * Why a task that nobody cancelled was not: a line did so with others that were made in the same place, and did not come to this one, or only when it was
 * over. Null when no line cancelled any of them.
 */
export function explainFellowsCancelled(run: Run, task: TaskRecord): Explanation | null {
  if (task.createdAt === null || isCutOff(run) || cancelsOf(run.trace, task.id).length > 0) return null;
  const cancels = cancelsOfFellows(run, task);
  const inTime = cancels.filter(({ ms }) => task.endedMs === null || ms < task.endedMs);
  if (inTime.length > 0) return explainLeftOut(run, task, inTime);
  const [first] = cancels;
  if (
    first === undefined ||
    first.ms === task.endedMs ||
    groupedBy(cancels, ({ at, ms }) => `${placeKey(at)} ${ms}`).length > 1
  )
    return null;
  return {
    code: "late-cancel",
    message: `It was done at ${showDuration(task.endedMs!)}, and line ${first.at.line}, which cancelled ${namesOf(cancels)}, came only at ${showDuration(first.ms)}.`,
    hint: "What does the code wait for before it comes to this line? Does the cancel have to wait for that?",
    at: first.at,
    costMs: 0,
  };
}

function explainLeftOut(run: Run, task: TaskRecord, cancels: readonly Cancel[]): Explanation {
  const { at } = cancels[0]!;
  const places = distinct(cancels.map((cancel) => cancel.at));
  const lines = showLines(places.slice(0, mostNamed));
  const fellows = fellowsOf(run, task);
  const made = distinct(fellows.flatMap(({ createdAt }) => createdAt ?? []));
  const where = made.length === 1 ? showLine(made[0]!, at) : showLines(made);
  return {
    code: "late-cancel",
    message: `${capital(lines)} cancelled only ${namesOf(cancels)} of the ${fellows.length} tasks made on ${where}.`,
    hint: `Which of these tasks ${places.length > 1 ? "do" : "does"} ${lines} reach, and which not?`,
    at,
    costMs: 0,
  };
}

function distinct(places: readonly Position[]): readonly Position[] {
  return [...new Map(places.map((at) => [placeKey(at), at])).values()];
}

function namesOf(cancels: readonly Cancel[]): string {
  return cancels.length > mostNamed ? String(cancels.length) : cancels.map(({ task }) => showTask(task)).join(" and ");
}

/** The first cancel of each that a line of the submission asked for. */
function cancelsOfFellows(run: Run, task: TaskRecord): readonly Cancel[] {
  const { site, at } = run.trace;
  return fellowsOf(run, task).flatMap(({ id }): Cancel[] => {
    const record = recordOf(run, id);
    const row = cancelsOf(run.trace, id).find((own) => site[own] != null);
    return record === undefined || row === undefined ? [] : [{ task: record, at: site[row]!, ms: at[row]! / 1000 }];
  });
}

/** This one, too. */
function fellowsOf(run: Run, { id }: TaskRecord): readonly TaskStory[] {
  const story = tellStory(run);
  const own = story.tasks.get(id);
  return own === undefined ? [] : tasksLike(story, own);
}
