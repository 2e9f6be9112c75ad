import { showDuration, type Position } from "../values/index.ts";
import type { AwaitFrame } from "../sandbox/index.ts";
import type { CriticalPath } from "./critical-path.ts";
import type { Explanation } from "./explanation.ts";
import { groupedBy } from "./grouped-by.ts";
import { capital, placeKey, samePlace, showLine } from "./place.ts";
import type { Story, TaskStory, Wait } from "./story.ts";

interface Turn {
  readonly fromUs: number;
  readonly toUs: number;
}

/** What was done to several things, each in a turn of its own. In the order of time. */
interface Stage {
  readonly turns: readonly Turn[];
  /** Where it waited in each turn. */
  readonly at: Position;
  readonly task: TaskStory;
  /** The calls that the turns stand in, outermost first. */
  readonly frames: readonly AwaitFrame[];
  /** Tasks side by side, instead of one turn after the other. */
  readonly isTogether: boolean;
}

/** More turns than this are not looked at. */
const mostTurns = 200;

/**
 * Stages with as many turns each, of which one began only when all turns of the one before were over, though each thing could have gone on by itself.
 * That it could nobody knows: tell it only when it cost just what was lost.
 */
export function findStages(story: Story, path: CriticalPath): Explanation[] {
  const stages = [...inTurn(story), ...sideBySide(story)].filter(({ turns }) => turns.length <= mostTurns);
  return groupedBy(stages, ({ turns }) => turns.length).flatMap((alike) => {
    const chain = withoutTwins(alike.toSorted((a, b) => startOf(a) - startOf(b)));
    const last = chain.at(-1)!;
    const index = chain.findIndex((stage, i) => i > 0 && endOf(chain[i - 1]!) <= startOf(stage));
    const costUs = endOf(last) - flowingEnd(chain);
    if (index < 0 || costUs <= 0 || !isOn(path, last)) return [];
    return [explain(story, chain[index - 1]!, chain[index]!, costUs)];
  });
}

function startOf({ turns }: Stage): number {
  return turns[0]!.fromUs;
}

function endOf({ turns }: Stage): number {
  return Math.max(...turns.map(({ toUs }) => toUs));
}

/** When the last stage would be over if each thing went on to the next stage as soon as it had left the one before. */
function flowingEnd([first, ...others]: readonly Stage[]): number {
  let left = first!.turns.map(({ toUs }) => toUs);
  for (const { turns, isTogether } of others) {
    let free = 0;
    left = turns.map(({ fromUs, toUs }, i) => {
      const end = Math.max(left[i]!, isTogether ? 0 : free) + toUs - fromUs;
      free = end;
      return end;
    });
  }
  return Math.max(...left);
}

/** A call is as long as what it calls. */
function withoutTwins(stages: readonly Stage[]): Stage[] {
  const starts = new Set<number>();
  return stages.filter((stage) => {
    const isFirst = !starts.has(startOf(stage));
    starts.add(startOf(stage));
    return isFirst;
  });
}

function isOn({ stretches }: CriticalPath, { at, task }: Stage): boolean {
  return stretches.some(({ steps, task: own }) => own === task.id || steps.some((step) => samePlace(step.at, at)));
}

/** Loops: one call that waited in one place again and again. */
function inTurn({ tasks }: Story): Stage[] {
  return [...tasks.values()].flatMap((task) => {
    const waits = task.waits.filter(isWork);
    const within = waits.flatMap((wait) => wait.frames.map((frame, depth) => ({ wait, frame, depth })));
    return groupedBy(within, ({ frame }) => `${frame.frame} ${placeKey(frame.at)}`).flatMap((own) => {
      const [{ wait, frame, depth }] = own as [(typeof own)[number]];
      const turns = groupedBy(own, (each) => each.wait.frames[depth + 1]?.frame ?? -each.wait.number);
      if (turns.length < 2) return [];
      const frames = wait.frames.slice(0, depth + 1);
      return [
        {
          turns: turns.map((turn) => spanOf(turn.map((each) => each.wait))),
          at: frame.at,
          task,
          frames,
          isTogether: false,
        },
      ];
    });
  });
}

/** Tasks that were made in one place, each for one thing. */
function sideBySide({ tasks, main }: Story): Stage[] {
  const made = [...tasks.values()].filter(
    ({ id, createdAt, waits }) => id !== main && createdAt !== null && waits.some(isWork),
  );
  return groupedBy(made, ({ createdAt, creator }) => `${creator} ${placeKey(createdAt!)}`).flatMap((crew) => {
    const [task] = crew as [TaskStory];
    if (crew.length < 2) return [];
    const turns = crew.map(({ waits }) => spanOf(waits.filter(isWork)));
    const isTogether = turns.every(({ fromUs }, i) => i === 0 || fromUs < turns[i - 1]!.toUs);
    return [{ turns, at: task.createdAt!, task, frames: [], isTogether }];
  });
}

function isWork({ kind, frames }: Wait): boolean {
  return (kind === "sleep" || kind === "request") && frames.length > 0;
}

function spanOf(waits: readonly Wait[]): Turn {
  return {
    fromUs: Math.min(...waits.map(({ beganUs }) => beganUs)),
    toUs: Math.max(...waits.map(({ endedUs }) => endedUs)),
  };
}

function explain(story: Story, before: Stage, after: Stage, costUs: number): Explanation {
  const made = after.task.createdUs >= endOf(before) ? after.task.createdAt : null;
  const caller = callerOf(before, after) ?? (made === null ? null : waitBefore(story, after.task));
  const at = caller ?? after.at;
  const [one, other] = [showLine(before.at, at), showLine(after.at, at)];
  const since =
    caller === null || samePlace(caller, before.at) ? "" : `, since ${showLine(caller, at)} waited for all of them`;
  const then = made === null || since === "" ? "" : ` before ${showLine(made, at)} made the task`;
  return {
    code: "stage-by-stage",
    message:
      `${capital(one)} had to be done with all ${before.turns.length} before ${other} began with the first${since}${then}. ` +
      `If each went on as soon as ${one} was done with it, ${showDuration((story.endUs - costUs) / 1000)} would be enough.`,
    hint: `Does ${other} need the last one from ${one} before it can begin with the first? If not, what could hand over one at a time?`,
    at,
    costMs: costUs / 1000,
  };
}

/** What the maker of a task waited for last before that. */
function waitBefore({ tasks }: Story, { creator, createdRow }: TaskStory): Position | null {
  return tasks.get(creator)?.waits.findLast(({ endedRow }) => endedRow < createdRow)?.frames[0]?.at ?? null;
}

/** Where a call that both stand in waited for the whole of the first. */
function callerOf(before: Stage, after: Stage): Position | null {
  const step = before.frames.find(({ frame, at }) =>
    after.frames.some((other) => other.frame === frame && !samePlace(other.at, at)),
  );
  return step?.at ?? null;
}
