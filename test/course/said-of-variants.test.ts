import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { gradeSubmission } from "../../grader/commands/grade-submission.ts";
import { closeWorkshop, openWorkshop } from "../../grader/commands/workshop.ts";
import type { Grade } from "../../grader/score/index.ts";
import { compiler } from "../warm-compiler.ts";
import { course, loaded, root } from "./workshop.ts";

/** With all that is found out by trying: the words that a learner reads. */
const shop = openWorkshop(course, compiler, { child: "author" });

afterAll(() => closeWorkshop(shop));

const grades = new Map<string, Promise<Grade>>();

function gradeOf(variant: string): Promise<Grade> {
  const [id] = variant.split("/");
  const file = path.join(root, "test/fixtures/variants", `${variant}.ts`);
  const grade = grades.get(variant) ?? gradeSubmission(shop, loaded.exercises.get(id!)!, file);
  grades.set(variant, grade);
  return grade;
}

async function said(variant: string, scenario: string, title: string) {
  const { scenarios } = await gradeOf(variant);
  const grade = scenarios.find(({ name }) => name === scenario)!;
  const finding = grade.checks.find((check) => check.title === title)?.finding ?? grade.findings[0];
  return { line: finding?.at?.line ?? null, message: finding?.message, hint: finding?.hint };
}

describe("the cause that the run shows is told, and no change that happens to do as well, of", () => {
  it("a cancel that a catch took for a failure", async () => {
    expect(await said("16-retry-anything/swallows-cancel", "cancelled while knocking", "")).toMatchObject({
      line: 10,
      message: expect.stringContaining("the CancelledError came to what catches errors on line 10 first"),
    });
  });

  it.each([
    ["05-cancel-a-task/un-awaited", "one second of work", "leftovers", 23, "Nobody awaited watcher (watch)"],
    ["08-limit-with-a-semaphore/un-awaited-photos", "one at a time", "elapsed", 16, "Nobody awaited fetchPhoto"],
    [
      "05-cancel-a-task/cancelled-twice",
      "work that is over before the first tick",
      "stdout",
      27,
      "was cancelled once more on line 27",
    ],
  ] as const)("%s, in %s, at %s", async (variant, scenario, title, line, words) => {
    expect(await said(variant, scenario, title)).toMatchObject({ line, message: expect.stringContaining(words) });
  });

  it("a run in which no task was made", async () => {
    expect(await said("07-gather-many/recursion", "four people", "tasks.*")).toMatchObject({
      message: "no task fits `*`: none was made",
      hint: expect.stringContaining("Only createTask and similar calls turn it into a task."),
    });
  });
});

describe("what is asked fits what was mended:", () => {
  it("the name of a task", async () => {
    expect(await said("11-task-group/nameless", "b.txt is broken", "tasks.a.txt")).toMatchObject({
      line: 14,
      hint: "What is each task that line 14 makes called, and where is a task given its name?",
    });
  });

  it("what holds calls back, where a function is handed on as it is", async () => {
    expect(await said("17-map-with-a-limit/no-limit", "one at a time", "elapsed")).toMatchObject({
      line: 6,
      message: expect.stringContaining("Something is missing on line 6 or next to it"),
      hint: "How many may be at line 6 at the same time, and what keeps the others out?",
    });
  });
});

it("the order in which items come out is asked about for the time, too, where several places were mended together", async () => {
  expect(await said("12-producer-and-consumers/wrong-order", "one cook", "elapsed")).toMatchObject({
    line: 23,
    hint: expect.stringMatching(/^Which item should come out first/u),
  });
});

it("what is done before a task begins is told with the line that waits first", async () => {
  expect(await said("02-tasks-overlap/one-task", "the second one is quicker", "stdout")).toMatchObject({
    line: 13,
    message: expect.stringContaining("download (Task-2), made on line 12, begins only when its maker waits"),
  });
});

