import type { Run } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { explainLimiter } from "../story/limiter.ts";
import { placeKey, samePlace, showLine } from "../story/place.ts";
import type { Story, Wait } from "../story/story.ts";
import { endsByItself } from "../story/ends-by-itself.ts";

/** Two are a pair (see overlap.ts). */
const fewest = 3;

/**
 * Work that one line began again and again, and that went on side by side: one after the other it would have taken just as much longer as the
 * run was too short.
 * @param missingMs how much sooner the run was over than it can be
 */
export function findNotInTurn(run: Run, story: Story, missingMs: number): Explanation | null {
  const missingUs = Math.round(missingMs * 1000);
  const works = [...story.tasks.values()].flatMap(({ waits }) => waits).filter(isWork);
  for (const crew of groupedBy(works, (wait) => placeKey(begunAt(story, wait)))) {
    const inTurnUs = crew.reduce((sum, { beganUs, endedUs }) => sum + endedUs - beganUs, 0);
    const tookUs = Math.max(...crew.map(({ endedUs }) => endedUs)) - Math.min(...crew.map(({ beganUs }) => beganUs));
    if (crew.length < fewest || inTurnUs - tookUs !== missingUs) continue;
    const at = begunAt(story, crew[0]!);
    const limiter = explainLimiter(
      run,
      crew.map(({ task, beganUs, endedUs }) => ({ task, fromUs: beganUs, toUs: endedUs })),
    );
    const told = `What ${showLine(at, limiter?.at ?? at)} began ${timesBegun(story, crew, at)} times went on side by side; one after the other it would have taken ${showDuration(inTurnUs / 1000)}.`;
    return {
      code: "overlap",
      message: limiter === null ? told : `${told} ${limiter.message}`,
      hint: limiter?.hint ?? "May more than one of them go on at a time? If not, what does each have to wait for?",
      at: limiter?.at ?? at,
      costMs: missingMs,
    };
  }
  return null;
}

/** One task may do several things. */
function timesBegun({ tasks, main }: Story, crew: readonly Wait[], at: Position): number {
  const made = [...tasks.values()].filter(({ id, createdAt }) => {
    return id !== main && createdAt !== null && samePlace(createdAt, at);
  });
  return made.length > 0 ? made.length : crew.length;
}

export function begunAt(story: Story, { task, frames }: Wait): Wait["frames"][number]["at"] {
  return (task === story.main ? null : story.tasks.get(task)?.createdAt) ?? frames.at(-1)!.at;
}

function isWork({ kind, frames }: Wait): boolean {
  return endsByItself(kind) && frames.length > 0;
}
