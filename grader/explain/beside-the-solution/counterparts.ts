import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { cancelsOf, firstCancels } from "../story/cancels.ts";
import { groupedBy } from "../story/grouped-by.ts";
import type { Model } from "./model.ts";
import { samePlace } from "../story/place.ts";
import { lengthOf, toldLength } from "../story/pieces.ts";
import type { Story } from "../story/story.ts";

/**
 * Which task of the solution does what a task of the run does, by the run's id: the one of the same given name, or else the one that comes at the same place
 * among those of the same function. Where the two made a different number of them nobody knows which is which.
 */
export function counterpartsOf({ tasks }: Pick<Run, "tasks">, model: Model): ReadonlyMap<number, TaskRecord> {
  const found = new Map<number, TaskRecord>();
  const theirs = new Map(groupedBy(model.tasks.slice(1), nameKey).map((same) => [nameKey(same[0]!), same]));
  for (const own of groupedBy(tasks.slice(1), nameKey)) {
    const same = theirs.get(nameKey(own[0]!));
    if (same?.length !== own.length) continue;
    for (const [index, { id }] of own.entries()) found.set(id, same[index]!);
  }
  return found;
}

/** Undefined for what bears no name that tells anything. */
export function nameKey({ name, coroutine }: TaskRecord): string | undefined {
  if (!/^Task-\d+$/.test(name)) return `name ${name}`;
  return coroutine === "<anonymous>" ? undefined : `function ${coroutine}`;
}

/**
 * Tasks that were told to stop at the very time at which their counterparts of the solution were, too, and at one place only: who stopped them did right.
 * With those.
 */
export function stoppedAlike(run: Run, story: Story, model: Model): ReadonlyMap<number, TaskRecord> {
  const own = firstCancels(run, story);
  return new Map(
    [...counterpartsOf(run, model)].filter(([id, { id: other }]) => {
      const us = own.get(id);
      return us !== undefined && model.cancels.get(other) === us && isToldOnce(run, id);
    }),
  );
}

function isToldOnce({ trace }: Run, task: number): boolean {
  const [first, ...more] = cancelsOf(trace, task).map((row) => trace.site[row] ?? null);
  return more.every((at) => (at === null || first == null ? at === first : samePlace(at, first)));
}

/** Tasks whose counterparts of the solution were cancelled in the middle of a sleep; with those. */
export function meantToStop(run: Pick<Run, "tasks">, model: Model): ReadonlyMap<number, TaskRecord> {
  const cut = [...model.pieces.values()].flat().filter((piece) => lengthOf(piece) < (toldLength(piece.what) ?? 0));
  const ends = new Set(cut.map(({ task, endedUs }) => `${task} ${endedUs}`));
  const meant = [...counterpartsOf(run, model)].filter(
    ([, { id, state, endedMs }]) =>
      state === "cancelled" && endedMs !== null && ends.has(`${id} ${Math.round(endedMs * 1000)}`),
  );
  return new Map(meant);
}
