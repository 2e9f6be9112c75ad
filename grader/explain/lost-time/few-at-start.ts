import { showDuration, type Position } from "../../values/index.ts";
import type { Run, Trace } from "../../sandbox/index.ts";
import type { CriticalPath, Stretch } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { keptFor } from "../story/kept-for.ts";
import { madeBy } from "../story/made-by.ts";
import { placeKey, showLine } from "../story/place.ts";
import { isAlike } from "../story/crew.ts";
import type { Story } from "../story/story.ts";

/**
 * Sleeps of one length in one place, of which there was one too many, or more where tasks waited for what came after each of them: a bucket that is
 * refilled at intervals and held too little at the start.
 * @param lostUs what the run took too long
 */
export function findFewAtStart(run: Run, story: Story, path: CriticalPath, lostUs: number): Explanation | null {
  const sleeps = path.stretches.filter(({ wait }) => wait.kind === "sleep" && wait.frames.length > 0);
  for (const rounds of groupedBy(sleeps, ({ task, wait }) => `${task} ${placeKey(wait.frames.at(-1)!.at)}`)) {
    const lengthUs = rounds[0]!.toUs - rounds[0]!.fromUs;
    const excess = lostUs / lengthUs;
    const isSteady = rounds.every(({ fromUs, toUs }) => toUs - fromUs === lengthUs);
    if (!isSteady || !Number.isInteger(excess) || excess >= rounds.length) continue;
    const queued = queuedFor(run, story, path, rounds);
    if (queued === null && (excess > 1 || !isOneLoop(story, rounds))) continue;
    return explain(story, rounds, queued, excess, lostUs);
  }
  return null;
}

interface Queued {
  readonly kind: string;
  readonly at: Position;
}

/** What tasks on the path waited for that the sleeper gave out. */
function queuedFor(
  { trace }: Run,
  { tasks, awaits }: Story,
  { blocked }: CriticalPath,
  rounds: readonly Stretch[],
): Queued | null {
  const giver = rounds[0]!.task;
  // Who makes what it puts in has calls do so, each on its own.
  const isPace = isOneCall(rounds);
  // Who takes a place, or an item, itself sleeps to do its work.
  if (tasks.get(giver)?.takers.size !== 0) return null;
  const takes = (what: string) => takenBy(trace).has(`${giver} ${what}`);
  const wait = blocked.find(
    ({ kind, what, waker, frames }) =>
      (kind === "semaphore" || (kind === "queue" && isPace)) &&
      waker === giver &&
      frames.length > 0 &&
      !takes(what) &&
      !awaits.puts(frames.at(-1)!.at),
  );
  return wait === undefined ? null : { kind: wait.kind, at: wait.frames.at(-1)!.at };
}

/** What each task had at any time, as `task lock 1`. */
const takenBy = keptFor(
  ({ event, task, detail }: Trace): ReadonlySet<string> =>
    new Set(event.flatMap((each, row) => (each === "held" ? [`${task[row]} ${detail[row]}`] : []))),
);

/** The loop itself sleeps, no other task does the same beside it, and it does not do so for the items of a queue: then each sleep is some work. */
function isOneLoop({ tasks }: Story, rounds: readonly Stretch[]): boolean {
  const [{ task }] = rounds as [Stretch];
  const own = tasks.get(task);
  const isAlone =
    own === undefined || !madeBy({ tasks }, own.creator).some((each) => each !== own && isAlike(each, own));
  return isAlone && (own === undefined || own.sources.size === 0) && isOneCall(rounds);
}

function isOneCall([first, ...others]: readonly Stretch[]): boolean {
  return others.every(({ wait }) => wait.frames.at(-1)!.frame === first!.wait.frames.at(-1)!.frame);
}

function explain(
  { madeAt }: Story,
  rounds: readonly Stretch[],
  queued: Queued | null,
  excess: number,
  lostUs: number,
): Explanation {
  const at = rounds[0]!.wait.frames.at(-1)!.at;
  const each = showDuration((rounds[0]!.toUs - rounds[0]!.fromUs) / 1000);
  const slept = `slept ${rounds.length} times, ${each} each time`;
  const lost = `What was lost is as long as ${excess === 1 ? "one" : excess} of these sleeps.`;
  const made = queued === null ? null : madeAt(queued.kind, queued.at);
  const place = made !== null && excess === 1 ? made : at;
  return {
    code: queued === null ? "sleep-in-loop" : "narrow-limit",
    message:
      queued === null
        ? `Line ${at.line} ${slept}. ${lost}`
        : `The tasks waited on ${showLine(queued.at, place)} for the ${queued.kind}${made === null ? "" : ` that ${showLine(made, place)} makes`} ` +
          `until ${showLine(at, place)} had ${slept}. ${lost}`,
    hint:
      queued === null
        ? "Is the first of these sleeps needed, and the last? What may go on before any of them?"
        : `How many may go on before the first of these sleeps${made === null ? "" : `, compared with what ${showLine(made, place)} makes`}? And how long has each sleep to be?`,
    at: place,
    costMs: lostUs / 1000,
  };
}
