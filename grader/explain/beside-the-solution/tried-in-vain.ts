import { showDuration, type Position } from "../../values/index.ts";
import type { RequestRecord, Run } from "../../sandbox/index.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import { requestKey } from "../story/request-key.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import type { Model } from "./model.ts";
import { callerOfRepeat } from "../story/request-caller.ts";
import { recordOf } from "../story/task-records.ts";
import { tellStory, type Story } from "../story/story.ts";
import { waitsOf } from "../story/waits-by.ts";

/** A request that was tried again after an answer that the solution takes as the last word. */
export interface InVain {
  /** The one with that answer. */
  readonly answered: RequestRecord;
  /** Those that were sent after it. */
  readonly again: readonly RequestRecord[];
  /** Who tried it again. */
  readonly task: number;
}

/** From here on an answer says that something went wrong. */
const firstBad = 400;

/**
 * Answers of a kind that the solution never tries again, whatever it asked for, where this run does. One try more after answers that the solution tries
 * again, too, is a matter of how many there may be.
 */
export function triedInVain(run: Run, model: Pick<Model, "requests" | "tasks">): InVain[] {
  const theirs = byAddress(model.requests);
  const tried = new Set(
    [...theirs.values()].flatMap((same) =>
      same.flatMap((request, nr) =>
        same.slice(nr + 1).some((later) => isAfter(later, request)) ? request.status : [],
      ),
    ),
  );
  return [...byAddress(run.requests)].flatMap(([address, same]): InVain[] => {
    const last = theirs.get(address)?.at(-1)?.status ?? null;
    const answered = same[(theirs.get(address)?.length ?? 0) - 1];
    if (answered === undefined || last === null || last < firstBad || tried.has(last) || answered.status !== last)
      return [];
    if (isStopped(model, theirs.get(address)!.at(-1)!)) return [];
    const task = sharedTask(run, [answered, same.at(-1)!]);
    const again = same.slice(same.indexOf(answered) + 1);
    const isRetry =
      again.length > 0 && again.every((each) => isAfter(each, answered) && sharedTask(run, [answered, each]) === task);
    return isRetry && task !== null ? [{ answered, again, task }] : [];
  });
}

/** Who asks again and again until it is told to stop has got no last word. */
function isStopped({ tasks }: Pick<Model, "tasks">, { task }: RequestRecord): boolean {
  const by = tasks.find(({ id }) => id === task);
  const maker = tasks.find(({ id }) => id === by?.creator);
  return by?.state === "cancelled" || maker?.state === "cancelled";
}

/** The first of them, for what is wrong with a value or with what was sent. */
export function explainTriedInVain(run: Run, model: Model, sent: RequestRecord | null = null): Explanation | null {
  const all = triedInVain(run, model);
  const found = sent === null ? all[0] : all.find(({ again }) => again.includes(sent));
  return found === undefined ? null : tell(run, found, 0);
}

/** Of those that the end of the run had to wait for, the dearest. */
export function findTriedInVain(run: Run, { stretches }: CriticalPath, model: Model): Explanation | null {
  const all = triedInVain(run, model).map((found) => {
    const [fromUs, toUs] = [found.answered, found.again.at(-1)!].map(({ endMs }) =>
      Math.round((endMs ?? Infinity) * 1000),
    );
    const own = stretches.filter(
      (each) => each.fromUs >= fromUs! && each.toUs <= toUs! && each.steps.some(({ task }) => task === found.task),
    );
    return { found, us: own.reduce((sum, each) => sum + each.toUs - each.fromUs, 0) };
  });
  const [most] = all.toSorted((a, b) => b.us - a.us);
  return most === undefined ? null : tell(run, most.found, most.us / 1000);
}

function tell(run: Run, { answered, again, task }: InVain, costMs: number): Explanation {
  const pause = pauseBetween(tellStory(run), task, answered, again[0]!);
  const at = pause ?? callerOfRepeat(run, answered, again[0]!) ?? again[0]!.at;
  const times = again.length === 1 ? "" : `, ${again.length} times`;
  const where =
    at === null ? "" : pause === null ? `: line ${at.line} led to it` : ` after the pause on line ${at.line}`;
  return {
    code: "tried-in-vain",
    message: `${answered.method} ${answered.url} was answered with status ${answered.status} at ${showDuration(answered.endMs!)}, and was tried again${where}${times}.`,
    hint: "Which answers are worth another try, and after which will the next one be no better?",
    at,
    costMs,
  };
}

function pauseBetween(
  story: Story,
  task: number,
  { endMs }: RequestRecord,
  { startMs }: RequestRecord,
): Position | null {
  const pause = waitsOf(story, task).findLast(
    ({ kind, beganUs, endedUs, frames }) =>
      kind === "sleep" &&
      frames.length > 0 &&
      beganUs >= Math.round(endMs! * 1000) &&
      endedUs <= Math.round(startMs * 1000),
  );
  return pause?.frames.at(-1)?.at ?? null;
}

function byAddress(requests: readonly RequestRecord[]): ReadonlyMap<string, readonly RequestRecord[]> {
  return new Map(groupedBy(requests, requestKey).map((same) => [requestKey(same[0]!), same]));
}

function isAfter({ startMs }: RequestRecord, { endMs }: RequestRecord): boolean {
  return endMs !== null && startMs >= endMs;
}

/** Their task, or the one that made theirs: a time limit puts what it is given into a task of its own. */
function sharedTask(run: Run, requests: readonly RequestRecord[]): number | null {
  const [one, other] = requests.map(({ task }) => task);
  if (one === other) return one!;
  const [made, otherMade] = [one, other].map((id) => recordOf(run, id!)?.creator ?? null);
  return made !== null && made === otherMade ? made! : null;
}
