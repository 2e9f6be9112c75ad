import { tieRank } from "./latency.ts";
import { RequestNames, showRequest } from "./requests.ts";
import type { Schedule } from "./schedule.ts";

/** What is needed of a request of a run. Times in ms. */
export interface TimedRequest {
  readonly method: string;
  readonly url: string;
  readonly startMs: number;
  readonly endMs: number | null;
}

interface Answered {
  readonly name: string;
  readonly endMs: number;
  readonly tookMs: number;
  /** Place in the list of requests. */
  readonly index: number;
}

/** More are counted, not named. */
const MOST_PAIRS = 2;

/**
 * In plain words what a shrunk schedule changed: "GET /posts/2 (90 ms) is answered before GET /posts/1 (300 ms)", to stand behind "when".
 *
 * @param written the requests of the scenario as it is written
 * @param failing those of the run that fails
 */
export function tellChanges(
  schedule: Schedule,
  written: readonly TimedRequest[],
  failing: readonly TimedRequest[],
): string {
  const before = answered(written);
  const after = answered(failing, schedule);
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  const show = (one: Answered) => `${showRequest(one.name, names)} (${showMs(one.tookMs)})`;
  const changed = new Set(schedule.latencies.map(([name]) => name));
  const pairs = turnedRound(before, after).filter(
    ([first, second]) => changed.size === 0 || changed.has(first.name) || changed.has(second.name),
  );
  const told = pairs
    .slice(0, MOST_PAIRS)
    .map(([first, second]) =>
      first.endMs === second.endMs
        ? `${show(first)} is answered in the same instant as ${show(second)}, just before it`
        : `${show(first)} is answered before ${show(second)}`,
    );
  if (pairs.length > MOST_PAIRS) told.push(`${pairs.length - MOST_PAIRS} more arrive in another order`);
  if (told.length === 0) {
    for (const [name, latencyMs] of schedule.latencies.slice(0, MOST_PAIRS)) {
      const was = before.find((each) => each.name === name);
      const instead = was === undefined ? "" : ` instead of ${showMs(was.tookMs)}`;
      told.push(`${showRequest(name, names)} takes ${showMs(latencyMs)}${instead}`);
    }
  }
  if (schedule.tasks !== null) told.push("tasks that are ready at the same time run in another order");
  return told.length === 0 ? "replies for the same instant arrive in another order" : told.join(", and ");
}

/** Pairs that come in one order as written and in the other now. Neighbors in time are the ones that tell; they come first. */
function turnedRound(before: readonly Answered[], after: readonly Answered[]): [Answered, Answered][] {
  const was = new Map(before.map((one, place) => [one.name, place]));
  const pairs: { pair: [Answered, Answered]; apart: number }[] = [];
  for (const [i, first] of after.entries()) {
    for (const second of after.slice(i + 1)) {
      const [a, b] = [was.get(first.name), was.get(second.name)];
      if (a !== undefined && b !== undefined && a > b) {
        pairs.push({ pair: [first, second], apart: Math.abs(first.index - second.index) });
      }
    }
  }
  return pairs.toSorted((a, b) => a.apart - b.apart).map(({ pair }) => pair);
}

/** In the order in which they were answered. */
function answered(requests: readonly TimedRequest[], schedule: Schedule | null = null): Answered[] {
  const names = new RequestNames();
  return requests
    .map(({ method, url, startMs, endMs }, index) => ({
      name: names.next(method, url),
      endMs: endMs ?? Infinity,
      tookMs: Math.round(((endMs ?? Infinity) - startMs) * 1000) / 1000,
      index,
    }))
    .filter(({ endMs }) => endMs !== Infinity)
    .toSorted((a, b) => a.endMs - b.endMs || rank(schedule, a) - rank(schedule, b) || a.index - b.index);
}

function rank(schedule: Schedule | null, { name }: Answered): number {
  return schedule === null ? 0 : (tieRank(schedule, name) ?? 0);
}

function showMs(ms: number): string {
  return `${ms} ms`;
}
