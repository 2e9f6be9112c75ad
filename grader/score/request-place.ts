import type { RequestRecord, Run } from "../sandbox/index.ts";
import type { Position } from "../values/index.ts";

/** A request that the runtime's client sent stands where its task then waits for it. */
export function withRequestPlaces(run: Run): Run {
  if (run.requests.every((request) => request.at !== null)) return run;
  const places = placesOfWaits(run);
  const requests = run.requests.map((request, index): RequestRecord => {
    const at = request.at ?? places.get(index + 1) ?? null;
    return { ...request, at };
  });
  return { ...run, requests };
}

/** By the request's number: the place of the first wait that its task begins after sending. */
function placesOfWaits({ trace }: Run): Map<number, Position> {
  const places = new Map<number, Position>();
  const sentBy = new Map<number, number>();
  for (const [row, event] of trace.event.entries()) {
    const task = trace.task[row]!;
    if (event === "request-sent" && task !== 0) sentBy.set(task, trace.ref[row]!);
    if (event !== "wait-began") continue;
    const request = sentBy.get(task);
    const site = trace.site[row] ?? null;
    if (request !== undefined && site !== null && trace.detail[row]!.startsWith("request")) places.set(request, site);
    sentBy.delete(task);
  }
  return places;
}
