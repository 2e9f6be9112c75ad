import { describe, expect, it } from "vitest";
import { needsReference, withReference, type ReferenceRun } from "../../../grader/score/index.ts";
import type { Check, WrittenCheck, WrittenScenario } from "../../../grader/spec/index.ts";
import type { Reference, WrittenExpected } from "../../../grader/values/index.ts";
import { aRequest, aRun, aScenario, aTask, at, printed, returned, threw } from "./builders.ts";

const reference: Reference = { kind: "reference", form: "itself" };
const text = (value: string) => ({ kind: "string", value }) as const;

type WithoutCommon<C> = C extends WrittenCheck ? Omit<C, "category" | "title" | "weight" | "why" | "at"> : never;
type Written = WithoutCommon<WrittenCheck>;

function aWrittenScenario(check: Written, hidden = false): WrittenScenario {
  const common = {
    category: "returns",
    title: check.kind,
    weight: 1,
    why: null,
    at: at(7, 5, "exercise.yaml"),
  } as const;
  return { ...aScenario({ checks: [], hidden }), checks: [{ ...common, ...check }] };
}

function resolve(check: Written, run: ReferenceRun): Check {
  const resolved = withReference(aWrittenScenario(check), run);
  if (!("scenario" in resolved)) throw new Error(resolved.errors[0]!.message);
  return resolved.scenario.checks[0]!;
}

describe("a time that is a reference", () => {
  const run = aRun({ elapsedMs: 300 });

  it("is the solution's own, in every form of elapsed", () => {
    expect(resolve({ kind: "elapsed", atMostMs: reference, atLeastMs: null }, run)).toMatchObject({ atMostMs: 300 });
    expect(resolve({ kind: "elapsed", atMostMs: 400, atLeastMs: reference }, run)).toMatchObject({ atLeastMs: 300 });
    const scaled = resolve({ kind: "elapsed-scaled", idealMs: reference, sequentialMs: 800 }, run);
    expect(scaled).toMatchObject({ idealMs: 300, sequentialMs: 800 });
  });

  it("leaves nothing to score when the solution is as slow as the slowest", () => {
    expect(() => resolve({ kind: "elapsed-scaled", idealMs: reference, sequentialMs: 300 }, run)).toThrow(
      "takes 300 ms, which makes `sequential` no longer than `ideal`",
    );
    expect(() => resolve({ kind: "elapsed", atMostMs: 200, atLeastMs: reference }, run)).toThrow("takes 300 ms");
  });
});

describe("a value that is a reference", () => {
  it("is what the solution returns, throws or prints", () => {
    expect(resolve({ kind: "returns", value: reference }, returned("a"))).toMatchObject({ value: text("a") });
    expect(resolve({ kind: "throws", name: reference, message: null }, threw("TypeError", "no"))).toMatchObject({
      name: text("TypeError"),
      message: null,
    });
    const output = resolve({ kind: "output", stream: "stdout", lines: reference }, printed("a\nb", "c"));
    expect(output).toMatchObject({ lines: { kind: "list", items: [text("a"), text("b"), text("c")] } });
  });

  it("is a request of the solution's with its method, address and body, but not its headers", () => {
    const run = aRun({
      requests: [
        aRequest({ headers: [["accept", "*/*"]] }),
        aRequest({ method: "POST", body: '{"a":1}' }),
        aRequest({ method: "PUT", body: "no json" }),
      ],
    });
    expect(resolve({ kind: "requests", ordered: true, requests: reference }, run)).toMatchObject({
      requests: [
        { method: text("GET"), url: text("https://x.test/a"), json: null, text: null, headers: [] },
        { method: text("POST"), json: { kind: "map" }, text: null },
        { method: text("PUT"), json: null, text: text("no json") },
      ],
    });
  });

  it("is a field of the request at the same place", () => {
    const run = aRun({ requests: [aRequest(), aRequest({ url: "https://x.test/b", headers: [["X-A", "1"]] })] });
    const line = { line: { kind: "contains", item: text("a") } } as const;
    const parts = { method: null, url: reference, json: null, text: null, headers: [["x-a", reference]] } as const;
    expect(resolve({ kind: "requests", ordered: true, requests: [line, parts] }, run)).toMatchObject({
      requests: [line, { url: text("https://x.test/b"), headers: [["x-a", text("1")]] }],
    });
    expect(() => resolve({ kind: "requests", ordered: true, requests: [line, line, reference] }, run)).toThrow(
      "sends no request 3",
    );
  });
});

describe("a task's result or end that is a reference", () => {
  const task = (result: WrittenExpected | null, endedAt: Reference | null): Written => ({
    kind: "tasks",
    pattern: "load*",
    state: null,
    count: null,
    result,
    endedAt: endedAt === null ? null : { atMostMs: endedAt, atLeastMs: null },
    instantMs: null,
  });
  const run = (...results: string[]) =>
    aRun({
      tasks: [
        aTask({ id: 1 }),
        ...results.map((result, i) => aTask({ id: i + 2, name: `load${i}`, result, endedMs: 100 })),
      ],
    });

  it("is that of the solution's tasks which fit the pattern", () => {
    expect(resolve(task(reference, reference), run("a", "a"))).toMatchObject({
      result: text("a"),
      endedAt: { atMostMs: 100, atLeastMs: null },
    });
  });

  it("has to be one: tasks that do not agree are named one by one", () => {
    expect(() => resolve(task(reference, null), run("a", "b"))).toThrow(
      "has 2 tasks that fit `load*` and differ; give each its own key",
    );
    expect(() => resolve(task(reference, null), run())).toThrow("has no task that fits `load*`");
  });
});

describe("a reference that cannot be filled", () => {
  const inHidden = aWrittenScenario({ kind: "returns", value: { kind: "list", items: [reference] } }, true);

  it("is told at the check that has it", () => {
    const { errors } = withReference({ ...inHidden, hidden: false }, returned({ t: "list", v: [] }));
    expect(errors).toMatchObject([
      { file: "exercise.yaml", line: 7, column: 5, message: 'the solution gives nothing at [0] (scenario "one")' },
    ]);
  });

  it("is told without what stands there when the scenario is hidden", () => {
    const { errors } = withReference(inHidden, returned({ t: "list", v: [{ t: "other", v: "a Secret" }] }));
    expect(JSON.stringify(errors)).not.toContain("Secret");
  });
});

describe("a scenario needs a reference", () => {
  it("when the word stands anywhere in its checks, as a word of ours", () => {
    expect(needsReference(aWrittenScenario({ kind: "elapsed", atMostMs: reference, atLeastMs: null }))).toBe(true);
    const deep: WrittenExpected = { kind: "map", entries: [["kind", { kind: "oneOf", options: [reference] }]] };
    expect(needsReference(aWrittenScenario({ kind: "returns", value: deep }))).toBe(true);
  });

  it("and not when an instructor's data look like it", () => {
    const data: WrittenExpected = { kind: "map", entries: [["kind", text("reference")]] };
    expect(needsReference(aWrittenScenario({ kind: "returns", value: data }))).toBe(false);
  });
});
