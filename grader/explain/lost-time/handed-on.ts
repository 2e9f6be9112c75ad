import { showDuration, type Position } from "../../values/index.ts";
import type { CriticalPath, Stretch } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { letGoBy } from "../story/path-by.ts";
import { samePlace, showLine } from "../story/place.ts";
import { isAlike } from "../story/crew.ts";
import type { Story, Wait } from "../story/story.ts";

/** Tasks made alike that worked one after the other, because each waited for the one before: an event, a condition, a barrier, a promise, a queue of things to share. */
export function findHandedOn(story: Story, path: CriticalPath): Explanation[] {
  const { stretches } = path;
  const found: Explanation[] = [];
  let links: Wait[] = [];
  let turns: Stretch[][] = [];
  const close = (): void => {
    if (links.length > 0 && !links.some((link) => isOfWork(story, link))) found.push(explain(story, turns, links));
    links = [];
  };
  for (const [index, stretch] of stretches.entries()) {
    const before = stretches[index - 1];
    if (before?.task === stretch.task) {
      turns.at(-1)!.push(stretch);
      continue;
    }
    const link = before === undefined ? undefined : linkOf(story, path, before, stretch);
    const isSame =
      link !== undefined && (links.length === 0 || samePlace(links[0]!.frames.at(-1)!.at, link.frames.at(-1)!.at));
    if (!isSame) {
      close();
      turns = link === undefined ? [] : turns.slice(-1);
    }
    if (link !== undefined) links.push(link);
    turns.push([stretch]);
  }
  close();
  return found;
}

const others = new Set(["lock", "semaphore"]);

function linkOf(story: Story, path: CriticalPath, before: Stretch, after: Stretch): Wait | undefined {
  const [one, other] = [story.tasks.get(before.task), story.tasks.get(after.task)];
  if (one === undefined || other === undefined || one.id === story.main || other.id === story.main) return undefined;
  if (!isAlike(one, other) || !isSameWork(before, after)) return undefined;
  return letGoBy(path, before.task, after.fromUs).find(
    ({ kind, task, frames }) => !others.has(kind) && task === after.task && frames.length > 0,
  );
}

/**
 * A queue of work, not of things to share: somebody waits until all of it is done, or until there is room for more, or one that takes from it ends in
 * the middle of that. What is shared is always put back by who took it, and used in between.
 */
function isOfWork({ tasks, waits, awaits }: Story, { kind, what }: Wait): boolean {
  if (kind !== "queue") return false;
  return waits.some((wait) => {
    if (wait.what !== what || wait.beganUs === wait.endedUs || wait.frames.length === 0) return false;
    return awaits.puts(wait.frames.at(-1)!.at) || tasks.get(wait.task)?.waits.at(-1) === wait;
  });
}

function isSameWork(before: Stretch, after: Stretch): boolean {
  const [one, other] = [workPlace(before), workPlace(after)];
  return one === undefined || other === undefined ? one === other : samePlace(one, other);
}

function workPlace({ steps, task }: Stretch): Position | undefined {
  return steps.findLast((step) => step.task === task)?.at;
}

function explain({ madeAt }: Story, turns: readonly (readonly Stretch[])[], links: readonly Wait[]): Explanation {
  const at = links[0]!.frames.at(-1)!.at;
  const times = turns.map((turn) => turn.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0));
  const us = times.reduce((sum, each) => sum + each, 0);
  const longest = Math.max(...times);
  const costMs = (us - longest) / 1000;
  const inAll = `${showDuration(us / 1000)} in all, where the longest takes ${showDuration(longest / 1000)}`;
  if (links.every(({ kind }) => kind === "queue")) {
    const made = madeAt("queue", at);
    const place = made ?? at;
    const worked = placeOf(turns[1]![0]!, place);
    return {
      code: "narrow-limit",
      message:
        `${turns.length} tasks took turns with what one queue holds${made === null ? "" : `, that of line ${made.line}`}. ` +
        `On ${showLine(at, place)} each waited until the one before had put it back. Their work${worked} took ${inAll}.`,
      hint: "How many things lie in that queue at the start, and how many may be in use at once? And does each task keep its own no longer than it has to?",
      at: place,
      costMs,
    };
  }
  const worked = placeOf(turns[1]![0]!, at);
  return {
    code: "handed-on",
    message:
      `${turns.length} tasks did their work${worked} one after the other, since on line ${at.line} each waited until the one before set it going: ` +
      `${inAll}.`,
    hint: "Does each need what the one before did? If not, what could set all of them going at the same moment?",
    at,
    costMs,
  };
}

function placeOf(stretch: Stretch, seenFrom: Position): string {
  const at = workPlace(stretch);
  return at === undefined || at.line === seenFrom.line ? "" : ` on ${showLine(at, seenFrom)}`;
}
