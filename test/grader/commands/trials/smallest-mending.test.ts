import { describe, expect, it } from "vitest";
import type { Repair } from "../../../../grader/compile/index.ts";
import {
  mendingAlone,
  smallestMending,
  type Mending,
  type TryOut,
} from "../../../../grader/commands/trials/smallest-mending.ts";

describe("the smallest set of repairs that mends a scenario", () => {
  it("is one repair where one alone is enough", async () => {
    const found = await smallestMending([a, b, c], [0], mendedBy({ 0: [[b]] }));

    expect(named(found)).toEqual({ 0: "b" });
  });

  it("is looked for no longer once one repair mends every scenario", async () => {
    const asked: string[] = [];

    await smallestMending([a, b, c], [0, 1], noting(asked, mendedBy({ 0: [[b]], 1: [[b]] })));

    expect(asked).toEqual(["a", "b"]);
  });

  it("is the repair that mends the most scenarios where several would do", async () => {
    const found = await smallestMending([a, b, c], [0, 1, 2], mendedBy({ 0: [[a], [c]], 1: [[c]], 2: [[b]] }));

    expect(named(found)).toEqual({ 0: "c", 1: "c", 2: "b" });
  });

  it("is of several only those that are needed", async () => {
    const found = await smallestMending([a, b, c], [0], mendedBy({ 0: [[a, c]] }));

    expect(named(found)).toEqual({ 0: "a c" });
  });

  it("leaves out a scenario that nothing mends", async () => {
    const found = await smallestMending([a, b], [0, 1], mendedBy({ 1: [[a]] }));

    expect(named(found)).toEqual({ 1: "a" });
  });

  it("is none of more than three: that is another program", async () => {
    const found = await smallestMending([a, b, c, d], [0], mendedBy({ 0: [[a, b, c, d]] }));

    expect(named(found)).toEqual({});
  });

  it("makes of two repairs of the same text only the first together with others", async () => {
    const wider = { ...a, edits: [{ start: 0, end: 15, text: "" }] };
    const asked: string[] = [];

    await smallestMending([a, wider, b], [0], noting(asked, mendedBy({ 0: [[a, b]] })));

    expect(asked).toEqual(["a", "wider", "b", "a b", "b", "a"]);
  });

  it("is what was found before trying came to be too much", async () => {
    const tryOut: TryOut = (repairs, asked) =>
      repairs.includes(b) ? Promise.resolve("enough") : mendedBy({ 0: [[a]], 1: [[c]] })(repairs, asked);

    expect(named(await smallestMending([a, b, c], [0, 1], tryOut))).toEqual({ 0: "a" });
  });

  it("is not a repair that leaves no program", async () => {
    const tryOut: TryOut = (repairs, asked) =>
      repairs.includes(a) ? Promise.resolve(null) : mendedBy({ 0: [[b]] })(repairs, asked);

    expect(named(await smallestMending([a, b], [0], tryOut))).toEqual({ 0: "b" });
  });

  it("tells how long the run takes with it", async () => {
    const found = await smallestMending([a], [3], mendedBy({ 3: [[a]] }));

    expect(found.get(3)?.elapsedMs).toBe(100);
  });
});

describe("one repair that mends all alone", () => {
  it("is the first of those that do, and the others are known too", async () => {
    const found = await mendingAlone([a, b, c, d], [0, 1], mendedBy({ 0: [[b], [c], [d]], 1: [[b], [d]] }));

    expect(named(found)).toEqual({ 0: "b", 1: "b" });
    expect(found.get(0)?.others).toEqual([d]);
  });

  it("is followed by eight more tries at the most", async () => {
    const asked: string[] = [];
    const many = Array.from({ length: 8 }, () => c);

    await mendingAlone([a, b, ...many, d], [0], noting(asked, mendedBy({ 0: [[b]] })));

    expect(asked).toEqual(["a", "b", ...Array.from({ length: 8 }, () => "c")]);
  });

  it("is none that leaves a scenario as it was", async () => {
    expect(named(await mendingAlone([a, b], [0, 1], mendedBy({ 0: [[a]], 1: [[b]] })))).toEqual({});
  });
});

const [a, b, c, d] = ["a", "b", "c", "d"].map((text, i) => repair(text, i * 10)) as [Repair, Repair, Repair, Repair];

function repair(text: string, start: number): Repair {
  const at = { file: "submission.ts", line: start + 1, column: 1, endLine: start + 1, endColumn: 6 };
  return {
    path: "submission.ts",
    edits: [{ start, end: start + 5, text }],
    at,
    about: { kind: "other", piece: "call" },
  };
}

/** @param sets for each scenario those that mend it; more than that do, too */
function mendedBy(sets: Readonly<Record<number, readonly (readonly Repair[])[]>>): TryOut {
  return (repairs, asked) =>
    Promise.resolve(
      asked.map((scenario) => ({
        passes: (sets[scenario] ?? []).some((set) => set.every((each) => repairs.includes(each))),
        elapsedMs: 100,
      })),
    );
}

function noting(asked: string[], tryOut: TryOut): TryOut {
  return (repairs, scenarios) => {
    asked.push(nameOf(repairs));
    return tryOut(repairs, scenarios);
  };
}

function named(found: ReadonlyMap<number, Mending>): Record<number, string> {
  return Object.fromEntries(Array.from(found, ([scenario, { repairs }]) => [scenario, nameOf(repairs)]));
}

function nameOf(repairs: readonly Repair[]): string {
  return repairs.map(({ edits }) => edits[0]!.text || "wider").join(" ");
}
