import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { explainElapsed, explainTooSoon, modelOf, type Model } from "../../grader/explain/index.ts";
import { createSandbox } from "../../grader/sandbox/index.ts";
import { readExercise, type CodeExercise } from "../../grader/spec/index.ts";
import { compile, input } from "../grader/sandbox/play.ts";

/**
 * Submissions that take too long, or too little time, and what is said to be the cause: its code, the line to look at, and what it cost. What `right.ts` does stands for the
 * solution's run. They share one child.
 */
const course = path.join(import.meta.dirname, "../fixtures/explain");
const sandbox = createSandbox({ child: "author" });

afterAll(() => sandbox.close());

interface Cause {
  readonly code: string;
  readonly line: number;
  readonly costMs: number;
  /** Words that would not be so. */
  readonly unsaid?: string;
}

describe.each(readdirSync(path.join(course, "exercises")))("%s", (id) => {
  const folder = path.join(course, "exercises", id);
  const expected = parse(readFileSync(path.join(folder, "expected.yaml"), "utf8")) as Record<string, Cause | null>;
  const { exercise } = readExercise(course, id);
  if (exercise === null || exercise.kind === "quiz") throw new Error(`${id} has no scenario.`);

  it("says of each submission what its cause is", () => {
    expect(Object.keys(expected)).toEqual(
      readdirSync(folder)
        .filter((name) => name.endsWith(".ts"))
        .toSorted(),
    );
  });

  const [scenario] = exercise.scenarios;
  const play = async (name: string) => {
    const program = await compile(readFileSync(path.join(folder, name), "utf8"));
    return sandbox.run(program, input({ args: scenario!.args, routes: scenario!.routes }));
  };
  let model: Model;

  beforeAll(async () => {
    model = modelOf(await play("right.ts"));
  });

  it.each(Object.entries(expected))("%s", async (name, cause) => {
    const run = await play(name);
    const lostMs = run.elapsedMs! - possibleMs(scenario!);
    if (cause === null) {
      expect(lostMs).toBe(0);
      return;
    }
    const told = lostMs < 0 ? explainTooSoon(run, -lostMs, model) : explainElapsed(run, lostMs, { model, known: null });
    const { unsaid, ...named } = cause;
    expect(told && { code: told.code, line: told.at?.line, costMs: told.costMs }).toEqual(named);
    if (unsaid !== undefined) expect(told!.message).not.toContain(unsaid);
    expect(told!.message).toContain(` ${told!.at!.line}`);
  });
});

/** What the first scenario's check of the elapsed time asks for. */
function possibleMs({ checks }: CodeExercise["scenarios"][number]): number {
  for (const check of checks) {
    if (check.kind === "elapsed-scaled") return check.idealMs as number;
    if (check.kind === "elapsed") return check.atMostMs as number;
  }
  throw new Error("The exercise does not check the elapsed time.");
}
