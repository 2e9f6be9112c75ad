import type { Run } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { explainLimiter, type Work } from "../story/limiter.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { placeKey, samePlace, showLine } from "../story/place.ts";
import type { Story, TaskStory, Wait } from "../story/story.ts";
import { endsByItself } from "../story/ends-by-itself.ts";

/** Fewer tasks than this are two that overlap, not a crowd without a limit. */
const fewest = 3;

/**
 * Tasks made in one place that all went on at the same moment: where the most of them are. Whether they may, the trace does not say.
 * @param made only what was made there; null looks everywhere
 */
export function findAllAtOnce(run: Run, story: Story, made: Position | null): Explanation | null {
  let most: readonly TaskStory[] = [];
  const workers = [...story.tasks.values()].filter(
    ({ createdAt, waits }) => createdAt !== null && (made === null || samePlace(createdAt, made)) && waits.some(isWork),
  );
  for (const crew of groupedBy(workers, ({ createdAt }) => placeKey(createdAt!))) {
    if (crew.length > most.length && isTogether(crew)) most = crew;
  }
  const at = most[0]?.createdAt;
  if (at === undefined || at === null || most.length < fewest) return null;
  const limiter = explainLimiter(run, most.map(firstWork));
  return {
    code: "all-at-once",
    message:
      `All ${most.length} tasks that ${showLine(at, limiter?.at ?? at)} made went on at the same time.` +
      (limiter === null ? "" : ` ${limiter.message}`),
    hint:
      limiter?.hint ??
      "May all of them go on at once? If so, what else has to be waited for? If not, what does each have to wait for before it goes on?",
    at: limiter?.at ?? at,
    costMs: 0,
  };
}

function firstWork({ id, waits }: TaskStory): Work {
  const { beganUs, endedUs } = waits.find(isWork)!;
  return { task: id, fromUs: beganUs, toUs: endedUs };
}

function isWork({ kind }: Wait): boolean {
  return endsByItself(kind);
}

/** There is a moment at which each of them was at its work. */
function isTogether(crew: readonly TaskStory[]): boolean {
  const firsts = crew.map(({ waits }) => waits.find(isWork)!);
  return Math.max(...firsts.map(({ beganUs }) => beganUs)) < Math.min(...firsts.map(({ endedUs }) => endedUs));
}
