import { describe, expect, test } from "vitest";
import { aCheck, aRun, aTask, at, expected, returned, stopped, threw } from "./builders.ts";
import type { Json } from "../../../grader/values/index.ts";
import { judge } from "./grading.ts";

const returns = (value: Json) => aCheck({ kind: "returns", value: expected(value) });

describe("returns", () => {
  test("earns all for an equal value and nothing for another", () => {
    expect(judge(returns(["a", "b"]), returned({ t: "list", v: ["a", "b"] }))).toMatchObject({ earned: 1, code: null });
    expect(judge(returns(1), returned(2))).toMatchObject({
      earned: 0,
      code: "returned-other",
      message: "returned 2; expected 1",
    });
  });

  test("shows the path into a deep value", () => {
    const value = { t: "list", v: [{ t: "map", v: [["title", "b"]] }] } as const;
    expect(judge(returns([{ title: "a" }]), returned(value)).message).toBe(
      'returned [{ title: "b" }]; expected [{ title: "a" }]: at [0].title it is "b", expected "a"',
    );
  });

  test("null accepts undefined", () => {
    expect(judge(returns(null), aRun())).toMatchObject({ earned: 1 });
  });

  test("says that a promise was returned, and where it was made", () => {
    const warnings = [{ code: "never-awaited", message: "never awaited", at: at(9) }] as const;
    const value = { t: "list", v: [{ t: "other", v: "a promise" }] } as const;
    expect(judge(returns(["a"]), returned(value, { warnings }))).toMatchObject({
      code: "returned-unawaited",
      line: 9,
      message: "returned a promise at [0] where its result should be: nothing awaited it",
    });
  });

  test("takes the line of a pending task when a task was returned", () => {
    const tasks = [aTask({ id: 1 }), aTask({ id: 2, state: "pending", endedMs: null, createdAt: at(8) })];
    const value = { t: "map", v: [["title", { t: "other", v: "a Task" }]] } as const;
    expect(judge(returns({ title: "a" }), returned(value, { tasks }))).toMatchObject({
      code: "returned-unawaited",
      line: 8,
    });
  });

  test("does not take a string that says so for a promise", () => {
    expect(judge(returns("a"), returned("a promise"))).toMatchObject({ code: "returned-other" });
  });

  test("tells right items in another order from wrong items", () => {
    expect(judge(returns(["a", "b"]), returned({ t: "list", v: ["b", "a"] }))).toMatchObject({
      code: "returned-reordered",
    });
  });
});

describe("throws", () => {
  const check = aCheck({
    kind: "throws",
    name: { kind: "string", value: "TimeoutError" },
    message: { kind: "match", pattern: { kind: "regex", source: "timed out", flags: "" } },
  });

  test("wants both name and message", () => {
    expect(judge(check, threw("TimeoutError", "it timed out"))).toMatchObject({ earned: 1 });
    expect(judge(check, threw("TimeoutError", "late", at(4)))).toMatchObject({
      code: "threw-other",
      line: 4,
      message: 'threw TimeoutError: "late"; expected TimeoutError with the message text matching /timed out/',
    });
    expect(judge(check, threw("Error", "it timed out"))).toMatchObject({ code: "threw-other" });
  });

  test("is not met by returning", () => {
    expect(judge(check, returned(1))).toMatchObject({ earned: 0, code: "never-threw" });
  });

  test("is not met by being stopped", () => {
    expect(judge(check, stopped("cpu"))).toMatchObject({ code: "stopped" });
  });
});
