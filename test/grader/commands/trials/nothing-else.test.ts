import { describe, expect, it } from "vitest";
import { doesSomethingElse, isFasterThan } from "../../../../grader/commands/trials/nothing-else.ts";
import { aCheck, aRequest, aRun, aScenario, expected, returned } from "../../score/builders.ts";

const quick = aCheck({ kind: "elapsed", atMostMs: 100, atLeastMs: null });

describe("a change with which a run is fast", () => {
  const slow = returned(7, { elapsedMs: 300, requests: [aRequest({ url: "/a" })] });
  const scenario = aScenario({ checks: [quick] });

  it("does nothing else where all that came of the run stays as it was", () => {
    expect(doesSomethingElse(scenario, slow, { ...slow, elapsedMs: 100 })).toBe(false);
  });

  it("does something else where it returns another value, though no check asks for it", () => {
    expect(doesSomethingElse(scenario, slow, returned(0, { elapsedMs: 100, requests: slow.requests }))).toBe(true);
  });

  it("does something else where it sends other requests", () => {
    expect(doesSomethingElse(scenario, slow, { ...slow, elapsedMs: 100, requests: [] })).toBe(true);
  });

  it("may do anything else where more than the time was wrong", () => {
    const both = aScenario({ checks: [quick, aCheck({ kind: "returns", value: expected(8) })] });

    expect(doesSomethingElse(both, slow, returned(8, { elapsedMs: 100 }))).toBe(false);
  });
});

describe("faster than the solution", () => {
  it("is what leaves out some of its time", () => {
    expect(isFasterThan({ elapsedMs: 40 }, aRun({ elapsedMs: 10 }))).toBe(true);
  });

  it("is nothing that takes as long, or whose time is not known", () => {
    expect([
      isFasterThan({ elapsedMs: 40 }, aRun({ elapsedMs: 40 })),
      isFasterThan({ elapsedMs: null }, aRun({ elapsedMs: 1 })),
      isFasterThan(null, aRun({ elapsedMs: 1 })),
    ]).toEqual([false, false, false]);
  });
});
