import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createSandbox, type Run } from "../../grader/sandbox/index.ts";
import type { Check } from "../../grader/spec/index.ts";
import type { Expected } from "../../grader/values/index.ts";
import { compile, input, json, route } from "../grader/sandbox/play.ts";
import { aCheck, anExercise, aScenario, aTaskCheck } from "../grader/score/builders.ts";
import { countSteps, type Steps } from "./steps.ts";

/**
 * Submissions that do something thousands of times. What is said of them may not take a time that grows with the square of that: of a run and of one twice
 * as long, all steps are counted.
 */
const folder = path.join(import.meta.dirname, "../fixtures/floods");
const floods = readdirSync(folder).map((name) => name.replace(/\.ts$/, ""));

/** Twice as much takes twice as many steps, and a little more where things are sorted. */
const mostGrowth = 2.6;
/** So many steps more for each row of the longer trace are no growth: another cause may be found there. */
const fewSteps = 5;
const size = 130;

const routes = [
  ...Array.from({ length: 10 }, (_, page) =>
    route(`GET https://api.test/items?page=${page}`, { latencyMs: 3 + page, body: json({ page }) }),
  ),
  route("GET https://api.test/down", { latencyMs: 2, status: 503 }),
];

type Questions = Readonly<Record<string, (run: Run) => unknown>>;

const runs = new Map<string, readonly [once: Run, twice: Run]>();
let count: (work: () => unknown) => Steps;
let questions: Questions;

beforeAll(async () => {
  const sandbox = createSandbox({ child: "author" });
  for (const name of floods) {
    const program = await compile(readFileSync(path.join(folder, `${name}.ts`), "utf8"));
    const play = (n: number) =>
      sandbox.run(program, input({ args: [n], routes, limits: { virtualTimeMs: 3_600_000 } }));
    runs.set(name, [await play(size), await play(2 * size)]);
  }
  await sandbox.close();
  console.log(process.cpuUsage(), "recorded");
  count = countSteps("/grader/");
  questions = await askedOfAll();
});

afterAll(() => {
  runs.clear();
  console.log(process.cpuUsage(), process.uptime());
});

it.each(floods)("%s", (name) => {
  const [once, twice] = runs.get(name)!;
  expect([once, twice].map(({ outcome }) => outcome.kind)).toEqual(["returned", "returned"]);
  const grown = Object.entries(questions).flatMap(([question, ask]) => {
    const [few, many] = [count(() => ask(once)), count(() => ask(twice))];
    return many.all <= mostGrowth * few.all + fewSteps * twice.trace.event.length ? [] : [told(question, few, many)];
  });
  expect(grown).toEqual([]);
});

/** With the function that grew most. */
function told(question: string, few: Steps, many: Steps): string {
  const growth = ([name, steps]: readonly [string, number]) => steps - 2 * (few.by.get(name) ?? 0);
  const [most] = [...many.by].toSorted((a, b) => growth(b) - growth(a));
  return `${question}: ${few.all} steps, then ${many.all}, of them ${most![1]} in ${most![0]}`;
}

/** The modules that are counted are loaded only here. */
async function askedOfAll(): Promise<Questions> {
  const explain = await import("../../grader/explain/index.ts");
  const { evaluateScenario } = await import("../../grader/score/evaluate.ts");
  const { scenarioFindings } = await import("../../grader/score/scenario-findings.ts");
  const { gradeOf } = await import("../grader/score/grading.ts");
  const { timeline } = await import("../../grader/report/timeline.ts");
  const { reportHtml } = await import("../../grader/report/page/page.ts");
  const { reportTrace } = await import("../../grader/report/trace.ts");
  const plain = { bold: String, dim: String, red: String, green: String, yellow: String, cyan: String };
  const fails = (check: Check) => (run: Run) => evaluateScenario(aScenario({ checks: [check] }), run, null);
  const numbers = (n: number, first: number) => Array.from({ length: n }, (_, i) => (i + first) % n);
  const leftovers = aCheck({ kind: "leftovers" });
  const exercise = anExercise({ scenarios: [aScenario({ checks: [leftovers] })] });
  const sent: Expected = { kind: "string", value: "GET https://api.test/nothing" };
  const ids = (run: Run) => new Set(run.tasks.map(({ id }) => id));
  return {
    "the time": (run) => [
      explain.explainTime(run),
      explain.explainElapsed(run, run.elapsedMs! / 2),
      explain.explainElapsed(run, run.elapsedMs! - 1),
      explain.explainElapsed(run, 1),
      explain.explainElapsed(run, null),
    ],
    "what came too soon": (run) => explain.explainTooSoon(run, 5),
    "what is left": (run) => [
      explain.explainUnfinished(run, ids(run)),
      explain.unawaitedTask(run),
      explain.explainPending(run, run.tasks.at(-1)!),
      run.tasks.slice(-5).map((task) => explain.explainCancel(run, task)),
      fails(leftovers)(run),
      scenarioFindings(aScenario({ checks: [leftovers] }), run, null),
    ],
    "an error that did not come": (run) =>
      explain.explainNoThrow(run, { isWanted: () => false, isWantedName: () => true, dueMs: 3 }),
    "a wrong value": (run) => [
      explain.explainOrder(run, numbers(run.tasks.length - 1, 1), numbers(run.tasks.length - 1, 1)),
      explain.explainLostResults(run, (result) => result === 3),
      explain.explainLostUpdate(run),
      fails(aCheck({ kind: "returns", value: { kind: "list", items: [] } }))(run),
      fails(aCheck({ kind: "returns", value: { kind: "number", value: -1 } }))(run),
    ],
    "wrong tasks": (run) => [
      fails(aCheck({ kind: "peak", of: "tasks", atMost: 1, atLeast: null }))(run),
      fails(aTaskCheck({ pattern: "*", count: 1e6 }))(run),
      fails(aTaskCheck({ pattern: "*", state: "pending" }))(run),
    ],
    "wrong requests": (run) => [
      fails(aCheck({ kind: "requests", ordered: false, requests: [{ line: sent }] }))(run),
      run.requests.slice(-1).map((last) => explain.lineOfRequest(run, last)),
    ],
    "wrong output": fails(aCheck({ kind: "output", stream: "stdout", lines: { kind: "list", items: [sent] } })),
    "the timeline": (run) => timeline(run, 100, plain),
    "the page": (run) => reportHtml([gradeOf(exercise, [run])]),
    "the viewer's trace": (run) => reportTrace([gradeOf(exercise, [run])]),
  };
}
