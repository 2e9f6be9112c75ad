import type { Position } from "../../values/index.ts";
import type { PathStep, Stretch } from "./critical-path.ts";
import { placeKey, samePlace } from "./place.ts";
import type { Story } from "./story.ts";

/** One await as it was gone through once: the stretches of the critical path that went by in it. */
export interface Visit {
  readonly step: PathStep;
  readonly us: number;
  readonly stretches: readonly Stretch[];
}

/** Visits that follow one another in the code: one, or all rounds of a loop taken together. */
export interface Part {
  readonly visits: readonly Visit[];
  readonly us: number;
}

export function visitsAt(stretches: readonly Stretch[], depth: number): Visit[] {
  const visits: { step: PathStep; us: number; stretches: Stretch[] }[] = [];
  for (const stretch of stretches) {
    const step = stretch.steps[depth]!;
    const current = visits.at(-1);
    const us = stretch.toUs - stretch.fromUs;
    if (current !== undefined && current.step.visit === step.visit && samePlace(current.step.at, step.at)) {
      current.us += us;
      current.stretches.push(stretch);
    } else {
      visits.push({ step, us, stretches: [stretch] });
    }
  }
  return visits;
}

/** Everything from a place's first visit to its last is one loop, with what other awaits lie between. */
export function partsOf(visits: readonly Visit[]): Part[] {
  const lastVisit = new Map<string, number>();
  for (const [index, visit] of visits.entries()) lastVisit.set(placeKey(visit.step.at), index);
  const parts: Part[] = [];
  for (let start = 0; start < visits.length;) {
    let end = start;
    for (let i = start; i <= end; i++) end = Math.max(end, lastVisit.get(placeKey(visits[i]!.step.at))!);
    const own = visits.slice(start, end + 1);
    parts.push({ visits: own, us: total(own) });
    start = end + 1;
  }
  return parts;
}

export function longestPlace(visits: readonly Visit[]): Position {
  const sums = new Map<string, { at: Position; us: number }>();
  for (const visit of visits) {
    const key = placeKey(visit.step.at);
    const sum = sums.get(key) ?? { at: visit.step.at, us: 0 };
    sum.us += visit.us;
    sums.set(key, sum);
  }
  return [...sums.values()].reduce((best, each) => (each.us > best.us ? each : best)).at;
}

/** The code itself sleeps there, not something that it calls. */
export function isSleep({ step, stretches }: Visit): boolean {
  return stretches.every(
    ({ wait, task, steps }) => wait.kind === "sleep" && task === step.task && steps.at(-1) === step,
  );
}

/** How long visits that come one after the other would take if each waited only for what its await reads of the others. */
export function leastOf({ awaits }: Story, visits: readonly Visit[]): number {
  const ends: number[] = [];
  const lastAt = new Map<string, number>();
  for (const [index, { step, us }] of visits.entries()) {
    let sinceUs = 0;
    for (const key of awaits.reads(step.at)) {
      const before = lastAt.get(key);
      if (before !== undefined) sinceUs = Math.max(sinceUs, ends[before]!);
    }
    ends.push(sinceUs + us);
    lastAt.set(placeKey(step.at), index);
  }
  return ends.reduce((most, us) => Math.max(most, us), 0);
}

export function total(visits: readonly Visit[]): number {
  return visits.reduce((sum, visit) => sum + visit.us, 0);
}
