import { afterAll, describe, expect, it } from "vitest";
import { openCourse } from "../../../grader/commands/course.ts";
import { ExerciseFault } from "../../../grader/commands/exercise-fault.ts";
import {
  closeWorkshop,
  gradeSubmission,
  openWorkshop,
  type Workshop,
} from "../../../grader/commands/grade-submission.ts";
import { loadExercises } from "../../../grader/commands/load-exercises.ts";
import { createCompiler } from "../../../grader/compile/index.ts";
import { aCourse } from "./a-course.ts";

const compiler = createCompiler();
const open: Workshop[] = [];

afterAll(() => Promise.all(open.map(closeWorkshop)));

const exercise = `title: Twice
harness: harness.ts
scenarios:
  - name: five
    args: [5]
    expect: { returns: 10 }
`;
const submission = "export const twice = (n: number): number => 2 * n;\n";

async function faults(harness: string | null): Promise<string[]> {
  const course = openCourse(
    aCourse({
      "exercises/twice/exercise.yaml": exercise,
      "exercises/twice/submission.ts": submission,
      ...(harness === null ? {} : { "exercises/twice/harness.ts": harness }),
    }),
  );
  const shop = openWorkshop(course, compiler);
  open.push(shop);
  const twice = loadExercises(course, course.ids).exercises.get("twice")!;
  const outcome = await gradeSubmission(shop, twice, null).catch((error: unknown) => error);
  if (!(outcome instanceof ExerciseFault)) throw new Error("the harness was accepted");
  return outcome.errors.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
}

describe("a wrong harness is the author's fault, at its own line", () => {
  it("when it is not there", async () => {
    expect(await faults(null)).toEqual(["exercises/twice/exercise.yaml:2:10 the harness cannot be read (ENOENT)"]);
  });

  it.each([
    [
      "it does not compile",
      "export default (): number => '';\n",
      /^exercises\/twice\/harness\.ts:1:\d+ .*not assignable/,
    ],
    ["it exports no function", "\nexport const harness = () => 1;\n", /harness\.ts:2:1 .* needs a default export/],
    [
      "it imports the submission",
      'import { twice } from "./submission.ts";\nexport default () => twice(1);\n',
      /:1:23 .*cannot import/,
    ],
    [
      "it fails while it is loaded",
      "throw new Error('no');\nexport default () => 1;\n",
      /^exercises\/twice\/exercise\.yaml:2:10 .*Error: no$/,
    ],
  ])("when %s", async (_, harness, message) => {
    expect(await faults(harness)).toEqual([expect.stringMatching(message)]);
  });
});
