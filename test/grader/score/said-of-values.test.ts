import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it, test } from "vitest";
import { explainNeverReached } from "../../../grader/explain/index.ts";
import { createSandbox } from "../../../grader/sandbox/index.ts";
import { evaluateScenario } from "../../../grader/score/evaluate.ts";
import { scenarioFindings } from "../../../grader/score/scenario-findings.ts";
import { compile, input } from "../sandbox/play.ts";
import { aCheck, aScenario, aTaskCheck, expected } from "./builders.ts";

const folder = path.join(import.meta.dirname, "../../fixtures/explain/said");
const sandbox = createSandbox({ child: "author" });

afterAll(() => sandbox.close());

async function found(name: string, check: ReturnType<typeof aCheck>) {
  const program = await compile(readFileSync(path.join(folder, `${name}.ts`), "utf8"));
  const run = await sandbox.run(program, input());
  const [outcome] = evaluateScenario(aScenario({ checks: [check] }), run, null);
  return { line: outcome!.finding?.at?.line, message: outcome!.finding?.message };
}

/** What is said of the error that left the entry. */
async function thrown(name: string) {
  const program = await compile(readFileSync(path.join(folder, `${name}.ts`), "utf8"));
  const run = await sandbox.run(program, input());
  expect(run.outcome.kind).toBe("threw");
  const finding = scenarioFindings(aScenario({ checks: [] }), run, null).find(({ code }) => code === "entry-threw");
  return { line: finding?.at?.line, message: finding?.message };
}

const printed = async (name: string, text: string) =>
  found(name, aCheck({ kind: "output", stream: "stdout", lines: expected(text) }));
const returned = async (name: string, value: Parameters<typeof expected>[0]) =>
  found(name, aCheck({ kind: "returns", value: expected(value) }));

describe("a number that was told while tasks were at work", () => {
  it("is told with as many tasks as it lacks", async () => {
    expect(await printed("counted-while-at-work", "3 planted")).toEqual({
      line: 13,
      message:
        'line 1 of stdout is "1 planted"; expected "3 planted". It was told at 150 ms, and row 200 and row 300 ended between 200 ms and 300 ms',
    });
  });

  it.each([
    ["counted-while-at-work", "2 planted"],
    ["counted-while-at-work", "0 planted"],
    ["counted-when-all-was-over", "3 planted"],
    ["told-every-second", "3 planted"],
  ])("is not what is wrong in %s for %s", async (name, text) => {
    expect((await printed(name, text)).message).not.toContain("It was told");
  });
});

describe("who was still at work when a gather had failed", () => {
  it("is told with the one that failed, since the gather waited for both", async () => {
    expect(await printed("one-failed-for-all", "turned away\nmoored at 200")).toEqual({
      line: 11,
      message:
        'line 2 of stdout is missing: expected "moored at 200", but only 1 line came. ship 200, made on line 11, was still running when main ended. Line 11 waited for it and others, but only until ship 50 failed at 50 ms.',
    });
  });
});

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

