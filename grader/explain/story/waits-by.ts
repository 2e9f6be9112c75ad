import { groupedBy } from "./grouped-by.ts";
import { keptFor } from "./kept-for.ts";
import type { PathStep } from "./critical-path.ts";
import type { Story, TaskStory, Wait } from "./story.ts";

/** All lists: in the order in which the waits ended. */
type WaitsBy<K> = ReadonlyMap<K, readonly Wait[]>;

const byTask = keptFor((waits: readonly Wait[]): WaitsBy<number> => by(waits, ({ task }) => task));
const byAwaited = keptFor((waits: readonly Wait[]): WaitsBy<number> => by(waits, ({ on }) => on));

const byFrame = keptFor((waits: readonly Wait[]): WaitsBy<number> => {
  const found = new Map<number, Wait[]>();
  for (const wait of waits) {
    for (const { frame } of wait.frames) {
      const same = found.get(frame);
      if (same === undefined) found.set(frame, [wait]);
      // A generator that is gone into again has two frames of one number.
      else if (same.at(-1) !== wait) same.push(wait);
    }
  }
  return found;
});

function by(waits: readonly Wait[], keyOf: (wait: Wait) => number): WaitsBy<number> {
  return new Map(groupedBy(waits, keyOf).map((own) => [keyOf(own[0]!), own]));
}

/** Also those of no length. */
export function waitsOf({ waits }: Pick<Story, "waits">, task: number): readonly Wait[] {
  return byTask(waits).get(task) ?? [];
}

/** Those for a task. */
export function waitsOn({ waits }: Pick<Story, "waits">, task: number): readonly Wait[] {
  return byAwaited(waits).get(task) ?? [];
}

/** Those that a running call waited in. */
export function waitsIn({ waits }: Pick<Story, "waits">, frame: number): readonly Wait[] {
  return byFrame(waits).get(frame) ?? [];
}

const byNumber = keptFor(
  ({ waits }: TaskStory): ReadonlyMap<string, Wait> => new Map(waits.map((wait) => [`wait ${wait.number}`, wait])),
);

/** That a step of the critical path ends in; none for a call that waited within. */
export function waitOf({ tasks }: Story, { visit, task }: Pick<PathStep, "visit" | "task">): Wait | undefined {
  const own = tasks.get(task);
  return own === undefined ? undefined : byNumber(own).get(visit);
}
