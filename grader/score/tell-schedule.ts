import type { Rejection } from "../compile/index.ts";
import type { Position } from "../values/index.ts";
import type { Finding } from "./grade.ts";
import type { CheckOutcome } from "./outcome.ts";
import type { Exploration } from "./under-schedules.ts";

/** Each check's least outcome over all schedules, the written one included. */
export function withWorst(
  outcomes: readonly CheckOutcome[],
  exploration: Exploration,
  exercise: string,
  entryAt: Position | null,
): CheckOutcome[] {
  return outcomes.map((outcome, i) => {
    const worse = exploration.worse[i];
    if (worse === null || worse === undefined) return outcome;
    const { earned, finding } = worse.outcome;
    if (finding === null) return worse.outcome;
    return { earned, finding: underSchedule(finding, worse.schedule, exploration, exercise, entryAt) };
  });
}

/** Why the submission is rejected, when it was stopped under one of the schedules. */
export function stoppedUnder(
  exploration: Exploration | null,
  exercise: string,
  entryAt: Position | null,
): Rejection | null {
  if (exploration === null || exploration.stopped === null) return null;
  const { schedule, reason } = exploration.stopped;
  const place = reason.file !== null || entryAt === null ? {} : entryAt;
  const message = `${whenOf(schedule, exploration, "Fails")} (${replay(schedule, exercise)}): ${reason.message}`;
  return { ...reason, ...place, message };
}

function underSchedule(
  finding: Finding,
  schedule: number,
  exploration: Exploration,
  exercise: string,
  entryAt: Position | null,
): Finding {
  const { code, message, hint, at } = finding;
  return {
    code,
    message: `${whenOf(schedule, exploration, "fails")}: ${message}`,
    hint: `${hint === null ? "" : `${hint} `}${replay(schedule, exercise)}.`,
    at: at ?? entryAt,
  };
}

function whenOf(schedule: number, { first }: Exploration, fails: string): string {
  return first !== null && first.schedule === schedule
    ? `${fails} when ${first.when}, as under schedule ${schedule}`
    : `${fails} under schedule ${schedule}`;
}

function replay(schedule: number, exercise: string): string {
  return `"npx chronograde grade ${exercise} --schedule ${schedule}" replays just that`;
}
