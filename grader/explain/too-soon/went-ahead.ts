import { showDuration, type Position } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { comersTo } from "../story/barrier-comers.ts";
import { placeKey, showLine } from "../story/place.ts";
import type { Story, TaskStory, Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { endsByItself } from "../story/ends-by-itself.ts";

/**
 * Tasks made in one place that each did one thing after another without waiting for its fellows, where the time that is missing is just what it would
 * have taken to wait for the slowest each time.
 * @param missingMs how much sooner the run was over than it can be
 */
export function findWentAhead(run: Run, story: Story, missingMs: number): Explanation | null {
  const made = [...story.tasks.values()].filter(({ id, createdAt }) => id !== story.main && createdAt !== null);
  for (const crew of groupedBy(made, ({ createdAt }) => placeKey(createdAt!))) {
    const turns = crew.map(({ waits }) => waits.filter(isWork));
    const count = turns[0]!.length;
    if (crew.length < 2 || count < 2 || turns.some((own) => own.length !== count || !isInTurn(own))) continue;
    const longestUs = turns[0]!.map((_, turn) => Math.max(...turns.map((own) => lengthOf(own[turn]!))));
    const togetherUs = longestUs.reduce((sum, each) => sum + each, 0);
    const tookUs =
      Math.max(...turns.map((own) => own.at(-1)!.endedUs)) - Math.min(...turns.map((own) => own[0]!.beganUs));
    if (togetherUs - tookUs !== Math.round(missingMs * 1000)) continue;
    return explain(run, crew, turns);
  }
  return null;
}

function explain(run: Run, crew: readonly TaskStory[], turns: readonly (readonly Wait[])[]): Explanation {
  const ends = turns.map(([first]) => first!.endedUs);
  const [early, late] = [ends.indexOf(Math.min(...ends)), ends.indexOf(Math.max(...ends))];
  const [first, second] = turns[early]!;
  const at = ownPlace(first!, second!);
  const barrier = metAt(run, turns);
  const nameOf = (index: number) => showTask(run.tasks.find(({ id }) => id === crew[index]!.id)!);
  return {
    code: "went-ahead",
    message:
      `${nameOf(early)} went on from line ${at.line} at ${showDuration(ends[early]! / 1000)}, though ${nameOf(late)} was there until ${showDuration(ends[late]! / 1000)}: ` +
      (barrier === null
        ? `none of the ${crew.length} tasks that ${showLine(crew[0]!.createdAt!, at)} made waited for the others.`
        : `all ${crew.length} tasks came to the barrier that line ${barrier.line} makes, and it let one go on before the others were there.`),
    hint:
      barrier === null
        ? `What has to have come before any of them may go on from line ${at.line}?`
        : "For how many is the barrier made, and how many are to meet there?",
    at: barrier ?? at,
    costMs: 0,
  };
}

/** The barrier that each of them came to after its first turn and before the second; null when there is none. */
function metAt(run: Run, turns: readonly (readonly Wait[])[]): Position | null {
  const isMet = (at: Position): boolean => {
    const comers = comersTo(run, at);
    return turns.every(([first, second]) =>
      comers.get(first!.task)?.some((row) => row > first!.endedRow && row < second!.beganRow),
    );
  };
  return run.makers?.find(({ kind, awaits }) => kind === "barrier" && awaits.some(isMet))?.at ?? null;
}

/** In the call that both waits belong to: what it calls has its own frames. */
function ownPlace(first: Wait, second: Wait): Wait["frames"][number]["at"] {
  const shared = first.frames.findLastIndex(({ frame }) => second.frames.some((other) => other.frame === frame));
  return first.frames[Math.max(0, shared)]!.at;
}

function isWork({ kind, frames }: Wait): boolean {
  return endsByItself(kind) && frames.length > 0;
}

/** What a task has begun before it waited for what came first is no turn of its own. */
function isInTurn(waits: readonly Wait[]): boolean {
  return waits.every(({ beganUs }, i) => i === 0 || beganUs >= waits[i - 1]!.endedUs);
}

function lengthOf({ beganUs, endedUs }: Wait): number {
  return endedUs - beganUs;
}
