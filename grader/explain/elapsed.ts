import type { Run } from "../sandbox/index.ts";
import { findBlocked } from "./blocked.ts";
import { criticalPath } from "./critical-path.ts";
import type { Explanation } from "./explanation.ts";
import { findLongest } from "./longest.ts";
import { findOverslept } from "./overslept.ts";
import { findSerial } from "./serial.ts";
import { showTask } from "./task-name.ts";
import { tellStory } from "./story.ts";

/** Every cause of waiting that the run's critical path shows, the dearest first. */
export function explainTime(run: Run): readonly Explanation[] {
  const story = tellStory(run);
  const path = criticalPath(story);
  const names = new Map(run.tasks.map((task) => [task.id, showTask(task)]));
  const overslept = findOverslept(story, path, (id) => names.get(id) ?? `Task-${id}`);
  return [...overslept, ...findSerial(story, path), ...findBlocked(path)]
    .filter((cause) => cause.costMs > 0)
    .toSorted((a, b) => b.costMs - a.costMs);
}

/** A cause that costs less than this part of what was lost is a side issue. */
const tooLittle = 1 / 4;

/**
 * The one cause to name when a run took longer than it may.
 *
 * What is written as possible tells real dependencies from needless ones: of the causes that cost at least what was lost, the
 * cheapest fits best (a first request that all others need costs more than was lost). If none does, the dearest; and if that one
 * is a trifle, or nothing had to queue at all, the place where most of the time went.
 * @param lostMs what the run took too long; null when only "too little at once" is known
 */
export function explainElapsed(run: Run, lostMs: number | null): Explanation | null {
  const causes = explainTime(run);
  if (lostMs === null) return causes[0] ?? null;
  const sufficient = causes.filter((cause) => Math.round((cause.costMs - lostMs) * 1000) >= 0);
  const cheapest = sufficient.at(-1)?.costMs;
  const best = sufficient.find((cause) => cause.costMs === cheapest) ?? causes[0];
  return best !== undefined && best.costMs >= lostMs * tooLittle ? best : (findLongest(run) ?? best ?? null);
}
