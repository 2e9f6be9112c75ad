import type { CriticalPath, Stretch } from "./critical-path.ts";
import { groupedBy } from "./grouped-by.ts";
import { keptFor } from "./kept-for.ts";
import { placeKey } from "./place.ts";
import type { Wait } from "./story.ts";

type All = CriticalPath["stretches"];

const byTask = keptFor(
  (stretches: All): ReadonlyMap<number, All> =>
    new Map(groupedBy(stretches, ({ task }) => task).map((own) => [own[0]!.task, own])),
);

/** Those that went by in a task, in the order of time. */
export function stretchesOf({ stretches }: Pick<CriticalPath, "stretches">, task: number): All {
  return byTask(stretches).get(task) ?? [];
}

const byRound = keptFor((stretches: All): ReadonlyMap<string, All> => {
  const sleeps = groupedBy(stretches, (stretch) => roundKey(stretch) ?? undefined);
  return new Map(sleeps.map((own) => [roundKey(own[0]!)!, own]));
});

/** The sleeps of one task in one place, in the order of time; none where nobody knows the place. */
export function roundsOf({ stretches }: Pick<CriticalPath, "stretches">, stretch: Stretch): All {
  const key = roundKey(stretch);
  return (key === null ? undefined : byRound(stretches).get(key)) ?? [];
}

function roundKey({ task, wait }: Stretch): string | null {
  const at = wait.frames.at(-1)?.at;
  return wait.kind === "sleep" && at !== undefined ? `${task} ${placeKey(at)}` : null;
}

const wokenBy = keptFor(
  (blocked: CriticalPath["blocked"]): ReadonlyMap<string, readonly Wait[]> =>
    new Map(groupedBy(blocked, wakeKey).map((own) => [wakeKey(own[0]!), own])),
);

/** What the path had to wait for, and a task let go on at a moment. */
export function letGoBy({ blocked }: Pick<CriticalPath, "blocked">, waker: number, endedUs: number): readonly Wait[] {
  return wokenBy(blocked).get(wakeKey({ waker, endedUs })) ?? [];
}

function wakeKey({ waker, endedUs }: Pick<Wait, "waker" | "endedUs">): string {
  return `${waker} ${endedUs}`;
}
