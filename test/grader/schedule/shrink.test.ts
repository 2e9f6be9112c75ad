import { describe, expect, it } from "vitest";
import { type Schedule, shrink } from "../../../grader/schedule/index.ts";

const all = Array.from({ length: 9 }, (_, i) => [`GET https://a.test/${i} #1`, 100 + i] as const);
const drawn: Schedule = {
  number: 7,
  seed: "s",
  latencies: [],
  range: { leastMs: 10, mostMs: 400 },
  grid: null,
  ties: [],
  tasks: { demotions: [3, 5] },
};
const changes = (schedule: Schedule) => schedule.latencies.map(([name]) => Number(name.slice(19, 20)));

describe("shrinking", () => {
  it("leaves the changes that the failure needs, and nothing else", async () => {
    const smallest = await shrink(drawn, all, (candidate) => {
      const changed = changes(candidate);
      return Promise.resolve(changed.includes(2) && changed.includes(7));
    });
    expect(changes(smallest)).toEqual([2, 7]);
    expect(smallest).toMatchObject({ number: 7, range: null, ties: null, tasks: null });
  });

  it("leaves no latency changed when the order of tasks alone is to blame, and of that only what it takes", async () => {
    const smallest = await shrink(drawn, all, ({ tasks }) => Promise.resolve(tasks?.demotions.includes(5) === true));
    expect(smallest).toMatchObject({ latencies: [], tasks: { demotions: [5] } });
  });

  it("gives the schedule itself back when naming its latencies makes the failure go away", async () => {
    expect(await shrink(drawn, all, () => Promise.resolve(false))).toBe(drawn);
  });

  it("comes to an end however many latencies there are", async () => {
    let tries = 0;
    const many = Array.from({ length: 500 }, (_, i) => [`GET https://a.test/${i} #1`, i] as const);
    await shrink(drawn, many, (candidate) => {
      tries += 1;
      return Promise.resolve(candidate.latencies.length % 2 === 0 && candidate.latencies.length > 250);
    });
    expect(tries).toBeLessThanOrEqual(80);
  });
});
