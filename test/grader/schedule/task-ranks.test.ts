import { describe, expect, it } from "vitest";
import { type Schedule, TaskRanks } from "../../../grader/schedule/index.ts";

const under = (seed: string, demotions: readonly number[]): TaskRanks => {
  const replies = { number: 1, latencies: [], range: null, grid: null, ties: null };
  return new TaskRanks({ ...replies, seed, tasks: { demotions } } satisfies Schedule);
};

describe("the rank of a ready task", () => {
  it("stays what was drawn for it", () => {
    const ranks = under("a", []);
    expect(ranks.rank(1)).toBe(ranks.rank(1));
    expect(ranks.rank(1)).not.toBe(ranks.rank(2));
    expect(ranks.rank(1)).not.toBe(under("b", []).rank(1));
  });

  it("falls behind all others when the task is asked at a demotion, and behind those that fell before", () => {
    const ranks = under("a", [2, 4]);
    const [one, two] = [ranks.rank(1), ranks.rank(2)];
    ranks.rank(1);
    const fallen = ranks.rank(3);
    expect(two).toBeGreaterThan(one);
    expect(fallen).toBeGreaterThan(two);
    expect(ranks.rank(3)).toBe(fallen);
  });
});
