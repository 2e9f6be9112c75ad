import { describe, expect, it } from "vitest";
import { type Schedule, TaskRanks } from "../../../grader/schedule/index.ts";

const under = (seed: string, demotions: readonly number[]): TaskRanks => {
  const replies = { number: 1, latencies: [], range: null, grid: null, ties: null };
  return new TaskRanks({ ...replies, seed, tasks: { demotions } } satisfies Schedule);
};

/** The tasks themselves in their order. */
const ordered = (ranks: TaskRanks, tasks: readonly number[]): number[] => ranks.order(tasks).map((i) => tasks[i]!);

describe("the order of ready tasks", () => {
  it("stays what was drawn for them, whoever else is ready", () => {
    const ranks = under("a", []);
    const all = ordered(ranks, [1, 2, 3, 4, 5]);
    expect(ordered(ranks, [5, 4, 3, 2, 1])).toEqual(all);
    expect(ordered(ranks, [5, 3, 1])).toEqual(all.filter((task) => task !== 2 && task !== 4));
    expect(ordered(under("b", []), [1, 2, 3, 4, 5])).not.toEqual(all);
  });

  it("leaves a task where it is that is ready twice", () => {
    expect(under("a", []).order([7, 7, 7])).toEqual([0, 1, 2]);
  });

  it("puts a task that is asked for at a demotion behind all others, and behind those that fell before", () => {
    const ranks = under("a", [2, 4]);
    expect(ordered(ranks, [1, 2])).toEqual([1, 2]);
    expect(ordered(ranks, [3, 1])).toEqual([3, 1]);
    expect(ordered(ranks, [1, 2, 3])).toEqual([3, 2, 1]);
  });
});
