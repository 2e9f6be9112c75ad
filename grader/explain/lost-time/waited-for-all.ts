import { showDuration, type Position } from "../../values/index.ts";
import type { Run, TaskRecord } from "../../sandbox/index.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { placeKey } from "../story/place.ts";
import type { Story, TaskStory, Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { waitsIn } from "../story/waits-by.ts";

/** Kinds of waiting for one task or several. */
const forTasks = new Set(["gather", "group", "native", "wait", "future", "task"]);

/**
 * A wait for several tasks, of which one was done earlier by just what the run took too long: only that one was needed, for what came after or
 * at all.
 * @param lostUs what the run took too long
 */
export function findWaitedForAll(run: Run, story: Story, path: CriticalPath, lostUs: number): Explanation | null {
  const onPath = new Set(path.stretches.flatMap(({ steps }) => steps.map(({ task }) => task)));
  const earlyOnes = new Map(groupedBy(run.tasks, endKey).map((same) => [endKey(same[0]!), same]));
  let looked = 0;
  for (const { id, waits } of story.tasks.values()) {
    const lastElsewhere = lastEnds(onPath.has(id) ? waits : []);
    for (const wait of onPath.has(id) ? waits : []) {
      if (!forTasks.has(wait.kind) || wait.frames.length === 0) continue;
      const at = wait.frames.at(-1)!.at;
      const isLast = lastElsewhere(at) <= wait.endedRow;
      const soughtUs = (isLast ? story.endUs : wait.endedUs) - lostUs;
      if (soughtUs < wait.beganUs || soughtUs >= wait.endedUs) continue;
      const early = (earlyOnes.get(`${id} ${soughtUs}`) ?? [])
        .slice(0, mostLooked)
        .find((other) => other.id !== wait.on && isOneOf(story.tasks.get(other.id)!, wait, isLast));
      if (early === undefined || looked++ > mostLooked || isGivenUp(story, wait)) continue;
      if (isLast && !wait.cut && isPreceded(run, story, early, wait) && !isOther(run, early)) continue;
      if (isLast && areReturned(run, early)) continue;
      const done = `${showTask(early)} was done at ${showDuration(soughtUs / 1000)}`;
      if (isForFuture(wait)) {
        if (wait.cut) return explainUnset(wait, at, done, lostUs);
        continue;
      }
      const isForAnother = !isLast && isForOne(wait);
      // Whoever was stopped at that moment gave nothing that could be waited for.
      if (isForAnother && early.state === "cancelled") continue;
      if (isForAnother) return explainOne(wait, at, done, lostUs);
      return {
        code: "waited-for-all",
        message: isLast
          ? `${done}, but line ${at.line} went on waiting for others until ${showDuration(story.endUs / 1000)}.`
          : `Line ${at.line} waited for several tasks until ${showDuration(wait.endedUs / 1000)}, and what follows began only then, although ${done}.`,
        hint: isLast
          ? "Is all that is needed there by then? What should become of the others?"
          : "Which of these tasks does each of the next steps need? What needs one of them need not wait for all.",
        at,
        costMs: lostUs / 1000,
      };
    }
  }
  return null;
}

/** A wait for a single task, or for a list that has only one in it. */
function isForOne({ kind, on, what }: Wait): boolean {
  return kind === "task" && (on !== 0 || !/, | and \d+ more$/u.test(what));
}

/** A future is no list of tasks: somebody sets it, and that need not come with the end of any task. */
function isForFuture({ kind, on }: Wait): boolean {
  return kind === "future" && on === 0;
}

/** Its time was up before anybody had set it, though who might have was done. */
function explainUnset({ what, endedUs }: Wait, at: Position, done: string, lostUs: number): Explanation {
  return {
    code: "time-limit",
    message: `Line ${at.line} waited for ${what} until its time was up at ${showDuration(endedUs / 1000)}: nobody had set it by then, although ${done}.`,
    hint: "Which line should set it, in which case, and does the code ever come to that case?",
    at,
    costMs: lostUs / 1000,
  };
}

function explainOne({ what, endedUs }: Wait, at: Position, done: string, lostUs: number): Explanation {
  return {
    code: "waited-for-all",
    message: `Line ${at.line} waited until ${showDuration(endedUs / 1000)} for ${what} alone, and what follows began only then, although ${done}.`,
    hint: "Does what follows need just this task, or whichever of them is ready first?",
    at,
    costMs: lostUs / 1000,
  };
}

/** So many that were done at the right moment are looked at. */
const mostLooked = 100;

function endKey({ creator, endedMs }: TaskRecord): string | undefined {
  return endedMs === null ? undefined : `${creator} ${Math.round(endedMs * 1000)}`;
}

/** For any place: the row in which the last of the waits ended that were not there. */
function lastEnds(waits: readonly Wait[]): (at: Position) => number {
  const ends = new Map<string, number>();
  for (const { frames, endedRow } of waits) {
    const at = frames.at(-1)?.at;
    const key = at === undefined ? "" : placeKey(at);
    ends.set(key, Math.max(ends.get(key) ?? 0, endedRow));
  }
  const [last, other] = [...ends].toSorted((a, b) => b[1] - a[1]);
  return (at) => (last?.[0] === placeKey(at) ? other?.[1] : last?.[1]) ?? 0;
}

/** More results than these are not looked for. */
const mostSought = 20;

/** What was still to come is a part of what the entry returned: it was needed. */
function areReturned({ outcome, tasks }: Run, early: TaskRecord): boolean {
  const isLate = ({ creator, endedMs }: TaskRecord) =>
    creator === early.creator && (endedMs === null || endedMs > early.endedMs!);
  const late = tasks.filter(isLate);
  if (outcome.kind !== "returned" || late.length === 0 || late.length > mostSought) return false;
  const returned = JSON.stringify(outcome.value);
  const results = [early, ...late].map(({ result }) => JSON.stringify(result));
  return late.every(({ result }, i) => {
    if (result === null || (typeof result === "object" && result.t === "undefined")) return false;
    const own = results[i + 1]!;
    return returned.split(own).length > results.filter((each) => each === own).length;
  });
}

/** Its call went on to another await meanwhile, as after a race. */
function isGivenUp(story: Story, wait: Wait): boolean {
  const own = wait.frames.at(-1)!;
  return waitsIn(story, own.frame).some(({ frames, beganUs, endedUs, beganRow }) => {
    const isMeanwhile = beganUs < endedUs && beganRow > wait.beganRow && beganRow < wait.endedRow;
    return isMeanwhile && frames.find(({ frame }) => frame === own.frame)!.at.line !== own.at.line;
  });
}

/** When one is enough it is the first that succeeds. */
function isPreceded(run: Run, story: Story, early: TaskRecord, wait: Wait): boolean {
  return run.tasks.some(({ id, creator, state }) => {
    const task = story.tasks.get(id)!;
    const isBefore = task.endedRow < story.tasks.get(early.id)!.endedRow && task.endedRow > wait.beganRow;
    return creator === early.creator && state === "done" && isBefore;
  });
}

/** What was there before it began is none of several that it waits for; but who waits last may have had enough by then. */
function isOneOf({ createdRow, endedRow }: TaskStory, wait: Wait, isLast: boolean): boolean {
  return createdRow < wait.endedRow && (isLast || endedRow > wait.beganRow);
}

/** What was still to come gives nothing, and is done by other functions than what was there by then: not one of several that are alike. */
function isOther({ tasks }: Run, early: TaskRecord): boolean {
  const made = tasks.filter(({ creator }) => creator === early.creator);
  const isLate = ({ endedMs }: TaskRecord) => endedMs === null || endedMs > early.endedMs!;
  const there = new Set(made.filter((task) => !isLate(task)).map(({ coroutine }) => coroutine));
  const givesNothing = ({ result }: TaskRecord) =>
    result === null || (typeof result === "object" && result.t === "undefined");
  const late = made.filter(isLate);
  return (
    late.length > 0 &&
    late.every((task) => {
      return task.coroutine !== "<anonymous>" && !there.has(task.coroutine) && givesNothing(task);
    })
  );
}