describe("a state that the question asked does not tell", () => {
  const askedLast =
    /so that done\(\) on line \d+ is true of it: cancelled\(\) (?:there|on line \d+) is asked only where that is false\.$/u;
  const tried = /was not over then, and the result of such a task throws an error on line \d+/u;
  const late = /^(?:.*)called cancel\(\) of .* over(?: at 100 ms)? already: that cancels nothing\.$/u;

  it.each([
    ["cancelled-asked-after-done", "cake: given up", 4, askedLast],
    ["cancelled-asked-under-not-done", "cake: given up", 3, askedLast],
    ["cancelled-asked-with-more", "cake: given up", 4, askedLast],
    ["result-in-a-try", "so far: nothing yet", 5, tried],
    ["exception-in-a-try", "fine, under way", 8, tried],
    ["result-of-a-future-in-a-try", "on its way", 5, tried],
    ["cancelled-when-over", "walk was done", 6, late],
    ["cancelled-when-over-in-a-loop", "hill done\nlake done", 7, late],
    ["cancelled-when-failed", "walk failed", 12, late],
  ])("is told in %s", async (name, text, line, words) => {
    expect(await printed(name, text)).toEqual({ line, message: expect.stringMatching(words) });
  });

  it.each([
    ["cancelled-asked-behind-a-return", "given up", 4, askedLast],
    ["result-in-a-try-returned", { seen: "on its way" }, 5, tried],
    ["cancelled-when-over-by-a-function", { walk: "done" }, 6, late],
  ])("is told of what is returned, too, in %s", async (name, value, line, words) => {
    expect(await returned(name, value)).toEqual({ line, message: expect.stringMatching(words) });
  });

  it.each([
    ["cancelled-asked-first", "cake: given up"],
    ["cancelled-asked-of-what-is-done", "cake: given up"],
    ["cancelled-asked-later", "cake: given up"],
    ["nothing-was-cancelled", "cake: given up"],
    ["result-told-by-its-error", "so far: nothing yet"],
    ["result-asked-when-done", "so far: nothing yet"],
    ["result-after-a-wait", "so far: cake"],
    ["result-when-all-are-over", "so far: cake"],
    ["cancel-with-its-answer", "walk was done"],
    ["cancelled-in-time", "walk was done"],
    ["cancel-never-reached", "walk was done"],
  ])("is not what is wrong in %s", async (name, text) => {
    expect((await printed(name, text)).message).not.toMatch(/done\(\)|not over then|cancels nothing/u);
  });
});

describe("what one call keeps where all calls keep theirs", () => {
  const shared = /writes `[\w.]+`, and line \d+ reads it only after a wait\. At \d+ ms another call wrote there/u;

  it.each([
    ["kept-in-a-field", [50, 90], 11],
    ["kept-in-the-entry", [2, 3], 10],
  ])("is told of what is returned, in %s", async (name, value, line) => {
    expect(await returned(name, value)).toEqual({ line, message: expect.stringMatching(shared) });
  });

  it.each([
    ["kept-in-a-variable", "Hello, Ann!\nHello, Bob!", 8],
    ["kept-in-an-object-of-all", "> ONE\n> TWO", 10],
  ])("is told of what is printed, in %s", async (name, text, line) => {
    expect(await printed(name, text)).toEqual({ line, message: expect.stringMatching(shared) });
  });

  it.each([
    ["kept-for-the-newest", "found cats"],
    ["kept-by-each-object", "Hello, Ann!\nHello, Bob!"],
    ["kept-under-a-lock", "Hello, Ann!\nHello, Bob!"],
    ["kept-for-all", "front door\nback door"],
  ])("is not what is wrong in %s", async (name, text) => {
    expect((await printed(name, text)).message).not.toMatch(/another call wrote/u);
  });
});

describe("an error of a task that should have stopped", () => {
  it.each([
    ["cancel-tried-again", 9, "call (dial) was cancelled at 20 ms", 11],
    ["cancel-caught-by-an-inner-call", 7, "job (fetchAll) was cancelled at 20 ms", 14],
    ["cancel-kept-by-a-then", 11, "call was cancelled at 20 ms", 15],
    ["cancel-kept-in-a-loop", 10, "packer was cancelled at 30 ms", 13],
  ])("is told with what caught the cancel, in %s", async (name, line, cancel, next) => {
    const told = await thrown(name);
    expect(told.line).toBe(line);
    expect(told.message).toContain(`${cancel}, but the CancelledError `);
    expect(told.message).toMatch(
      new RegExp(`on line ${line}(?: first)?, and line ${next} went on after that\\.$`, "u"),
    );
  });

  it.each(["cancel-let-through", "cancel-after-tidying", "failed-without-a-cancel", "failed-instead-of-stopping"])(
    "is not what %s fails with",
    async (name) => {
      expect((await thrown(name)).message).not.toMatch(/CancelledError/u);
    },
  );
});

