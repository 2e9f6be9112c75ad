import { describe, expect, it } from "vitest";
import { canDiffer, type Explored, latencyOf, scheduleFor } from "../../../grader/schedule/index.ts";

const replies = ["GET https://a.test/1 #1", "GET https://a.test/2 #1", "GET https://a.test/3 #1"];

function explored(more: Partial<Explored> = {}): Explored {
  const explore = { schedules: 50, latency: { leastMs: 10, mostMs: 400 }, order: "ready" as const };
  return { explore, seed: 1, scenario: "one", replies, steps: 10, ...more };
}

function orderOf(number: number, of: Explored): string {
  const schedule = scheduleFor(of, number);
  return of.replies
    .toSorted((a, b) => latencyOf(schedule, a, 0) - latencyOf(schedule, b, 0))
    .map((name) => name.slice(-4, -3))
    .join("");
}

describe("schedule 0", () => {
  it("keeps every latency, the order of equal ones, and the order of tasks", () => {
    const schedule = scheduleFor(explored(), 0);
    expect(latencyOf(schedule, replies[0]!, 123)).toBe(123);
    expect(schedule).toMatchObject({ ties: null, tasks: null });
  });
});

describe("the first schedules", () => {
  it("are all orders in which up to four replies can come, the one of the requests first", () => {
    const orders = [1, 2, 3, 4, 5, 6].map((number) => orderOf(number, explored()));
    expect(orders[0]).toBe("123");
    expect(new Set(orders).size).toBe(6);
  });

  it("use the range to its ends, so that an order holds for requests that are sent a little later, too", () => {
    const schedule = scheduleFor(explored(), 6);
    expect(replies.map((name) => latencyOf(schedule, name, 0)).toSorted((a, b) => a - b)).toEqual([10, 205, 400]);
  });

  it("are drawn at once for more than four replies", () => {
    const five = explored({ replies: [...replies, "GET https://a.test/4 #1", "GET https://a.test/5 #1"] });
    expect(scheduleFor(five, 1).latencies).toEqual([]);
  });
});

describe("a drawn schedule", () => {
  it("has latencies in whole ms from the range", () => {
    for (let number = 7; number < 60; number++) {
      const latency = latencyOf(scheduleFor(explored(), number), replies[0]!, 0);
      expect(latency).toBeGreaterThanOrEqual(10);
      expect(latency).toBeLessThanOrEqual(400);
      expect(Number.isInteger(latency)).toBe(true);
    }
  });

  it("has latencies in whole µs from a narrow range", () => {
    const narrow = explored({ explore: { schedules: 50, latency: { leastMs: 1, mostMs: 2 }, order: "ready" } });
    const latency = latencyOf(scheduleFor(narrow, 9), replies[0]!, 0);
    expect(latency * 1000).toBe(Math.round(latency * 1000));
    expect(latency).toBeGreaterThanOrEqual(1);
    expect(latency).toBeLessThanOrEqual(2);
  });

  it("is the same for the same seed, scenario and number, and another for another", () => {
    const drawn = (number: number, more: Partial<Explored> = {}) =>
      replies.map((name) => latencyOf(scheduleFor(explored(more), number), name, 0)).join(" ");
    expect(drawn(9)).toBe(drawn(9));
    expect(new Set([drawn(9), drawn(10), drawn(9, { seed: 2 }), drawn(9, { scenario: "two" })]).size).toBe(4);
  });

  it("lets replies meet at one instant now and then", () => {
    const meeting = scheduleFor(explored(), 8);
    const latencies = replies.map((name) => latencyOf(meeting, name, 0));
    expect(latencies.every((latency) => latency === 10 || latency === 400)).toBe(true);
  });

  it("orders ready tasks only where the exercise asks for it", () => {
    const any = explored({ explore: { schedules: 5, latency: null, order: "any" } });
    expect(scheduleFor(any, 9).tasks?.demotions).toHaveLength(2);
    expect(scheduleFor(explored(), 9).tasks).toBeNull();
  });
});

describe("another schedule", () => {
  it("makes no difference to a scenario without replies", () => {
    expect(canDiffer(explored({ replies: [] }))).toBe(false);
    expect(canDiffer(explored())).toBe(true);
  });

  it("makes one to ready tasks all the same, where any order is asked for", () => {
    expect(canDiffer(explored({ replies: [], explore: { schedules: 5, latency: null, order: "any" } }))).toBe(true);
  });
});
