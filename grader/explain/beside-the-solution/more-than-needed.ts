import { showDuration, type Position } from "../../values/index.ts";
import type { RequestRecord, Run } from "../../sandbox/index.ts";
import type { CriticalPath, PathStep, Stretch } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import type { Model } from "./model.ts";
import { placeKey, samePlace, showLine } from "../story/place.ts";
import { requestKey } from "../story/request-key.ts";
import { requestsOn } from "../story/requests-on.ts";
import { tellStory, type Story } from "../story/story.ts";

/** Something that the end of the run had to wait for and that the solution does less often, or not at all. */
interface More {
  readonly stretch: Stretch;
  readonly request: RequestRecord | null;
  readonly at: Position;
}

/**
 * Requests and sleeps on the critical path that the solution does without: of several that are alike, the last ones. Sleeps count only where they make
 * rounds; one alone is a pause or some work of another length, which nothing tells from one that is needed.
 */
export function findMoreThanNeeded(run: Run, path: CriticalPath, model: Model): Explanation[] {
  const { stretches } = path;
  const requests = requestsOn(run.requests, stretches);
  const spareRequests = spareOf(run.requests, requestKey, countsOf(model.requests.map(requestKey)));
  const spareSleeps = spareOf(sleepsOf(run), ({ what }) => what, model.sleeps);
  const spareWaits = new Set([...spareSleeps].map(({ wait }) => wait));
  const more = stretches.flatMap((stretch): More[] => {
    const request = requests.get(stretch) ?? null;
    const at = (request === null ? stretch.wait.frames.at(-1) : callerIn(stretch))?.at;
    const isSpare = request === null ? spareWaits.has(stretch.wait.number) : spareRequests.has(request);
    return at !== undefined && isSpare ? [{ stretch, request, at }] : [];
  });
  return groupedBy(more, ({ at }) => placeKey(at)).flatMap((same) => {
    const told = same[0]!.request === null ? tellSleeps(path, same) : tellRequests(tellStory(run), model, same);
    return told === null ? [] : [told];
  });
}

/** The call that led to it, in the task that waits. */
function callerIn({ steps, task }: Stretch): PathStep | undefined {
  const own = steps.filter((step) => step.task === task);
  return own.at(-2) ?? own.at(-1);
}

/** Where the task was made that does nothing else than to send it: there it is decided. */
function makerOf({ tasks }: Story, { steps, task }: Stretch): Position | null {
  const own = steps.filter((step) => step.task === task);
  return own.length === 1 ? (tasks.get(task)?.createdAt ?? null) : null;
}

function sleepsOf({ trace }: Run): { readonly wait: number; readonly what: string }[] {
  return trace.event.flatMap((event, row) => {
    const what = trace.detail[row]!;
    return event === "wait-began" && what.startsWith("sleep") ? [{ wait: trace.ref[row]!, what }] : [];
  });
}

/**
 * What is left over when as many of each kind as the solution's are taken away. Where the solution's are as many in all, what is not among them stands for
 * one of those and is none too many.
 */
function spareOf<T>(own: readonly T[], keyOf: (one: T) => string, theirs: ReadonlyMap<string, number>): Set<T> {
  let inAll = own.length - [...theirs.values()].reduce((sum, n) => sum + n, 0);
  const left = countsOf(own.map(keyOf));
  const spare = new Set<T>();
  for (const one of own.toReversed()) {
    const key = keyOf(one);
    if (inAll <= 0) break;
    if (left.get(key)! <= (theirs.get(key) ?? 0)) continue;
    left.set(key, left.get(key)! - 1);
    inAll -= 1;
    spare.add(one);
  }
  return spare;
}

function countsOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function costOf(same: readonly More[]): number {
  return same.reduce((sum, { stretch }) => sum + stretch.toUs - stretch.fromUs, 0);
}

function tellRequests(story: Story, model: Model, same: readonly More[]): Explanation {
  const [{ at, request, stretch }] = same as [More];
  const maker = makerOf(story, stretch);
  const us = costOf(same);
  const sent = `${request!.method} ${request!.url}`;
  const isKnown = model.requests.some(({ method, url }) => method === request!.method && url === request!.url);
  const which =
    same.length > 1
      ? `the answers to ${same.length} requests more than are needed, the first of them ${sent}`
      : `the answer to ${sent}, ${isKnown ? "which was sent once more than is needed" : "which need not be sent at all"}`;
  return {
    code: "asked-more",
    message: `Line ${at.line} waited ${showDuration(us / 1000)} for ${which}.`,
    hint:
      maker === null || samePlace(maker, at)
        ? `What decides whether line ${at.line} sends this, and how often?`
        : `What decides whether ${showLine(maker, at)} makes a task for this, and how often?`,
    at,
    costMs: us / 1000,
  };
}

/** Sleeps beyond these are not told one by one. */
const mostListed = 4;

function tellSleeps({ stretches }: CriticalPath, same: readonly More[]): Explanation | null {
  const [{ at }] = same as [More];
  const all = stretches.filter(
    ({ wait }) => wait.kind === "sleep" && placeKey(wait.frames.at(-1)?.at ?? at) === placeKey(at),
  );
  if (all.length < 2 || all.length === same.length) return null;
  const us = costOf(same);
  const often = same.length === 1 ? "once" : `${same.length} times`;
  const each = all.map(({ fromUs, toUs }) => showDuration((toUs - fromUs) / 1000));
  const lengths =
    each.length > mostListed || new Set(each).size < 2 ? "" : `, of ${each.slice(0, -1).join(", ")} and ${each.at(-1)}`;
  return {
    code: "slept-more",
    message:
      `The end of the run had to wait for ${all.length} sleeps on line ${at.line}, one after the other${lengths}: ` +
      `${often} more than it takes here.`,
    hint: `What is there to wait for at each of these sleeps, at the first one and at the last?`,
    at,
    costMs: us / 1000,
  };
}
