import { afterAll, describe, expect, it } from "vitest";
import { openCourse } from "../../../grader/commands/course.ts";
import { ExerciseFault } from "../../../grader/commands/exercise-fault.ts";
import { gradeCommand } from "../../../grader/commands/grade.ts";
import { loadExercises } from "../../../grader/commands/load-exercises.ts";
import { createReferences, type References } from "../../../grader/commands/references.ts";
import { compiler } from "../../warm-compiler.ts";
import type { CodeExercise } from "../../../grader/spec/index.ts";
import { aCourse } from "./a-course.ts";
import { aTerminal } from "./a-terminal.ts";

const open: References[] = [];

afterAll(() => Promise.all(open.map((references) => references.close())));

const exerciseFile = `title: Get x
http:
  https://a.test:
    GET /x: { latency: 100ms, json: 5 }
scenarios:
  - name: seen
    expect: { returns: reference, elapsed: reference }
  - name: unseen
    hidden: true
    args: [secret]
    expect: { returns: [reference] }
`;

const solution = `export async function main(word?: string): Promise<number | string[]> {
  const reply = await fetch("https://a.test/x");
  const x = (await reply.json()) as number;
  return word === undefined ? x : [word];
}
`;

function given(files: Readonly<Record<string, string>>, exercise = exerciseFile) {
  const course = openCourse(aCourse({ "exercises/get-x/exercise.yaml": exercise, ...files }));
  const loaded = loadExercises(course, course.ids);
  const references = createReferences(course, compiler);
  open.push(references);
  return { course, references, exercise: loaded.exercises.get("get-x") as CodeExercise };
}

async function faults(text: string): Promise<string[]> {
  const { references, exercise } = given({ "solutions/get-x.ts": text });
  const thrown = await references.resolveExercise(exercise).catch((error: unknown) => error);
  if (!(thrown instanceof ExerciseFault)) throw new Error("no fault was found");
  return thrown.errors.map(({ file, line, message }) => `${file}:${line} ${message}`);
}

describe("the solution's run", () => {
  it("is made once for the same inputs, and anew under other latencies", async () => {
    const { references, exercise } = given({ "solutions/get-x.ts": solution });
    const [scenario] = exercise.scenarios;
    const run = await references.referenceRun(exercise, scenario!);
    expect(run).toMatchObject({ outcome: { kind: "returned", value: 5 }, elapsedMs: 100 });
    expect(await references.referenceRun(exercise, { ...scenario!, name: "another name" })).toBe(run);
    const slower = scenario!.routes.map((route) => ({
      ...route,
      replies: route.replies.map((reply) => ({ ...reply, latencyMs: 250 })),
    }));
    const other = await references.referenceRun(exercise, scenario!, { ...scenario!, routes: slower });
    expect(other.elapsedMs).toBe(250);
  });

  it("may come from a folder of several files", async () => {
    const files = "files: [submission.ts, lib/*.ts]\n";
    const { references, exercise } = given(
      {
        "solutions/get-x/submission.ts": solution
          .replace("return word", "return word")
          .replace(/^/, 'import { five } from "./lib/five.ts";\nvoid five;\n'),
        "solutions/get-x/lib/five.ts": "export const five = 5;\n",
      },
      files + exerciseFile,
    );
    const resolved = await references.resolveExercise(exercise);
    expect(resolved.scenarios[0]!.checks).toMatchObject([{ atMostMs: 100 }, { value: { kind: "number", value: 5 } }]);
  });
});

describe("a solution that cannot be a model is the author's fault", () => {
  it("when it does not compile: once, at its own line", async () => {
    expect(await faults(`${solution}const n: number = "";\n`)).toEqual([
      expect.stringMatching(/^solutions\/get-x\.ts:6 the exercise's own solution is rejected/),
    ]);
  });

  it("when it throws or is stopped, and nothing is told of what a hidden scenario gave it", async () => {
    const throwing = solution.replace("return word", "if (word) throw new Error(word);\n  return word");
    expect(await faults(throwing)).toEqual([
      'solutions/get-x.ts:4 the exercise\'s own solution threw Error in the hidden scenario "unseen"',
    ]);
    const hanging = solution.replace("return word", "await new Promise(() => undefined);\n  return word");
    expect((await faults(hanging))[0]).toMatch(
      /^solutions\/get-x\.ts:4 .* was stopped in the scenario "seen" \(deadlock\): /,
    );
  });

  it("when it gives nothing at the place of the reference", async () => {
    expect(await faults(solution.replace("[word]", "[]"))).toEqual([
      expect.stringMatching(/^exercises\/get-x\/exercise\.yaml:11 in a hidden scenario the solution gives nothing/),
    ]);
  });

  it("which ends the command with status 2, grades nobody, and shows no line of the solution", async () => {
    const submission = { "exercises/get-x/submission.ts": solution };
    const terminal = aTerminal();
    const options = {
      exercise: null,
      reports: [{ format: "text", file: null }],
      reveal: false,
      minScore: null,
      ask: false,
      isolation: "process",
      schedule: null,
    } as const;
    const none = aCourse({ "exercises/get-x/exercise.yaml": exerciseFile, ...submission });
    expect(await gradeCommand(["get-x"], { ...options, course: none }, terminal, compiler)).toBe(2);
    expect(terminal.said()).toMatch(
      /^exercises\/get-x\/exercise\.yaml:7:15: `reference` needs the exercise's own solution[^]*solutions\/get-x\.ts/,
    );
    const again = aTerminal();
    const wrong = { "solutions/get-x.ts": `${solution}const secret: number = "";\n`, ...submission };
    const course = aCourse({ "exercises/get-x/exercise.yaml": exerciseFile, ...wrong });
    expect(await gradeCommand(["get-x"], { ...options, course }, again, compiler)).toBe(2);
    expect(again.said()).toContain("solutions/get-x.ts:6:7: ");
    expect(again.said()).not.toMatch(/const secret|\d points/);
  });
});

describe("what tells why a submission took longer than the solution", () => {
  it("is the solution's run, made once", async () => {
    const { references, exercise } = given({ "solutions/get-x.ts": solution });
    const [scenario] = exercise.scenarios;
    const model = await references.model(exercise, scenario!);
    expect(model).toMatchObject({ elapsedMs: 100, requests: [{ url: "https://a.test/x" }] });
    expect(await references.model(exercise, scenario!)).toBe(model);
  });

  it("is not there without a solution, and nobody minds", async () => {
    const { references, exercise } = given({});
    expect(await references.model(exercise, exercise.scenarios[0]!)).toBeNull();
  });

  it("is not that of a solution that does not compile, or throws", async () => {
    for (const text of ["export const main = 1 +;", `export async function main() { throw new Error("no"); }`]) {
      const { references, exercise } = given({ "solutions/get-x.ts": text });
      expect(await references.model(exercise, exercise.scenarios[0]!)).toBeNull();
    }
  });
});
