import { platform } from "./platform.ts";
import { TaskCore } from "./task.ts";
import type { Wakeup } from "./wakeup.ts";

/** More waiting tasks than this are counted, not listed. */
const MOST_LISTED = 20;

/**
 * Who waits for what, and where, when nothing can ever go on: one line for each task, then the circle in which tasks wait
 * for each other, if there is one.
 */
export function deadlockMessage(main: TaskCore): string {
  const tasks = TaskCore.unfinished();
  const lines = tasks.slice(0, MOST_LISTED).flatMap((task) => linesOf(task, main));
  if (tasks.length > MOST_LISTED) lines.push(`- and ${tasks.length - MOST_LISTED} more`);
  const circle = findCircle(tasks);
  // Of a task that waits for itself its own line says so.
  if (circle !== null && circle.length > 2)
    lines.push(`They wait for each other: ${circle.map((task) => nameOf(task, main)).join(" → ")}.`);
  return [
    "Deadlock: nothing is ready, no timer is set and nothing is in flight, so nothing can ever continue.",
    ...lines,
  ].join("\n");
}

function linesOf(task: TaskCore, main: TaskCore): string[] {
  const who = nameOf(task, main);
  if (task.waits.length === 0) {
    const where = task.nativeWait === null ? "" : ` at ${platform().showSite(task.nativeWait)}`;
    return [`- ${who} waits${where} for a promise that nothing left can resolve`];
  }
  return task.waits.map((wait) => `- ${who} waits${placeOf(wait)} for ${wait.what.resource}: ${reasonFor(wait, main)}`);
}

function placeOf(wait: Wakeup): string {
  return wait.site === null ? "" : ` at ${platform().showSite(wait.site)}`;
}

function reasonFor(wait: Wakeup, main: TaskCore): string {
  const { kind, hopeless } = wait.what;
  const blockers = wait.what.blockers();
  const waiting = blockers.filter((task) => !task.done);
  const ended = blockers.filter((task) => task.done);
  if (kind === "lock" || kind === "semaphore") {
    if (ended.length > 0) return `${names(ended, main)} took it and ended without release()`;
    if (waiting.includes(wait.task)) return "it has it already, and waits for itself to release it";
    if (waiting.length > 0)
      return `${names(waiting, main)} ${waiting.length === 1 ? "has it and waits" : "have it and wait"} too`;
  }
  if (waiting.length > 0) return `${names(waiting, main)} ${waiting.length === 1 ? "waits" : "wait"} too`;
  return hopeless;
}

function names(tasks: readonly TaskCore[], main: TaskCore): string {
  const listed = tasks.slice(0, 3).map((task) => nameOf(task, main));
  if (tasks.length > 3) listed.push(`${tasks.length - 3} more`);
  return listed.join(" and ");
}

function nameOf(task: TaskCore, main: TaskCore): string {
  const says = task.coroutine !== "<anonymous>" && task.coroutine !== task.name;
  const isNamed = !/^Task-\d+$/.test(task.name);
  return says && (task === main || !isNamed) ? `${task.coroutine} (${task.name})` : task.name;
}

/** A circle of tasks in which each waits for what the next would have to end or release; its first task comes last again. */
function findCircle(tasks: readonly TaskCore[]): TaskCore[] | null {
  const finished = new Set<TaskCore>();
  for (const start of tasks) {
    const path: TaskCore[] = [];
    const onPath = new Set<TaskCore>();
    // Depth first, without recursion: a chain of tasks may be longer than the stack.
    const stack: { task: TaskCore; next: TaskCore[] }[] = [];
    const enter = (task: TaskCore) => {
      path.push(task);
      onPath.add(task);
      stack.push({ task, next: task.waits.flatMap((wait) => wait.what.blockers()).filter((one) => !one.done) });
    };
    if (!finished.has(start)) enter(start);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top === undefined) break;
      const next = top.next.pop();
      if (next === undefined) {
        stack.pop();
        path.pop();
        onPath.delete(top.task);
        finished.add(top.task);
      } else if (onPath.has(next)) return [...path.slice(path.indexOf(next)), next];
      else if (!finished.has(next)) enter(next);
    }
  }
  return null;
}
