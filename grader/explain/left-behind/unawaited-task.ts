import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import { groupedBy } from "../story/grouped-by.ts";

/** What is known of the waits of a run for tasks. */
interface Awaited {
  /** By their ids. */
  readonly ids: ReadonlySet<number>;
  /** Who waited for a native promise: only who made a task knows what that is for. */
  readonly native: ReadonlySet<number>;
  /** What was waited for together, as the runtime said it: `gather of 2: task load, task Task-3`. */
  readonly together: readonly string[];
  /** How many at once, where none is named. */
  readonly sizes: readonly number[];
}

/** More tasks than these are not sought in all that was waited for together. */
const mostSought = 100;

/** The first task that no wait of any other was for; undefined when somebody waited for each, or it is too much to tell. */
export function unawaitedTask(run: Run): TaskRecord | undefined {
  if (isCutOff(run)) return undefined;
  const awaited = awaitedIn(run);
  const isGathered = gathered(run, awaited);
  let left = mostSought;
  for (const task of run.tasks.slice(1)) {
    if (awaited.ids.has(task.id) || awaited.native.has(task.creator) || isGathered(task)) continue;
    if (left-- === 0) return undefined;
    if (!awaited.together.some((what) => what.includes(`task ${task.name}`))) return task;
  }
  return undefined;
}

function awaitedIn({ trace }: Run): Awaited {
  const { event, other, detail, task } = trace;
  const rows = event.flatMap((each, row) => (each === "wait-began" ? [row] : []));
  const [single, more] = [rows.filter((row) => other[row] !== 0), rows.filter((row) => other[row] === 0)];
  const isNative = (row: number) => detail[row]!.startsWith("native");
  const together = [...new Set(more.filter((row) => !isNative(row)).map((row) => detail[row]!))];
  return {
    ids: new Set(single.map((row) => other[row]!)),
    native: new Set(more.filter(isNative).map((row) => task[row]!)),
    together: together.filter((what) => what.includes("task ")),
    sizes: [...new Set(together.map((what) => Number(/^gather of (\d+)(?:,|$)/.exec(what)?.[1] ?? 0)))].filter(Boolean),
  };
}

/** One gather for many tasks names none of them: they are taken to be as many as were made on one line. */
function gathered({ tasks }: Run, { sizes }: Awaited): (task: TaskRecord) => boolean {
  const keyOf = ({ creator, createdAt }: TaskRecord) => `${creator} ${createdAt?.line}`;
  const crews = new Map(groupedBy(tasks, keyOf).map((crew) => [keyOf(crew[0]!), crew.length]));
  const made = new Set(crews.values());
  const isAny = sizes.some((size) => !made.has(size));
  return (task) => isAny || sizes.includes(crews.get(keyOf(task))!);
}
