import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { explainCalledPlainly, explainLimiter, tellStory } from "../../../../grader/explain/index.ts";
import { createSandbox } from "../../../../grader/sandbox/index.ts";
import { evaluateScenario } from "../../../../grader/score/evaluate.ts";
import { withReference } from "../../../../grader/score/with-reference.ts";
import { readExercise } from "../../../../grader/spec/index.ts";
import { compile, input } from "../../sandbox/play.ts";

const fixtures = path.join(import.meta.dirname, "../../../fixtures/explain");
const sandbox = createSandbox({ child: "author" });

afterAll(() => sandbox.close());

/** What is said of the sleeps, of which fewer should have gone on at once. */
async function limited(name: string) {
  const run = await sandbox.run(await compile(readFileSync(path.join(fixtures, `said/${name}.ts`), "utf8")), input());
  const sleeps = tellStory(run).waits.filter(({ kind }) => kind === "sleep");
  return explainLimiter(
    run,
    sleeps.map(({ task, beganUs, endedUs }) => ({ task, fromUs: beganUs, toUs: endedUs })),
  );
}

describe("work that a plain call began before its task took a place", () => {
  it.each([
    ["baked-before-the-oven", 11, "only after that line 12 takes a place of the semaphore of line 3."],
    ["painted-before-the-easel", 14, "only after that line 15 takes a place of the semaphore of line 4."],
    ["called-before-the-permit", 13, "only after that line 14 takes a place of the semaphore of line 12."],
    ["mowed-before-the-mower", 11, "only after that line 12 takes a place of the semaphore of line 9."],
  ])("is told by that call in %s", async (name, line, rest) => {
    expect(await limited(name)).toMatchObject({
      message: `Line ${line} begins the work with a plain call, and ${rest}`,
      at: expect.objectContaining({ line }),
    });
  });

  it.each(["washed-beside-the-place", "called-under-the-place", "called-while-others-pass"])(
    "is not what went on in %s",
    async (name) => {
      expect((await limited(name))?.message).not.toMatch(/plain call/u);
    },
  );
});

/** The same where at the very beginning no more than two may go on at once. */
async function crowded(name: string) {
  const run = await sandbox.run(await compile(readFileSync(path.join(fixtures, `said/${name}.ts`), "utf8")), input());
  const works = tellStory(run)
    .waits.filter(({ kind, beganUs }) => kind === "sleep" && beganUs === 0)
    .map(({ task, beganUs, endedUs }) => ({ task, fromUs: beganUs, toUs: endedUs }));
  return explainLimiter(run, works, { works, us: 0, limit: 2 });
}

describe("work that a plain call began before those who wait for it, a few at a time, came to that", () => {
  it.each([
    ["called-before-the-batches", 12, "line 17"],
    ["called-before-the-workers", 18, "line 12"],
  ])("is told by that call in %s", async (name, line, later) => {
    expect(await crowded(name)).toMatchObject({
      message: `Line ${line} begins all of them with a plain call, and ${later} comes to wait for some of these only later.`,
      at: expect.objectContaining({ line }),
    });
  });

  it.each(["called-for-all-who-wait", "called-one-by-one"])("is not what went on in %s", async (name) => {
    expect(await crowded(name)).toBeNull();
  });
});

async function sent(id: string, name: string) {
  const { exercise } = readExercise(path.join(fixtures, "requests"), id);
  if (exercise === null || exercise.kind === "quiz") throw new Error(`${id} has no scenario.`);
  const [written] = exercise.scenarios;
  const text = readFileSync(path.join(fixtures, `requests/exercises/${id}/${name}.ts`), "utf8");
  const run = await sandbox.run(await compile(text), input({ args: written!.args, routes: written!.routes }));
  const resolved = withReference(written!, run);
  if (!("scenario" in resolved)) throw new Error(`${id} refers to its solution.`);
  const [outcome] = evaluateScenario(resolved.scenario, run, null);
  return { line: outcome?.finding?.at?.line, message: outcome?.finding?.message };
}

describe("a request that need not be sent", () => {
  it.each([
    [
      "tide-tables",
      "called-before-the-look",
      13,
      "Line 13 began it with a plain call, at 0 ms: the answer to the first",
    ],
    ["tide-tables", "called-in-a-class", 8, "Line 8 began it with a plain call, at 0 ms: the answer to the first"],
    ["spare-ferry", "spare-called-at-once", 14, "Line 14 began GET https://ferries.example/spare with a plain call"],
    ["spare-ferry", "spare-kept-in-a-variable", 11, "Line 11 began GET https://ferries.example/spare with a plain"],
  ])("is told in %s by the plain call that began it in %s", async (id, name, line, message) => {
    expect(await sent(id, name)).toEqual({ line, message: expect.stringContaining(message) });
  });

  it.each([
    ["tide-tables", "awaited-where-called"],
    ["tide-tables", "asked-by-each-task"],
    ["spare-ferry", "spare-as-a-task"],
    ["spare-ferry", "spare-awaited"],
  ])("began with no plain call in %s, %s", async (id, name) => {
    const { message } = await sent(id, name);
    expect(message).toMatch(/should not have been sent/u);
    expect(message).not.toMatch(/plain call/u);
  });
});

describe("a request that is left in flight", () => {
  it("is told by the plain call that began it", async () => {
    expect(await sent("slow-ferry", "spare-called-at-once")).toEqual({
      line: 14,
      message: expect.stringContaining("still in flight. Line 14 began it with a plain call, so that no task"),
    });
  });

  it("began with no plain call where a task sent it", async () => {
    expect((await sent("slow-ferry", "spare-as-a-task")).message).not.toMatch(/plain call/u);
  });
});

async function absent(name: string, ...wanted: readonly string[]) {
  const run = await sandbox.run(await compile(readFileSync(path.join(fixtures, `said/${name}.ts`), "utf8")), input());
  return explainCalledPlainly(run, (each) => wanted.includes(each));
}

describe("a function that should run in tasks", () => {
  it.each([
    ["baked-before-the-oven", "bake", "Line 11 starts bake() with a plain call, so it runs as a part of makeBread"],
    ["painted-before-the-easel", "paint", "Line 14 starts paint() with a plain call, so it runs as a part of work"],
  ])("is told to be called plainly in %s", async (name, wanted, message) => {
    expect((await absent(name, wanted))?.message).toContain(message);
  });

  it("is another one than that which was called", async () => {
    expect(await absent("baked-before-the-oven", "knead")).toBeNull();
  });

  it("is not missing where its caller is such a task itself", async () => {
    expect(await absent("baked-before-the-oven", "bake", "makeBread")).toBeNull();
  });
});
