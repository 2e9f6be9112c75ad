import type { Run, TaskRecord } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { functionAround } from "../story/function-around.ts";
import { showLine } from "../story/place.ts";
import type { Story, Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";

type Told = Pick<Explanation, "message" | "hint" | "at">;

/** Who took the lock or the place that is waited for, and where, and has not given it back. */
export function holderOf(run: Run, { tasks, waits, endRow }: Story, wait: Wait): Told | null {
  const { event, task, detail, site } = run.trace;
  const holding = new Map<number, Position | null>();
  for (const [row, each] of event.entries()) {
    if (detail[row] !== wait.what) continue;
    if (each === "held") holding.set(task[row]!, site[row] ?? null);
    else if (each === "given-back") holding.delete(task[row]!);
  }
  const own = holding.has(wait.task)
    ? wait.task
    : [...holding.keys()].find((id) => (tasks.get(id)?.endedRow ?? endRow) < endRow);
  const [first] = holding.keys();
  const id = own ?? first;
  const at = id === undefined ? null : holding.get(id);
  const record = run.tasks.find((each) => each.id === id);
  if (id === undefined || at == null || record === undefined) return null;
  if (id === wait.task) return wantsAgain(run, record, at, wait);
  const took = `${showTask(record)} took ${wait.what} on line ${at.line}`;
  if (id === own)
    return {
      message: `${took} and has ended: it is not given back, and whoever comes after that waits for it.`,
      hint: "Is it released on every way out, including errors and cancels?",
      at,
    };
  const open = waits.filter(({ task: waiting, endedRow }) => waiting === id && endedRow >= endRow);
  const again = open.find(({ what }) => what === wait.what);
  if (again !== undefined) return wantsAgain(run, record, at, again);
  const elsewhere = open[0]?.kind === "queue" ? open[0].frames.at(-1)?.at : undefined;
  if (elsewhere !== undefined)
    return {
      message: `${took}, has it still, and waits on ${showLine(elsewhere, at)} for ${open[0]!.what}.`,
      hint: `Should it still have it when it comes to ${showLine(elsewhere, at)}? Is it given back on every way that leads there?`,
      at,
    };
  return {
    message: `${took}, has it still, and waits itself.`,
    hint: "What does it wait for while it has this? In which order does each of them take what it needs, and could one be given back first?",
    at,
  };
}

/** Who waits for what it has itself: in a call of the function that took it, or after that had come to its end. */
function wantsAgain(run: Run, task: TaskRecord, at: Position, { what, frames, wholeStack }: Wait): Told {
  const queued = frames.at(-1)?.at ?? null;
  const around = functionAround(run, at);
  const isWithin =
    !wholeStack || around === null || frames.slice(0, -1).some((each) => functionAround(run, each.at) === around);
  const took = `${showTask(task)} took ${what} on line ${at.line}`;
  if (isWithin || queued === null)
    return {
      message: `${took}, and ${queued === null ? "" : `on ${showLine(queued, at)} `}wants it once more.`,
      hint: "Does the code that has it call something that takes it as well? Whoever has it can not wait for it.",
      at,
    };
  return {
    message: `${took}, did not give it back, and on ${showLine(queued, at)} wants it once more.`,
    hint: `On which ways on from line ${at.line} is it not given back? There may be an early return, an error or a cancel among them.`,
    at,
  };
}
