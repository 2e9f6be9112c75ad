import { groupedBy } from "./grouped-by.ts";
import { firstNotBefore } from "./in-order.ts";
import { keptFor } from "./kept-for.ts";
import type { Story, TaskStory } from "./story.ts";

const byCreator = keptFor((tasks: Story["tasks"]): ReadonlyMap<number, readonly TaskStory[]> => {
  const made = [...tasks.values()].toSorted((a, b) => a.createdRow - b.createdRow);
  return new Map(groupedBy(made, ({ creator }) => creator).map((own) => [own[0]!.creator, own]));
});

/** The tasks that a task made, in their order. */
export function madeBy({ tasks }: Pick<Story, "tasks">, creator: number): readonly TaskStory[] {
  return byCreator(tasks).get(creator) ?? [];
}

/** How many of them it had made before a row. */
export function madeBefore(made: readonly TaskStory[], row: number): number {
  return firstNotBefore(made, ({ createdRow }) => createdRow < row);
}
