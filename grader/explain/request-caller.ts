import type { RequestRecord, Run } from "../sandbox/index.ts";
import { samePlace } from "./place.ts";
import { tellStory } from "./story.ts";
import type { Position } from "../values/index.ts";

/** The line that had a request sent, when that was done by a function of its own: the call of it, or where its task was made. Null for any other request. */
export function callerOfRequest(run: Run, request: RequestRecord): Position | null {
  const story = tellStory(run);
  const fromUs = Math.round(request.startMs * 1000);
  const waits = story.waits.filter(
    ({ task, kind, beganUs }) => task === request.task && kind === "request" && beganUs === fromUs,
  );
  const wait = waits.find(({ what }) => what.includes(request.url)) ?? waits[0];
  const maker = request.task === story.main ? null : (story.tasks.get(request.task)?.createdAt ?? null);
  const caller = wait?.frames.at(-2)?.at ?? maker;
  return caller === null || (request.at !== null && samePlace(caller, request.at)) ? null : caller;
}
