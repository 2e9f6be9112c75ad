import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Model } from "../../grader/explain/index.ts";
import { createSandbox, type Run } from "../../grader/sandbox/index.ts";
import type { Expected } from "../../grader/values/index.ts";
import { compile, input, json, route } from "../grader/sandbox/play.ts";
import { aCheck, anExercise, aScenario, aTaskCheck } from "../grader/score/builders.ts";
import { countSteps, type Steps } from "./steps.ts";

/**
 * Submissions that do something thousands of times. What is said of them may not take a time that grows with the square of that: the steps of each function
 * are counted for a run and for one twice as long.
 */
const folder = path.join(import.meta.dirname, "../fixtures/floods");
const floods = readdirSync(folder).map((name) => name.replace(/\.ts$/, ""));

/** Twice as much takes twice as many steps, and a little more where things are sorted. */
const mostGrowth = 2.6;
/** So many steps more for each row of the longer trace are no growth: another cause may be found there. */
const fewSteps = 5;
const size = 200;

const routes = [
  ...Array.from({ length: 10 }, (_, page) =>
    route(`GET https://api.test/items?page=${page}`, { latencyMs: 3 + page, body: json({ page }) }),
  ),
  route("GET https://api.test/down", { latencyMs: 2, status: 503 }),
];

const runs = new Map<string, readonly [once: Run, twice: Run]>();
let count: (work: () => unknown) => Steps;
let askAll: (run: Run) => void;

beforeAll(async () => {
  const sandbox = createSandbox({ child: "author" });
  for (const name of floods) {
    const program = await compile(readFileSync(path.join(folder, `${name}.ts`), "utf8"));
    const play = (n: number) =>
      sandbox.run(program, input({ args: [n], routes, limits: { virtualTimeMs: 3_600_000 } }));
    runs.set(name, [await play(size), await play(2 * size)]);
  }
  await sandbox.close();
  count = countSteps("/grader/");
  askAll = await allQuestions();
});

afterAll(() => runs.clear());

it.each(floods)("%s", (name) => {
  const [once, twice] = runs.get(name)!;
  expect([once, twice].map(({ outcome }) => outcome.kind)).toEqual(["returned", "returned"]);
  const [few, many] = [count(() => askAll(once)), count(() => askAll(twice))];
  const most = (name: string) => mostGrowth * (few.get(name) ?? 0) + fewSteps * twice.trace.event.length;
  const grown = [...many].filter(([name, steps]) => steps > most(name));
  expect(grown.map(([name, steps]) => `${name}: ${few.get(name)} steps, then ${steps}`)).toEqual([]);
});

function shifted(pieces: Model["pieces"], us: number): Model["pieces"] {
  return new Map(
    [...pieces].map(([what, same]) => [
      what,
      same.map((piece) => ({ ...piece, beganUs: piece.beganUs + us, endedUs: piece.endedUs + us })),
    ]),
  );
}

/** The modules that are counted are loaded only here. */
async function allQuestions(): Promise<(run: Run) => void> {
  const explain = await import("../../grader/explain/index.ts");
  const { evaluateScenario } = await import("../../grader/score/evaluate.ts");
  const { scenarioFindings } = await import("../../grader/score/scenario-findings.ts");
  const { gradeOf } = await import("../grader/score/grading.ts");
  const { timeline } = await import("../../grader/report/timeline.ts");
  const { reportHtml } = await import("../../grader/report/page/page.ts");
  const { reportTrace } = await import("../../grader/report/trace.ts");
  const plain = { bold: String, dim: String, red: String, green: String, yellow: String, cyan: String };
  const text: Expected = { kind: "string", value: "nothing that comes" };
  const checks = [
    aCheck({ kind: "returns", value: { kind: "list", items: [] } }),
    aCheck({ kind: "returns", value: { kind: "number", value: -1 } }),
    aCheck({ kind: "peak", of: "tasks", atMost: 1, atLeast: null }),
    aCheck({ kind: "requests", ordered: false, requests: [{ line: text }] }),
    aCheck({ kind: "output", stream: "stdout", lines: { kind: "list", items: [text] } }),
    aCheck({ kind: "leftovers" }),
    aTaskCheck({ pattern: "*", count: 1e6 }),
    aTaskCheck({ pattern: "*", state: "pending" }),
  ];
  const exercise = anExercise({ scenarios: [aScenario({ checks: checks.slice(0, 1) })] });
  return (run) => {
    const numbers = run.tasks.map((_, i) => (i + 1) % run.tasks.length);
    explain.explainTime(run);
    // One that did the same in less time.
    const model = { ...explain.modelOf(run), elapsedMs: 0 };
    for (const lostMs of [run.elapsedMs! / 2, run.elapsedMs! - 1, 1, null]) {
      explain.explainElapsed(run, lostMs);
      explain.explainElapsed(run, lostMs, { model, known: null });
    }
    // And two that did it later, or more of it.
    const slower = { ...model, pieces: shifted(model.pieces, 1) };
    const longer = { ...model, pieces: new Map([...model.pieces].map(([what, same]) => [`${what} more`, same])) };
    for (const missingMs of [1, 5, run.elapsedMs!]) {
      for (const other of [null, model, slower, longer]) explain.explainTooSoon(run, missingMs, other);
    }
    explain.explainEarly(run, slower);
    explain.explainLess(run, longer);
    explain.explainUnfinished(run, new Set(run.tasks.map(({ id }) => id)));
    explain.explainNoThrow(run, { isWanted: () => false, isWantedName: () => true, dueMs: 3 });
    explain.explainOrder(run, numbers.slice(1), numbers.slice(1));
    explain.explainLostResults(run, (result) => result === 3);
    explain.explainLostUpdate(run);
    explain.unawaitedTask(run);
    explain.explainPending(run, run.tasks.at(-1)!);
    for (const task of run.tasks.slice(-5)) explain.explainCancel(run, task);
    for (const request of run.requests.slice(-1)) explain.lineOfRequest(run, request);
    for (const check of checks) evaluateScenario(aScenario({ checks: [check] }), run, null);
    scenarioFindings(aScenario({ checks }), run, null);
    timeline(run, 100, plain);
    const grade = gradeOf(exercise, [run]);
    reportHtml([grade]);
    reportTrace([grade]);
  };
}