describe("a time that was asked for before a wait", () => {
  const early = /is the time that line \d+ asked for, at \d+ ms; line \d+ then waited until \d+ ms/u;

  it.each([
    ["time-read-before-a-wait", "off at 70 ms", 10],
    ["time-read-before-a-task", "cake: 90", 6],
  ])("is told of what is printed, in %s", async (name, text, line) => {
    expect(await printed(name, text)).toEqual({ line, message: expect.stringMatching(early) });
  });

  it.each([
    ["time-read-by-a-helper", ["Ann 0", "Bob 30"], 7],
    ["time-read-before-a-sleep", { ready: 40 }, 6],
  ])("is told of what is returned, in %s", async (name, value, line) => {
    expect(await returned(name, value)).toEqual({ line, message: expect.stringMatching(early) });
  });

  it.each([
    ["time-spent", "took 70"],
    ["time-read-after-the-wait", "ended at 70"],
    ["time-wrong-by-other-means", "ended at 65"],
    ["number-that-is-no-time", "ended at 70"],
  ])("is not what is wrong in %s", async (name, text) => {
    expect((await printed(name, text)).message).not.toMatch(/is the time that/u);
  });
});

describe("a condition that is asked for once", () => {
  const once =
    /^.*The `if` on line \d+ looks only once: wait\(\) came back in Task-2 at \d+ ms, and nothing looked again/u;

  it("is told of what is returned", async () => {
    const told = await returned("wait-under-an-if", { buns: 1 });
    expect(told).toEqual({ line: 8, message: expect.stringMatching(once) });
  });

  it("is told of what is printed, also in a loop", async () => {
    const told = await printed("wait-under-an-if-in-a-loop", "Ann: tea\nBob: cake");
    expect(told).toEqual({ line: 9, message: expect.stringMatching(new RegExp(once.source.replace("Task-2", "serve \\(Task-2\\)"), "u")) }); // prettier-ignore
  });

  it.each([
    "wait-under-a-while",
    "wait-under-an-if-never-come-to",
    "wait-for-an-event-under-an-if",
    "wait-under-an-if-then-again",
  ])("is not what is wrong in %s", async (name) => {
    expect((await returned(name, { buns: 1 })).message).not.toMatch(/looked again/u);
  });
});

