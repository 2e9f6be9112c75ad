import { afterAll, describe, expect, it } from "vitest";
import { openCourse } from "../../../../grader/commands/course.ts";
import { ExerciseFault } from "../../../../grader/commands/exercise-fault.ts";
import { gradeSubmission } from "../../../../grader/commands/grade-submission.ts";
import { closeWorkshop, openWorkshop, type Workshop } from "../../../../grader/commands/workshop.ts";
import { loadExercises } from "../../../../grader/commands/load-exercises.ts";
import { compiler } from "../../../warm-compiler.ts";
import { aCourse, solution } from "../a-course.ts";

const open: Workshop[] = [];

afterAll(() => Promise.all(open.map(closeWorkshop)));

async function faults(checks: string | null, hidden = false, submission = solution): Promise<string[]> {
  const exercise = `title: Hello\nchecks: checks.ts\nscenarios:\n  - { name: a, hidden: ${hidden}, expect: { returns: hello } }\n`;
  const course = openCourse(
    aCourse({
      "exercises/hello/exercise.yaml": exercise,
      "exercises/hello/submission.ts": submission,
      "solutions/hello.ts": solution,
      ...(checks === null ? {} : { "exercises/hello/checks.ts": checks }),
    }),
  );
  const shop = openWorkshop(course, compiler, { checksCpuMs: 100, tries: "nothing" });
  open.push(shop);
  const hello = loadExercises(course, course.ids).exercises.get("hello")!;
  const outcome = await gradeSubmission(shop, hello, null).catch((error: unknown) => error);
  if (!(outcome instanceof ExerciseFault)) throw new Error("the checks were accepted");
  return outcome.errors.map(({ file, line, message }) => `${file.replace("exercises/hello/", "")}:${line} ${message}`);
}

describe("a checks.ts that cannot be used is the author's fault", () => {
  it.each<[string, string | null, RegExp]>([
    ["is not there", null, /^exercise\.yaml:2 .*cannot be read \(ENOENT\)/],
    ["does not compile", "export default (): number => '';\n", /^checks\.ts:1 checks\.ts does not compile/],
    ["exports no function", "export const checks = [];\n", /^checks\.ts:1 .*needs a default export/],
    [
      "reaches for the machine",
      'import fs from "node:fs";\nexport default () => [fs];\n',
      /^checks\.ts:1 .*"node:fs" is not available/,
    ],
    [
      "throws",
      "export default () => {\n  throw new Error('oh');\n};\n",
      /^checks\.ts:2 checks\.ts threw Error in the scenario "a": oh$/,
    ],
    [
      "never ends",
      "export default () => {\n  for (;;);\n};\n",
      /^exercise\.yaml:2 checks\.ts was stopped in the scenario "a" \(cpu\)/,
    ],
    ["gives something else", "export default () => 5;\n", /^exercise\.yaml:2 .*it has to return a list/],
    [
      "earns points that the exercise does not have",
      "export default () => [{ category: 'states', title: 't', passed: true }];\n",
      /^exercise\.yaml:2 the check "t" of checks\.ts earns points for `states`.* add it under `points`$/,
    ],
  ])("when it %s", async (_, checks, message) => {
    expect(await faults(checks)).toEqual([expect.stringMatching(message)]);
  });

  it("when it leaves a check out for some runs, which would make the others worth more", async () => {
    const picky =
      "export default (run: { result: unknown }) =>\n  run.result === 'hello' ? [{ category: 'returns', title: 'greets', passed: true }] : [];\n";
    expect(await faults(picky, false, solution.replace("hello", "hi"))).toEqual([
      expect.stringMatching(/returns its check "returns greets" in the scenario "a" for one run and not for another/),
    ]);
  });

  it("and is told without its message when the scenario is hidden", async () => {
    const throwing = "export default (run: { result: unknown }) => {\n  throw new Error(String(run.result));\n};\n";
    expect(await faults(throwing, true)).toEqual(['checks.ts:2 checks.ts threw Error in the scenario "a"']);
  });
});
