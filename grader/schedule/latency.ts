import { fractionOf } from "./fraction.ts";
import type { LatencyRange, Schedule } from "./schedule.ts";

/** From this width on, latencies are whole ms: a person reads them. */
const WIDE_MS = 10;

/** What this schedule makes of one reply's latency, in ms. */
export function latencyOf(schedule: Schedule, request: string, writtenMs: number): number {
  const given = schedule.latencies.find(([name]) => name === request);
  if (given !== undefined) return given[1];
  const { range, grid, seed } = schedule;
  if (range === null) return writtenMs;
  const fraction = fractionOf(`${seed} latency ${request}`);
  if (grid === null) return inRange(range, fraction);
  return slot(range, Math.floor(fraction * grid), grid);
}

/** The smaller comes first, of replies that arrive at one instant; null: as they were sent. */
export function tieRank(schedule: Schedule, request: string): number | null {
  if (schedule.ties === null) return null;
  const named = schedule.ties.indexOf(request);
  return named < 0 ? schedule.ties.length + fractionOf(`${schedule.seed} tie ${request}`) : named;
}

/** Number `index` of `count` latencies spread evenly over the range, its ends included. */
export function slot(range: LatencyRange, index: number, count: number): number {
  return inRange(range, count === 1 ? 0.5 : index / (count - 1));
}

function inRange({ leastMs, mostMs }: LatencyRange, fraction: number): number {
  const width = mostMs - leastMs;
  const step = width >= WIDE_MS ? 1 : 0.001;
  const steps = Math.floor(width / step + 1e-6);
  // Whole µs: the clock has nothing finer.
  return Math.round((leastMs + Math.min(steps, Math.floor(fraction * (steps + 1))) * step) * 1000) / 1000;
}
