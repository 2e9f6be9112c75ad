import { showDuration, type Position } from "../../values/index.ts";
import type { AwaitFrame } from "../../sandbox/index.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { capital, placeKey, samePlace, showLine } from "../story/place.ts";
import type { Story, TaskStory, Wait } from "../story/story.ts";
import { endsByItself } from "../story/ends-by-itself.ts";

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
  /** Ids of these tasks; none of a loop. */
  readonly members: readonly number[];
}

/** More turns than this are not looked at. */
const mostTurns = 200;

/**
 * Stages with as many turns each, of which one began only when all turns of the one before were over, though each thing could have gone on by itself.
 * That it could nobody knows: tell it only when it cost just what was lost.
 */
export function findStages(story: Story, path: CriticalPath): Explanation[] {
  const loops = inTurn(story);
  const crews = [...shared(story, loops), ...sideBySide(story)];
  const stages = [...loops.filter(({ turns }) => turns.length > 1), ...crews].filter(
    ({ turns }) => turns.length <= mostTurns,
  );
  const chains = groupedBy(stages, ({ turns }) => turns.length).flatMap((alike) => {
    const outermost = withoutParts(alike, crews);
    return outermost.length === alike.length || outermost.length < 2 ? [alike] : [alike, outermost];
  });
  return chains.flatMap((alike) => {
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

/** What a turn of another stage does itself is no stage beside it. */
function withoutParts(stages: readonly Stage[], crews: readonly Stage[]): Stage[] {
  const members = new Set(crews.flatMap(({ members: own }) => own));
  return stages.filter(({ task, members: own }) => !members.has(own.length > 0 ? task.creator : task.id));
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

function isOn({ stretches }: CriticalPath, { at, task, members }: Stage): boolean {
  const own = new Set([task.id, ...members]);
  return stretches.some(
    (stretch) => own.has(stretch.task) || stretch.steps.some((step) => own.has(step.task) || samePlace(step.at, at)),
  );
}

/** Loops: one call that waited in one place again and again, or might have. */
function inTurn({ tasks }: Story): Stage[] {
  return [...tasks.values()].flatMap((task) => {
    const waits = task.waits.filter(isWork);
    const within = waits.flatMap((wait) => wait.frames.map((frame, depth) => ({ wait, frame, depth })));
    return groupedBy(within, ({ frame }) => `${frame.frame} ${placeKey(frame.at)}`).flatMap((own) => {
      const [{ wait, frame, depth }] = own as [(typeof own)[number]];
      const turns = groupedBy(own, (each) => each.wait.frames[depth + 1]?.frame ?? -each.wait.number);
      const frames = wait.frames.slice(0, depth + 1);
      return [
        {
          turns: turns.map((turn) => spanOf(turn.map((each) => each.wait))),
          at: frame.at,
          task,
          frames,
          isTogether: false,
          members: [],
        },
      ];
    });
  });
}

/** Tasks made alike that take one thing after another from a queue: the turns of all of them, in the order in which they ended. */
function shared({ tasks }: Story, loops: readonly Stage[]): Stage[] {
  const taken = loops.filter(({ task }) => task.createdAt !== null && tasks.get(task.id)!.takers.size > 0);
  return groupedBy(taken, ({ task, at }) => `${task.creator} ${kindOf(task)} ${placeKey(at)}`).flatMap((crew) => {
    const [{ task, at }] = crew as [Stage];
    const members = [...new Set(crew.map((loop) => loop.task.id))];
    if (members.length < 2) return [];
    const turns = crew.flatMap((loop) => loop.turns).toSorted((a, b) => a.toUs - b.toUs);
    return [{ turns, at, task, frames: [], isTogether: true, members }];
  });
}

/** As `isAlike` has it. */
function kindOf({ coroutine, createdAt }: TaskStory): string {
  return coroutine === "<anonymous>" ? placeKey(createdAt!) : coroutine;
}

/** Tasks that were made in one place, each for one thing. */
function sideBySide({ tasks, main }: Story): Stage[] {
  const creators = new Set([...tasks.values()].map(({ creator }) => creator));
  const made = [...tasks.values()].filter((task) => {
    return task.id !== main && task.createdAt !== null && workOf(task, creators).length > 0;
  });
  return groupedBy(made, ({ createdAt, creator }) => `${creator} ${placeKey(createdAt!)}`).flatMap((crew) => {
    const [task] = crew as [TaskStory];
    if (crew.length < 2) return [];
    const turns = crew.map((each) => spanOf(workOf(each, creators)));
    const isTogether = turns.every(({ fromUs }, i) => i === 0 || fromUs < turns[i - 1]!.toUs);
    return [{ turns, at: task.createdAt!, task, frames: [], isTogether, members: crew.map(({ id }) => id) }];
  });
}

/** Kinds of waiting for what the task itself has begun. */
const forOwn = new Set(["gather", "group", "task", "native"]);

/** Who waits for nothing but tasks that it has made lets these work for it. */
function workOf({ id, waits }: TaskStory, creators: ReadonlySet<number>): readonly Wait[] {
  const work = waits.filter(isWork);
  if (!creators.has(id)) return work;
  return waits.every((wait) => isWork(wait) || forOwn.has(wait.kind)) ? waits : work;
}

function isWork({ kind, frames }: Wait): boolean {
  return endsByItself(kind) && frames.length > 0;
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
  const count = before.turns.length;
  const [one, other] = [showLine(before.at, at), showLine(after.at, at)];
  const since =
    caller === null || isSameLine(caller, before.at) ? "" : `, since ${showLine(caller, at)} waited for all of them`;
  const then = made === null || since === "" ? "" : ` before ${showLine(made, at)} made the task`;
  return {
    code: "stage-by-stage",
    message:
      `${capital(one)} had to be done with ${count === 2 ? "both" : `all ${count}`} before ${other} began with the first${since}${then}. ` +
      `If each went on as soon as ${one} was done with it, ${showDuration((story.endUs - costUs) / 1000)} would be enough.`,
    hint: `Does ${other} need the last one from ${one} before it can begin with the first? If not, what could hand over one at a time?`,
    at,
    costMs: costUs / 1000,
  };
}

function isSameLine(a: Position, b: Position): boolean {
  return a.file === b.file && a.line === b.line;
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
