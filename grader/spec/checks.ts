import type { Position, Reference } from "../values/index.ts";
import type { Category, WrittenCheck } from "./exercise.ts";
import type { AuthoredExpectation, AuthoredScenario } from "./schema.ts";
import { requestsOf } from "./schema-requests.ts";
import { readDuration } from "./units.ts";

/** Which points a check under this key of `expect` earns. */
export const categoryOf: { readonly [key in keyof AuthoredExpectation]-?: Category } = {
  elapsed: "concurrency",
  peak: "concurrency",
  returns: "returns",
  throws: "returns",
  stdout: "returns",
  stderr: "returns",
  requests: "returns",
  tasks: "states",
  at: "states",
  leftovers: "states",
};

/** Where a key below `expect` stands. */
type Locate = (...path: string[]) => Position;

/** The scenario's checks one by one, in the order of the contract's page. */
export function checksOf(scenario: AuthoredScenario, locate: Locate): WrittenCheck[] {
  const expect = scenario.expect;
  const checks: WrittenCheck[] = [];
  const common = (key: keyof AuthoredExpectation, ...below: string[]) => ({
    category: categoryOf[key],
    title: [key, ...below].join("."),
    weight: own(scenario.weights, key) ?? 1,
    why: own(scenario.why, key) ?? null,
    at: locate(key, ...below),
  });

  if (expect.elapsed !== undefined) checks.push({ ...common("elapsed"), ...elapsedOf(expect.elapsed) });
  for (const of of ["requests", "tasks"] as const) {
    const peak = expect.peak?.[of];
    if (peak === undefined) continue;
    const { atMost = null, atLeast = null } = typeof peak === "number" ? { atMost: peak } : peak;
    checks.push({ ...common("peak", of), kind: "peak", of, atMost, atLeast });
  }
  if (expect.returns !== undefined) checks.push({ ...common("returns"), kind: "returns", value: expect.returns });
  if (expect.throws !== undefined) {
    const { name = null, message = null } =
      "kind" in expect.throws ? { name: expect.throws, message: expect.throws } : expect.throws;
    checks.push({ ...common("throws"), kind: "throws", name, message });
  }
  for (const stream of ["stdout", "stderr"] as const) {
    const lines = expect[stream];
    if (lines !== undefined) checks.push({ ...common(stream), kind: "output", stream, lines });
  }
  if (expect.requests !== undefined) {
    const ordered = !("$unordered" in expect.requests);
    const list = "$unordered" in expect.requests ? expect.requests.$unordered : expect.requests;
    checks.push({ ...common("requests"), kind: "requests", ordered, requests: requestsOf(list) });
  }
  for (const [pattern, task] of Object.entries(expect.tasks ?? {})) {
    checks.push({ ...common("tasks", pattern), ...taskOf(task), pattern, instantMs: null });
  }
  for (const [instant, tasks] of Object.entries(expect.at ?? {})) {
    for (const [pattern, task] of Object.entries(tasks)) {
      checks.push({ ...common("at", instant, pattern), ...taskOf(task), pattern, instantMs: milliseconds(instant) });
    }
  }
  if (expect.leftovers !== undefined) checks.push({ ...common("leftovers"), kind: "leftovers" });
  return checks;
}

type Time = number | Reference;
type Times = { readonly atMostMs: Time | null; readonly atLeastMs: Time | null };

function elapsedOf(elapsed: NonNullable<AuthoredExpectation["elapsed"]>) {
  if (isTime(elapsed)) return { kind: "elapsed", atMostMs: elapsed, atLeastMs: null } as const;
  if ("ideal" in elapsed) {
    return { kind: "elapsed-scaled", idealMs: elapsed.ideal, sequentialMs: elapsed.sequential } as const;
  }
  return { kind: "elapsed", ...timesOf(elapsed) } as const;
}

function isTime(time: Time | object): time is Time {
  return typeof time === "number" || "kind" in time;
}

function timesOf(times: { readonly atMost?: Time | undefined; readonly atLeast?: Time | undefined }): Times {
  return { atMostMs: times.atMost ?? null, atLeastMs: times.atLeast ?? null };
}

function taskOf(task: NonNullable<AuthoredExpectation["tasks"]>[string]) {
  if (typeof task === "string")
    return { kind: "tasks", state: task, count: null, endedAt: null, result: null } as const;
  const { state = null, count = null, endedAt, result = null } = task;
  return { kind: "tasks", state, count, endedAt: endedAt === undefined ? null : endOf(endedAt), result } as const;
}

/** A single time is exact: virtual time has no jitter to allow for. */
function endOf(endedAt: Time | { readonly atMost?: Time | undefined; readonly atLeast?: Time | undefined }): Times {
  return isTime(endedAt) ? { atMostMs: endedAt, atLeastMs: endedAt } : timesOf(endedAt);
}

function milliseconds(duration: string): number {
  const reading = readDuration(duration);
  if (!("value" in reading)) throw new Error(`an instant that was not checked: ${duration}`);
  return reading.value;
}

function own<T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}
