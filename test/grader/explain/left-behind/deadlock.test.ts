import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { explainDeadlock } from "../../../../grader/explain/index.ts";
import { createSandbox } from "../../../../grader/sandbox/index.ts";
import { compile, input, route } from "../../sandbox/play.ts";

const folder = path.join(import.meta.dirname, "../../../fixtures/explain/deadlocks");
const sandbox = createSandbox({ child: "author" });

afterAll(() => sandbox.close());

async function told(name: string) {
  const program = await compile(readFileSync(path.join(folder, `${name}.ts`), "utf8"));
  const { outcome, ...run } = await sandbox.run(
    program,
    input({ routes: [route("GET https://api.test/hangs", { hang: true })] }),
  );
  if (outcome.kind !== "stopped") throw new Error(`${name} went on`);
  return { message: outcome.reason.message, cause: explainDeadlock({ outcome, ...run }, outcome.reason.message) };
}

describe("behind a deadlock", () => {
  it.each([
    ["notify-wakes-one", 5, /: notify\(\) on line 13 woke only one of those that waited\.$/u],
    [
      "notified-before-anyone-waits",
      12,
      /: notifyAll\(\) on line 4 came when nobody waited, and nothing left can notify it\.$/u,
    ],
    ["never-notified", 6, /^main waits on line 6 for condition 1: nothing left can notify it\.$/u],
    ["woken-for-nothing", 7, /: nothing left can notify it\.$/u],
    ["not-given-back", 6, /^guest \(Task-2\) took semaphore 1 on line 6 and has ended: it is not given back/u],
    ["taken-twice", 10, /^main took lock 1 on line 10, and on line 6 wants it once more\.$/u],
    [
      "kept-with-an-early-return",
      6,
      /^caller \(Task-2\) took semaphore 1 on line 6, did not give it back, and on line 6 wants it once more\.$/u,
    ],
    [
      "full-when-all-have-left",
      12,
      /^cook \(Task-4\) waits on line 12 for queue 1, which is full: guest \(Task-2\) and guest \(Task-3\) took items out of it, and have ended by 20 ms\.$/u,
    ],
    ["two-in-a-circle", 4, /took lock [12] on line 4, has it still, and waits itself\.$/u],
    ["full-queue", 6, /: it is full, and nothing left can take an item out\.$/u],
    ["nothing-put-in", 4, /: nothing left can put an item in\.$/u],
    ["not-reported", 11, /: nothing left can call taskDone\(\) for what was taken out\.$/u],
    [
      "worker-failed",
      7,
      /^cook \(Task-2\) took items out of queue 1 and failed at 21 ms with Error on line 7\. What it leaves undone is done by nobody, and line 17 waits for that\.$/u,
    ],
    [
      "setter-failed",
      5,
      /^guest \(Task-2\) failed at 10 ms with Error on line 5, and nobody waits for it\. What line 12 waits for, event 1, nothing ends any more\.$/u,
    ],
    ["failed-and-known", 11, /^main waits on line 11 for event 1: nothing left can set it\.$/u],
    [
      "kept-behind-a-queue",
      8,
      /^washer-1 \(washer\) took lock 1 on line 8, has it still, and waits on line 7 for queue 1\.$/u,
    ],
    ["never-set", 4, /^guest \(Task-2\) waits on line 4 for event 1: nothing left can set it\.$/u],
    [
      "barrier-for-the-second-round",
      6,
      /: 1 of 2 is there, and nobody else can come\. runner \(Task-2\) was over at 10 ms/u,
    ],
    ["never-answered", 2, /^main waits on line 2 for GET https:\/\/api\.test\/hangs, which is never answered\.$/u],
    [
      "barrier-for-one-more",
      8,
      /^rower \(Task-2\) and rower \(Task-3\) wait on line 4 for barrier 1: 2 of 3 are there, and nobody else can come\. Line 8 makes it for 3\.$/u,
    ],
    [
      "barrier-for-one-less",
      8,
      /: 1 of 2 is there, and nobody else can come\. Line 8 makes it for 2, and 3 tasks came to it in all\.$/u,
    ],
    [
      "barrier-in-a-loop",
      10,
      /: 1 of 2 is there, and nobody else can come\. Line 10 is in a loop, and its next round/u,
    ],
    ["barrier-task-by-task", 11, /: 1 of 2 is there, and nobody else can come\. Line 11 is in a loop/u],
    ["barrier-that-one-leaves", 6, /\. rower \(Task-2\) was over at 10 ms, and does not come any more\.$/u],
    [
      "barrier-of-two-makers",
      5,
      /^rower \(Task-2\) waits on line 5 for barrier 2: 1 of 2 is there, and nobody else can come\.$/u,
    ],
    ["never-resolved", 2, /^main waits on line 2 for a promise, and nothing ends that\.$/u],
  ])("%s", async (name, line, message) => {
    const { cause } = await told(name);
    expect({ line: cause?.at?.line, message: cause?.message }).toEqual({
      line,
      message: expect.stringMatching(message),
    });
    expect(cause!.hint).toMatch(/\?/u);
  });

  it("is nothing to ask about when tasks wait for each other's end", async () => {
    expect((await told("tasks-in-a-circle")).cause).toBeNull();
  });
});

it("tells in one line who waits in one place for one thing", async () => {
  const { message } = await told("notify-wakes-one");
  expect(message.match(/for condition 1/gu)).toHaveLength(1);
  expect(message).toMatch(/^- swimmer \(Task-3\) and swimmer \(Task-4\) wait at .*:5:5 for condition 1: /mu);
});
