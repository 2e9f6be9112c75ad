import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { KnownRuns } from "../../../../grader/sandbox/host/known-runs.ts";
import { type Schedule, TaskRanks } from "../../../../grader/schedule/index.ts";

const schedule = (number: number): Schedule => ({
  number,
  seed: `${number}`,
  latencies: [],
  range: null,
  grid: null,
  ties: null,
  tasks: { demotions: [] },
});

/** What a run asks that comes to these tasks, one set after the other. */
function asked(number: number, sets: readonly (readonly number[])[]) {
  const ranks = new TaskRanks(schedule(number));
  return sets.map((tasks) => ({ tasks, order: ranks.order(tasks) }));
}

describe("the run under another schedule", () => {
  const sets = [
    [1, 2],
    [1, 2, 3],
  ];
  const same = (a: number, b: number) => JSON.stringify(asked(a, sets)) === JSON.stringify(asked(b, sets));
  const numbers = Array.from({ length: 40 }, (_, i) => i + 2);
  const twin = numbers.find((number) => same(1, number))!;
  const stranger = numbers.find((number) => !same(1, number))!;

  it("is known when it would be answered as an earlier one was", () => {
    const known = new KnownRuns();
    expect(known.find(schedule(1))).toBeNull();
    known.keep(asked(1, sets), Buffer.from("first"));
    expect(known.find(schedule(twin))?.toString()).toBe("first");
    expect(known.find(schedule(stranger))).toBeNull();
    known.keep(asked(stranger, sets), Buffer.from("second"));
    expect(known.find(schedule(stranger))?.toString()).toBe("second");
    expect(known.find(schedule(1))?.toString()).toBe("first");
  });

  it("is always known when the scenario asks nothing", () => {
    const known = new KnownRuns();
    known.keep([], Buffer.from("all"));
    expect(known.find(schedule(7))?.toString()).toBe("all");
  });
});
