import type { Schedule } from "./schedule.ts";

/** So many tries at most: each of them is a run. */
const MOST_TRIES = 80;

/**
 * The schedule with as few changes to what is written as possible under which `fails` is still true: latencies are put back in ever
 * smaller groups until each one that is left is needed.
 *
 * @param latencies of all replies in the run that failed, in ms
 */
export async function shrink(
  schedule: Schedule,
  latencies: Schedule["latencies"],
  fails: (candidate: Schedule) => Promise<boolean>,
): Promise<Schedule> {
  let tries = 0;
  let best = schedule;
  const attempt = async (change: Partial<Schedule>): Promise<boolean> => {
    if (tries >= MOST_TRIES) return false;
    tries += 1;
    const candidate = { ...best, ...change };
    if (!(await fails(candidate))) return false;
    best = candidate;
    return true;
  };
  // Named one by one, they can be put back one by one.
  if (!(await attempt({ latencies, range: null, grid: null }))) return schedule;
  if (best.tasks !== null && !(await attempt({ tasks: null }))) {
    for (const demotion of best.tasks.demotions) {
      await attempt({ tasks: { demotions: best.tasks!.demotions.filter((each) => each !== demotion) } });
    }
  }
  if (best.ties !== null) await attempt({ ties: null });
  for (let size = best.latencies.length; size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < best.latencies.length;) {
      const fewer = best.latencies.filter((_, i) => i < from || i >= from + size);
      if (!(await attempt({ latencies: fewer }))) from += size;
    }
  }
  return best;
}
