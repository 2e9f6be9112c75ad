import type { RequestRecord, Run } from "../../sandbox/index.ts";
import { groupedBy } from "./grouped-by.ts";
import { keptFor } from "./kept-for.ts";
import { plainCallBehind, plainCallInto } from "./plain-call.ts";
import { samePlace } from "./place.ts";
import { tellStory, type Story, type Wait } from "./story.ts";
import { endOfError } from "./where-errors-end.ts";
import type { Position } from "../../values/index.ts";

/** The line that had a request sent, when that was done by a function of its own: the call of it, or where its task was made. Null for any other request. */
export function callerOfRequest(run: Run, request: RequestRecord): Position | null {
  const story = tellStory(run);
  const wait = waitFor(story, request);
  const maker = request.task === story.main ? null : (story.tasks.get(request.task)?.createdAt ?? null);
  const caller = (wait === undefined ? null : callerAt(run, wait.frames, wait.frames.length - 2)) ?? maker;
  return caller === null || (request.at !== null && samePlace(caller, request.at)) ? null : caller;
}

/** The line that had a request sent once more: where the last call stands that led to both. Null when that is where they were sent, or there is none. */
export function callerOfRepeat(run: Run, earlier: RequestRecord, later: RequestRecord): Position | null {
  const story = tellStory(run);
  const [before, after] = [waitFor(story, earlier)?.frames ?? [], waitFor(story, later)?.frames ?? []];
  const depth = after.findLastIndex(({ frame }) => before.some((each) => each.frame === frame));
  const shared = callerAt(run, after, depth);
  if (shared === null) return callerOfRequest(run, later);
  return later.at !== null && samePlace(shared, later.at) ? null : shared;
}

/** The plain call that began the work in which a request was sent; null for any other request. */
export function plainCallOfRequest(run: Run, request: RequestRecord): Position | null {
  const wait = waitFor(tellStory(run), request);
  return wait === undefined ? null : (plainCallBehind(run, wait)?.at ?? null);
}

/** Where a running call had called the next: that may have been before it came to the await in which it stands. */
function callerAt(run: Run, frames: Wait["frames"], depth: number): Position | null {
  return plainCallInto(run, frames, depth + 1)?.at ?? frames[depth]?.at ?? null;
}

/**
 * The line to look at for what was sent: where it was sent, or who called for that, when the same line sends for other calls too.
 */
export function lineOfRequest(run: Run, request: RequestRecord): Position | null {
  const story = tellStory(run);
  const frame = waitFor(story, request)?.frames.at(-1)?.frame;
  const isShared = run.requests.some(
    (other) =>
      other.at !== null &&
      request.at !== null &&
      samePlace(other.at, request.at) &&
      waitFor(story, other)?.frames.at(-1)?.frame !== frame,
  );
  return (isShared ? callerOfRequest(run, request) : null) ?? request.at;
}

/** Where the error of a request that failed is thrown on when there were tries enough; null where it is not caught, or that is decided in more than one place. */
export function lineThatGivesUp(run: Run, failed: RequestRecord): Position | null {
  const wait = waitFor(tellStory(run), failed);
  const throwsOn = (wait && endOfError(run, wait.frames)?.throwsOn) ?? [];
  return throwsOn.length === 1 ? throwsOn[0]! : null;
}

const byBegin = keptFor(
  (waits: Story["waits"]): ReadonlyMap<string, readonly Wait[]> =>
    new Map(
      groupedBy(waits, (wait) => (wait.kind === "request" ? beginKey(wait.task, wait.beganUs) : undefined)).map(
        (alike) => [beginKey(alike[0]!.task, alike[0]!.beganUs), alike],
      ),
    ),
);

function beginKey(task: number, us: number): string {
  return `${task} ${us}`;
}

function waitFor({ waits }: Story, request: RequestRecord): Wait | undefined {
  const alike = byBegin(waits).get(beginKey(request.task, Math.round(request.startMs * 1000))) ?? [];
  return alike.find(({ what }) => what.includes(request.url)) ?? alike[0];
}
