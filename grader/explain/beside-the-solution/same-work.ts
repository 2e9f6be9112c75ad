import { groupedBy } from "../story/grouped-by.ts";
import type { Model } from "./model.ts";
import { knownBy } from "../story/pieces.ts";
import type { Wait } from "../story/story.ts";

/**
 * The solution's tasks that do what these waits did, where it does each of that as often; null when it does one of them more or less often, so that nobody knows which
 * of its work is the same.
 */
export function tasksThatDo({ pieces }: Model, works: readonly Wait[]): ReadonlySet<number> | null {
  const doers = new Set<number>();
  for (const same of groupedBy(works, knownBy)) {
    const theirs = pieces.get(knownBy(same[0]!));
    if (theirs?.length !== same.length) return null;
    for (const { task } of theirs) doers.add(task);
  }
  return doers.size === 0 ? null : doers;
}
