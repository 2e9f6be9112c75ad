import { describe, expect, it } from "vitest";
import { type Schedule, tellChanges } from "../../../grader/schedule/index.ts";

const schedule = (changed: readonly string[], more: Partial<Schedule> = {}): Schedule => ({
  number: 1,
  seed: "s",
  latencies: changed.map((name) => [name, 0]),
  range: null,
  grid: null,
  ties: null,
  tasks: null,
  ...more,
});
const get = (path: string, endMs: number | null, startMs = 0) => ({
  method: "GET",
  url: `https://a.test${path}`,
  startMs,
  endMs,
});

describe("what a schedule changes, in words", () => {
  it("is who is answered before whom now", () => {
    const told = tellChanges(
      schedule(["GET https://a.test/2 #1"]),
      [get("/1", 300), get("/2", 500)],
      [get("/1", 300), get("/2", 90)],
    );
    expect(told).toBe("GET /2 (90 ms) is answered before GET /1 (300 ms)");
  });

  it("is how long a reply takes when all come in the same order as before", () => {
    const told = tellChanges(schedule([`GET https://a.test/1 #1`]), [get("/1", 20)], [get("/1", null)]);
    expect(told).toBe("GET /1 takes 0 ms instead of 20 ms");
  });

  it("counts requests that were sent several times", () => {
    const told = tellChanges(
      schedule(["GET https://a.test/1 #2"]),
      [get("/1", 10), get("/1", 20)],
      [get("/1", 10), get("/1", 5)],
    );
    expect(told).toBe("the 2nd GET /1 (5 ms) is answered before the 1st GET /1 (10 ms)");
  });

  it("says that replies meet at one instant", () => {
    const told = tellChanges(
      schedule([], { ties: ["GET https://a.test/2 #1", "GET https://a.test/1 #1"] }),
      [get("/1", 10), get("/2", 10)],
      [get("/1", 10), get("/2", 10)],
    );
    expect(told).toBe("GET /2 (10 ms) is answered in the same instant as GET /1 (10 ms), just before it");
  });

  it("names the order of tasks", () => {
    const told = tellChanges(schedule([], { tasks: { demotions: [1] } }), [], []);
    expect(told).toBe("tasks that are ready at the same time run in another order");
  });
});