describe("an empty queue that was taken for the end", () => {
  const empty =
    /was not done yet when .* ended, at \d+ ms: the loop on line \d+ goes on only as long as there is something/u;

  it.each([
    ["queue-looked-at-too-soon", ["brown", "white"], 12],
    ["queue-left-by-the-packers", ["books", "cups"], 13],
    ["queue-handed-to-both", ["cod", "eel"], 13],
  ])("is told in %s", async (name, value, line) => {
    expect(await returned(name, value)).toEqual({ line, message: expect.stringMatching(empty) });
  });

  it("is told of what was not printed, too", async () => {
    const told = await printed("queue-left-with-a-break", "A\nB\nC");
    expect(told).toEqual({ line: 14, message: expect.stringMatching(empty) });
  });

  it.each([
    ["queue-filled-before", ["wash", "iron"]],
    ["queue-drained-at-the-end", ["brown", "white"]],
    ["queue-of-another-kind", ["stew"]],
    ["queue-read-by-number", ["brown", "white"]],
  ])("is not what is wrong in %s", async (name, value) => {
    expect((await returned(name, value)).message).not.toMatch(/the loop on line/u);
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
  it("is told with what began them, when that comes before the limit", async () => {
    expect(await returned("called-before-the-permit", { most: 2 })).toEqual({
      line: 13,
      message: expect.stringMatching(
        /So many of what line 13 began went on at once\. Line 13 begins the work with a plain/u,
      ),
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
    /^returned 1; expected 3\. The `if` on line \d+ looks only once: wait\(\) came back in boat \(Task-3\) at 10 ms/u;

  it.each([
    ["waited-once-for-the-tide", 18],
    ["waited-once-in-the-other-branch", 18],
    ["waited-once-under-with", 18],
  ])("is told in %s", async (name, line) => {
    expect(await returned(name, 3)).toEqual({ line, message: expect.stringMatching(once) });
  });

  it.each(["waited-in-a-while", "waited-and-asked-again", "waited-until-it-is-so", "waited-for-what-comes-once"])(
    "is not what is wrong in %s",
    async (name) => {
      expect((await returned(name, 3)).message).not.toMatch(/looks only once/u);
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

describe("a field that is read before a wait and written after it", () => {
  const lost = /is read before the wait on line \d+ and written after it, and two calls were there at the same time/u;

  it.each([
    ["field-read-before-a-wait", 7, 12],
    ["field-added-to-across-a-wait", 40, 12],
  ])("is told in %s", async (name, steps, line) => {
    expect(await returned(name, { steps })).toEqual({ line, message: expect.stringMatching(lost) });
  });

  it.each(["field-of-an-object-for-each", "field-read-under-a-lock", "field-read-after-the-wait"])(
    "is not what is wrong in %s",
    async (name) => {
      expect((await returned(name, { steps: 7 })).message).not.toMatch(lost);
    },
  );
});

describe("a task that is stopped and that nobody waits for", () => {
  const late =
    /was cancelled on line \d+ at 50 ms, and main ended before that task went on: the finally .* came too late\.$/u;

  it.each([
    ["stopped-and-not-waited-for", 16],
    ["stopped-at-a-queue-and-not-waited-for", 16],
  ])("is told in %s", async (name, line) => {
    expect(await returned(name, ["all is well", "good night"])).toEqual({ line, message: expect.stringMatching(late) });
  });

  it.each(["stopped-and-waited-for", "stopped-without-a-last-word", "stopped-in-its-only-nap"])(
    "is not what is wrong in %s",
    async (name) => {
      expect((await returned(name, ["all is well", "a", "b", "c"])).message).not.toMatch(late);
    },
  );
});

describe("a list without what a wait under an if spoiled", () => {
  const once = /The `if` on line 12 looks only once/u;

  it("is told with that, and not with the helper that was stopped in the end", async () => {
    const told = await returned("wait-under-an-if-beside-a-helper", ["sold 1", "sold 3"]);
    expect(told).toEqual({ line: 12, message: expect.stringMatching(once) });
  });

  it("is told with the helper when the wait looks again", async () => {
    const { message } = await returned("wait-under-a-while-beside-a-helper", ["sold 1", "sold 3"]);
    expect(message).not.toMatch(once);
  });
});

describe("an error group that left the entry", () => {
  it("is told with the task whose error is in it", async () => {
    expect(await thrown("group-fails-with-one-task")).toEqual({
      line: 5,
      message: expect.stringMatching(
        /cake 30.* failed at 30 ms with Error, thrown on line 5: that is the error in the group\.$/u,
      ),
    });
  });

  it("is not told so when no task failed", async () => {
    expect((await thrown("group-thrown-by-hand")).message).not.toMatch(/error in the group/u);
  });
});

describe("a cancel that went on to what others waited for, too", () => {
  const shared =
    /and the cancel went on to .*, which it was waiting for on line \d+\. .* was waiting for that, too, and got its CancelledError\.$/u;

  it.each([
    ["loan-shared-and-given-up", 17],
    ["map-shared-and-stopped", 11],
  ])("is told in %s", async (name, line) => {
    expect(await thrown(name)).toEqual({ line, message: expect.stringMatching(shared) });
  });

  it.each(["loan-stopped-by-its-owner", "map-of-ones-own"])("is not told in %s", async (name) => {
    expect((await thrown(name)).message).not.toMatch(shared);
  });
});

describe("the failure of one that was gathered", () => {
  const passedOn = /failed with that on line \d+ at 20 ms, and line \d+, which waited for 3, passed it on at once/u;

  it.each([
    ["kiln-cracks-one-of-three", 12],
    ["kiln-cracks-in-a-helper", 10],
  ])("is told with the line that gathered them in %s", async (name, line) => {
    expect(await thrown(name)).toEqual({ line, message: expect.stringMatching(passedOn) });
  });

  it.each(["kiln-cracks-the-last", "kiln-cracks-and-is-thrown-on", "kiln-cracks-one-by-one"])(
    "stays with the line that threw it in %s",
    async (name) => {
      expect(await thrown(name)).toEqual({ line: 5, message: "main threw CrackError: cracked" });
    },
  );
});

describe("what a time limit threw away", () => {
  const lost =
    /waited for 2 tasks at once, until the time was up at 50 ms.* done by then, and what it gave is not in the result\.$/u;

  it("is told where a part of it is expected", async () => {
    const told = await returned("prices-lost-to-the-time", [40, null]);
    expect(told).toEqual({ line: 11, message: expect.stringMatching(lost) });
  });

  it.each([
    ["prices-none-in-time", [140, null]],
    ["prices-reckoned-wrongly", [40, null]],
  ])("is not told in %s", async (name, value) => {
    expect((await returned(name, value)).message).not.toMatch(lost);
  });
});

describe("a task that waited in vain until it was cancelled", () => {
  const isDone = aTaskCheck({ pattern: "drone-b", state: "done" });

  it("is told with the line on which it waited", async () => {
    expect(await found("pad-never-put-back", isDone)).toEqual({
      line: 7,
      message:
        "drone-b (fly) is cancelled at the end; expected done. From 0 ms on it waited on line 7, and nothing had let it go on when it was cancelled on line 12 at 300 ms.",
    });
  });

  it("may be behind what else nobody knows the reason of", async () => {
    const program = await compile(readFileSync(path.join(folder, "pad-never-put-back.ts"), "utf8"));
    const run = await sandbox.run(program, input());
    const checks = [isDone, aCheck({ kind: "returns", value: expected([true, true]) })];
    const [, returns] = evaluateScenario(aScenario({ checks }), run, null);
    expect(returns?.finding).toMatchObject({
      at: { line: 7 },
      hint: expect.stringMatching(/^On line 7 a task waited in vain, /u),
    });
  });

  it("is told by its cancel when it had done something else for most of the time", async () => {
    expect((await found("pad-got-late", isDone)).message).toBe(
      "drone-b (fly) is cancelled at the end; expected done. It was cancelled on line 13 at 300 ms.",
    );
  });
});

describe("a line that should not come", () => {
  it("is told with the task that nobody waits for and nobody stopped", async () => {
    expect(await printed("announcer-goes-on", "")).toEqual({
      line: 7,
      message: expect.stringMatching(
        /\. announcer, made on line 4, printed it at 50 ms: nobody waits for this task, and nobody had stopped it by then\.$/u,
      ),
    });
  });

  it("is not told so where somebody waits for the task", async () => {
    expect((await printed("announcer-waited-for", "")).message).not.toMatch(/nobody waits/u);
  });
});

describe("a line of a task that nothing had stopped before the end", () => {
  it("is told so, and not by the order in which the tasks were made", async () => {
    expect(await printed("stopped-by-the-end", "back to its lane\ndisplay off")).toEqual({
      line: 19,
      message: expect.stringMatching(/\. lift printed that only when main was over: nothing had stopped it before$/u),
    });
  });
});

describe("a list that is sorted and comes in another order", () => {
  it("is told with the line that sorts it, whatever else its order may be by chance", async () => {
    expect(await returned("sorted-with-ties", ["brno", "cheb", "ostrava"])).toEqual({
      line: 8,
      message: expect.stringMatching(/ are right, but in a different order\. Line 8 sorts a list$/u),
    });
  });
});

describe("a run that is over too soon", () => {
  const soon = async (name: string, atLeastMs: number) =>
    found(name, aCheck({ kind: "elapsed", atMostMs: null, atLeastMs }));

  it("since a time limit counts several waits is told with all of them", async () => {
    expect(await soon("limit-of-all-tries", 1500)).toEqual({
      line: 11,
      message: expect.stringMatching(
        /The time that line 11 gives was up at 400 ms\. What had been waited for before in that time, on lines 4 and 5, counts, too\.$/u,
      ),
    });
  });

  it("is not told so where each wait has its own limit", async () => {
    expect((await soon("limit-of-each-try", 2000)).message).not.toMatch(/counts, too/u);
  });

  it("since its tasks began all their steps at once is not told as if they had to wait for one another", async () => {
    expect((await soon("steps-begun-at-once", 700)).message).not.toMatch(/waited for the others/u);
  });
});

describe("what one call has taken and keeps where all calls share it", () => {
  it("is told with the line that reads it after a wait", async () => {
    expect(await returned("sheet-on-one-desk", ["a", "cc", "bbb"])).toEqual({
      line: 13,
      message: expect.stringContaining("Line 11 writes `this.current`, and line 13 reads it only after a wait."),
    });
  });

  it("is not told so where each call keeps its own", async () => {
    expect((await returned("sheet-on-own-desk", ["a", "bbb"])).message).not.toContain("reads it only after");
  });
});

describe("a value that lacks what a stopped task was to give", () => {
  it("is told with who stopped that task, and not with what it stopped itself when it tidied up", async () => {
    expect(await returned("stopped-with-its-helper", { s2: 70 })).toEqual({
      line: 18,
      message: expect.stringMatching(/expected 70\. second \(opinion\) was cancelled on line 18 at 100 ms\.$/u),
    });
  });

  it("is not told with one that was to be stopped, and said so when it was", async () => {
    const checks = [
      aCheck({ kind: "returns", value: expected(["s1"]) }),
      aTaskCheck({ pattern: "marker", state: "cancelled" }),
    ];
    const program = await compile(readFileSync(path.join(folder, "put-down-when-stopped.ts"), "utf8"));
    const [outcome] = evaluateScenario(aScenario({ checks }), await sandbox.run(program, input()), null);
    expect(outcome!.finding?.message).not.toContain("marker");
  });

  it("is not told with who ended waits by calling them off", async () => {
    expect((await returned("called-off-twice", { s1: "answered" })).message).not.toContain("one of several");
  });

  it("is not said to be of a task that was not over, where it is not there at all", async () => {
    const { message } = await returned("bill-without-a-word", { first: { bike: "Rosa", called: true } });
    expect(message).not.toContain("cancel() only asks");
  });
});

describe("a task that was left behind", () => {
  it("is told with the wait whose time was up", async () => {
    expect(await found("late-one-left", aCheck({ kind: "leftovers" }))).toEqual({
      line: 10,
      message:
        "left behind at the end: task far is still waiting for sleep(900). Line 10 waited for it only until its time was up, at 400 ms, and nothing stopped it then.",
    });
  });
});

test("a line that is missing is not told with a helper that goes round in silence, and was stopped sometime", async () => {
  expect((await printed("light-goes-out-in-silence", "open\nclosed")).message).not.toContain("light (");
});

describe("a task whose line comes after one of its maker", () => {
  it("is told to begin only when its maker waits", async () => {
    expect(await printed("maker-prints-first", "task\nmaker")).toEqual({
      line: 11,
      message:
        'line 1 of stdout is "maker"; expected "task". The lines are right, but in a different order. speak (Task-2), made on line 9, begins only when its maker waits, for the first time on line 11: whatever comes before that wait is done first',
    });
  });

  it("is not told so where the maker has waited meanwhile", async () => {
    expect((await printed("maker-waits-first", "task\nmaker")).message).not.toContain("begins only when");
  });
});

test("work that was to be called off and went on is told of the time, and may be behind what came of it", async () => {
  const checks = [
    aCheck({ kind: "elapsed", atMostMs: 160, atLeastMs: null }),
    aCheck({ kind: "output", stream: "stdout", lines: expected("takes a sheet\nputs it down") }),
    aTaskCheck({ pattern: "marker", state: "cancelled" }),
  ];
  const program = await compile(readFileSync(path.join(folder, "nobody-stops-the-marker.ts"), "utf8"));
  const outcomes = evaluateScenario(aScenario({ checks }), await sandbox.run(program, input()), null);
  expect(outcomes.map(({ finding }) => [finding?.at?.line, finding?.message, finding?.hint])).toEqual([
    [
      10,
      "took 400 ms; at most 160 ms is allowed. marker, which was to be cancelled, went on until the end: nothing cancelled it. That cost 240 ms.",
      "What should stop this task, and when? Does the code get to the line that does so?",
    ],
    [
      6,
      'line 2 of stdout is "takes another"; expected "puts it down"',
      expect.stringMatching(/^Nothing cancelled a task that was to be cancelled, .+ may be behind this too\./u),
    ],
    [
      10,
      "marker is done at the end; expected cancelled. Nothing cancelled it before it was done at 400 ms.",
      "What should stop this task, and when?",
    ],
  ]);
});

test("a line behind a group is told not to have been reached when one of its tasks failed", async () => {
  const program = await compile(readFileSync(path.join(folder, "skipped-by-a-group.ts"), "utf8"));
  const run = await sandbox.run(program, input());
  const place = { file: run.tasks[1]!.createdAt!.file, line: 16, column: 3, endLine: 16, endColumn: 20 };
  expect(explainNeverReached(run, place)?.message).toMatch(
    /^Line 7 threw at 100 ms, as .+ failed, so the code never came to line 16\.$/u,
  );
});
