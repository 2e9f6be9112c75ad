import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createSandbox } from "../../../grader/sandbox/index.ts";
import { evaluateScenario } from "../../../grader/score/evaluate.ts";
import { compile, input } from "../sandbox/play.ts";
import { aCheck, aScenario, expected } from "./builders.ts";

const folder = path.join(import.meta.dirname, "../../fixtures/explain/said");
const sandbox = createSandbox({ child: "author" });

afterAll(() => sandbox.close());

async function found(name: string, check: ReturnType<typeof aCheck>) {
  const program = await compile(readFileSync(path.join(folder, `${name}.ts`), "utf8"));
  const run = await sandbox.run(program, input());
  const [outcome] = evaluateScenario(aScenario({ checks: [check] }), run, null);
  return { line: outcome!.finding?.at?.line, message: outcome!.finding?.message };
}

const printed = async (name: string, text: string) =>
  found(name, aCheck({ kind: "output", stream: "stdout", lines: expected(text) }));
const returned = async (name: string, value: Parameters<typeof expected>[0]) =>
  found(name, aCheck({ kind: "returns", value: expected(value) }));

describe("what was asked in the step that cancelled", () => {
  const asks = /cancel\(\) only asks: the task was not over yet\.$/u;

  it.each([
    ["asked-right-after-cancel", "it is cancelled", 12],
    ["two-asked-after-cancel", "over: true, true", 10],
    ["cancelled-by-another-task", "the nap was stopped", 9],
  ])("is told in %s", async (name, text, line) => {
    expect(await printed(name, text)).toEqual({ line, message: expect.stringMatching(asks) });
  });

  it("is told of what is returned, too", async () => {
    const told = await returned("returned-right-after-cancel", { isOver: true });
    expect(told).toEqual({ line: 10, message: expect.stringMatching(asks) });
  });

  it.each([
    ["waited-after-cancel", "it is cancelled"],
    ["counted-after-cancel", "0 tasks left"],
    ["cancelled-too-late", "it is cancelled"],
    ["slept-after-cancel", "it is cancelled"],
  ])("is not what is wrong in %s", async (name, text) => {
    expect((await printed(name, text)).message).not.toMatch(asks);
  });
});

describe("a result that was there long before it was printed", () => {
  it.each([
    ["kept-until-all-are-there", 10],
    ["kept-in-the-wrong-order", 11],
  ])("is told with who had it, in %s", async (name, line) => {
    const told = await printed(name, "100 ms: Sun\n300 ms: Snow");
    expect(told).toEqual({
      line,
      message: expect.stringMatching(/line \d+ had it at 100 ms already\. It was handed on only at 300 ms\.$/u),
    });
  });

  it.each(["waited-for-the-slow-one-first", "began-late"])("is not told in %s", async (name) => {
    expect((await printed(name, "100 ms: Sun")).message).not.toMatch(/had it/u);
  });
});

describe("a whole object in a text", () => {
  const whole = /\[object Object\] is what a whole object looks like as text/u;

  it("is told as such", async () => {
    expect((await printed("whole-object", "Post 1: qui est esse")).message).toMatch(whole);
    expect((await returned("objects-in-a-list", "qui est esse, sunt aut")).message).toMatch(whole);
  });

  it("is nothing to tell where it is asked for", async () => {
    expect((await printed("whole-object", "Post 2: [object Object]")).message).not.toMatch(whole);
  });
});

it("tells that a message is that of the error which holds the others", async () => {
  const holds = /That is what the error says that holds all others; load \(Task-2\) failed with one of its own/u;
  expect(await returned("message-of-the-group", "Failed: b.txt is broken")).toEqual({
    line: 14,
    message: expect.stringMatching(holds),
  });
  expect((await returned("message-of-the-group", "Failed: c.txt is broken")).message).not.toMatch(holds);
});

describe("a task that goes on though another one failed", () => {
  const cancelled = aCheck({
    kind: "tasks",
    pattern: "a",
    state: "cancelled",
    count: null,
    endedAt: null,
    result: null,
    instantMs: null,
  });

  it("is told to be in another group", async () => {
    expect(await found("a-group-for-each", cancelled)).toEqual({
      line: 10,
      message: expect.stringMatching(
        /b \(load\) failed, but in a group of its own: line 10 makes each task in another group/u,
      ),
    });
  });

  it("is not when there is one group", async () => {
    expect((await found("caught-in-one-group", cancelled)).message).not.toMatch(/another group/u);
  });
});

describe("a number that is how many went on at once", () => {
  it("is told with what began them, when that passes no limit", async () => {
    expect(await returned("called-before-the-permit", { most: 2 })).toEqual({
      line: 13,
      message: expect.stringMatching(/So many of what line 13 began went on at once\. Not all of them had passed/u),
    });
  });

  it("is told with the limit that let them pass", async () => {
    expect(await returned("one-place-too-many", { most: 2 })).toEqual({
      line: 4,
      message: expect.stringMatching(
        /So many of what line 15 began went on at once\. The semaphore that line 4 makes let 3/u,
      ),
    });
  });

  it("is any other number when so many never went on", async () => {
    expect((await returned("counted-wrongly", { most: 2 })).message).not.toMatch(/at once/u);
    expect((await returned("one-place-too-many", { most: 4 })).message).not.toMatch(/at once/u);
  });
});

describe("a task that was cancelled before it began", () => {
  const nothing = /in the same moment, before any line of it had run\.$/u;

  it.each([
    ["made-when-all-was-over", 12],
    ["stopped-as-soon-as-made", 14],
    ["stopped-by-a-function", 8],
  ])("is told for what it did not do, in %s", async (name, line) => {
    expect(await returned(name, 3)).toEqual({ line, message: expect.stringMatching(nothing) });
  });

  it.each(["stopped-in-its-first-sleep", "stopped-after-a-turn", "counted-up-to-two"])(
    "is not what is wrong in %s",
    async (name) => {
      expect((await returned(name, 3)).message).not.toMatch(nothing);
    },
  );
});

describe("a wait for a condition that nothing begins anew", () => {
  const once =
    /^returned 1; expected 3\. boat \(Task-3\) waited on line \d+ until 10 ms, when rise \(Task-2\) notified it, and went on then/u;

  it.each([
    ["waited-once-for-the-tide", 18],
    ["waited-once-in-the-other-branch", 20],
    ["waited-once-under-with", 18],
  ])("is told in %s", async (name, line) => {
    expect(await returned(name, 3)).toEqual({ line, message: expect.stringMatching(once) });
  });

  it.each(["waited-in-a-while", "waited-and-asked-again", "waited-until-it-is-so", "waited-for-what-comes-once"])(
    "is not what is wrong in %s",
    async (name) => {
      expect((await returned(name, 3)).message).not.toMatch(/asked once more/u);
    },
  );
});

describe("a wait for the first of several that was over with an error", () => {
  const failed =
    /Line 10 waited until one of 2 tasks had ended: Ada \(ask\) did so at 50 ms, with an error\. Bo \(ask\) was not over then, and nobody waited for it any more\.$/u;

  it("is told where another one was stopped without being waited for", async () => {
    const told = await returned("gives-up-with-the-first-error", "Bo");
    expect(told).toEqual({ line: 10, message: expect.stringMatching(failed) });
  });

  it.each(["takes-the-first-answer", "waits-on-after-an-error", "nobody-is-left"])(
    "is not what is wrong in %s",
    async (name) => {
      expect((await returned(name, "Bo")).message).not.toMatch(/with an error/u);
    },
  );
});