describe("no other cause is made up for", () => {
  it("a task that was never made, among others that have the right names", async () => {
    const { hint } = await said("11-task-group/sequential", "b.txt is broken", "tasks.c.txt");
    expect(hint).not.toContain("given its name");
  });

  it("too few tasks, where other lengths of sleeps would do as well", async () => {
    expect(await said("15-run-inside-run/hard-coded", "a program of 250 ms", "peak.tasks")).toMatchObject({
      message: "1 task at once; at least 2 should be.",
    });
  });

  it("a run in which a task was still asleep when it was over", async () => {
    expect(await said("05-cancel-a-task/uncancelled", "one second of work", "elapsed")).toMatchObject({
      message: "took 1 s; at least 1.05 s is expected",
      hint: expect.stringMatching(/^Nothing cancelled a task that was to be cancelled/u),
    });
  });

  it("a task that was left behind when the time of the wait for it was up", async () => {
    expect(await said("10-timeouts/uncancelled", "the quote is too slow", "leftovers")).toMatchObject({
      line: 13,
      message: expect.stringMatching(/its time was up, at 300 ms, and nothing stopped it then\.$/u),
    });
  });

  it("tasks that a gather waits for, of which there are too many", async () => {
    expect(await said("13-wait-for-a-signal/over-parallel", "two runners", "stdout")).toMatchObject({
      line: 21,
      message: expect.stringMatching(/It came already as line 2: two tasks that line 21 made have printed it$/u),
    });
  });

  it("a task that has tidied up when it was stopped", async () => {
    expect(await said("05-cancel-a-task/hard-coded", "a watcher that is slow to leave", "stdout")).toMatchObject({
      line: 19,
      message: expect.stringMatching(/watcher \(watch\) was cancelled on line 19 at 120 ms\.$/u),
    });
  });

  it("a pause that comes only after the next try", async () => {
    expect(await said("09-retry-with-back-off/eager-promise", "the third try succeeds", "elapsed")).toMatchObject({
      line: 12,
      message: expect.stringMatching(/sent again at once, once, and only after that came the sleep on line 13\.$/u),
    });
  });

  it("lines that were printed too early, whatever ended before", async () => {
    expect(await said("12-producer-and-consumers/hard-coded", "five orders, three cooks", "stdout")).toMatchObject({
      line: 9,
      message: expect.stringMatching(/It should come only as line 3, as "150 ms: cooking corn"$/u),
    });
  });

  it("a value that stands in the code for another scenario", async () => {
    expect(await said("11-task-group/hard-coded", "other files, all there", "returns")).toMatchObject({
      message: expect.stringMatching(/That is what "all files arrive" expects, which gives other arguments$/u),
    });
  });

  it("a task that ended by itself instead of being cancelled", async () => {
    expect(await said("05-cancel-a-task/stop-flag", "one second of work", "tasks.watcher")).toMatchObject({
      line: 22,
      message: expect.stringMatching(/Nothing cancelled it before it was done at 1\.25 s\.$/u),
    });
  });

  it("a task that goes round until somebody stops it", async () => {
    const round = /It goes round in a loop that has no end, with the sleep on line 19, and nothing had stopped it/u;
    for (const title of ["tasks.*", "leftovers"]) {
      expect(await said("13-wait-for-a-signal/uncancelled", "two runners", title)).toMatchObject({
        line: 22,
        message: expect.stringMatching(round),
        hint: "From when on is this task no longer needed, and who stops it then?",
      });
    }
  });

  it("work that is done twice", async () => {
    expect(await said("02-tasks-overlap/over-parallel", "two downloads of one second", "stdout")).toMatchObject({
      line: 14,
      message: expect.stringContaining("It came already as line 1, printed by a task that line 12 made"),
    });
  });
});

describe("what stands in the code as it is, where the arguments have a say, is told of", () => {
  it("a line", async () => {
    expect(await said("01-coroutines-run-inline/hard-coded", "a quick cup", "stdout")).toMatchObject({
      line: 9,
      message: expect.stringMatching(/That is what "a cup of green tea" expects, which gives other arguments$/u),
    });
  });

  it("a line that other answers ask for", async () => {
    const { message } = await said("03-return-values/hard-coded-titles", "the same posts with new titles", "stdout");
    expect(message).toMatch(/That is what "post 1 answers first" expects, where other answers come$/u);
  });

  it("a sleep", async () => {
    expect(await said("01-coroutines-run-inline/hard-coded", "a quick cup", "elapsed")).toMatchObject({
      line: 7,
      message: expect.stringContaining("One sleep on line 7 went on for 2 s: 2000 stands in the code there"),
      hint: "Which of the arguments has a say in how long line 7 sleeps?",
    });
  });

  it("a text that nothing gives", async () => {
    const told = await said("07-gather-many/hard-coded", "the same people under other names", "returns");
    expect(told).toMatchObject({
      line: 15,
      message: expect.stringMatching(/"Patricia Lebsack" stands in the code as it is, on line 15$/u),
    });
  });

  it("but not of a text that the solution has as well", async () => {
    const { message } = await said("10-timeouts/hard-coded-budget", "at the last moment", "returns");
    expect(message).not.toContain("gives other arguments");
  });
});

it("a line that a warning is about is asked about as the warning does", async () => {
  const { hint } = await said("10-timeouts/returned-from-try", "the service is down", "elapsed");
  expect(hint).toMatch(/^A return of a promise leaves this block at once/u);
});
