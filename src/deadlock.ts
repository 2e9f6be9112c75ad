import { platform } from "./platform.ts";
import { TaskCore } from "./task.ts";
import type { Wakeup } from "./wakeup.ts";

/** More waits than this are not listed, and tasks beyond so many more are only counted. */
const MOST_LISTED = 20;
const MOST_LOOKED_AT = 200;

/** Who waits in the same place for the same is told in one line; more of them than this are counted. */
const MOST_NAMED = 6;

/**
 * Who waits for what, and where, when nothing can ever go on: one line for each wait, then the circle in which tasks wait
 * for each other, if there is one.
 */
export function deadlockMessage(main: TaskCore): string {
  const tasks = TaskCore.unfinished();
  const waits = new Map<string, TaskCore[]>();
  for (const task of tasks.slice(0, MOST_LOOKED_AT)) {
    for (const wait of waitsOf(task, main)) waits.set(wait, [...(waits.get(wait) ?? []), task]);
  }
  const lines = [...waits].slice(0, MOST_LISTED).map(([wait, waiting]) => `- ${whoWait(waiting, main)}${wait}`);
  const listed = new Set([...waits.values()].slice(0, MOST_LISTED).flat());
  if (tasks.length > listed.size) lines.push(`- and ${tasks.length - listed.size} more`);
  const circle = findCircle(tasks);
  // Of a task that waits for itself its own line says so.
  if (circle !== null && circle.length > 2)
    lines.push(`They wait for each other: ${circle.map((task) => nameOf(task, main)).join(" → ")}.`);
  const hangs = tasks.some(({ waits: all }) => all.some(({ what }) => what.kind === "request"));
  const coming = hangs ? "no answer is on its way" : "nothing is in flight";
  return [`Deadlock: nothing is ready, no timer is set and ${coming}, so nothing can ever continue.`, ...lines].join(
    "\n",
  );
}

/** Where and for what. */
function waitsOf(task: TaskCore, main: TaskCore): string[] {
  if (task.waits.length === 0) {
    const where = task.nativeWait === null ? "" : ` at ${platform().showSite(task.nativeWait)}`;
    return [`${where} for a promise that nothing left can resolve`];
  }
  return task.waits.map((wait) => `${placeOf(wait)} for ${wait.what.resource}: ${reasonFor(wait, main)}`);
}

function whoWait(tasks: readonly TaskCore[], main: TaskCore): string {
  const names = tasks.slice(0, MOST_NAMED).map((task) => nameOf(task, main));
  if (tasks.length > MOST_NAMED) names.push(`${tasks.length - MOST_NAMED} more`);
  const last = names.pop() ?? "";
  return names.length === 0 ? `${last} waits` : `${names.join(", ")} and ${last} wait`;
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
