import { afterAll, describe, expect, it } from "vitest";
import { openCourse } from "../../../grader/commands/course.ts";
import { ExerciseFault } from "../../../grader/commands/exercise-fault.ts";
import { gradeSubmission } from "../../../grader/commands/grade-submission.ts";
import { closeWorkshop, openWorkshop, type Workshop } from "../../../grader/commands/workshop.ts";
import { loadExercises } from "../../../grader/commands/load-exercises.ts";
import { compiler } from "../../warm-compiler.ts";
import { aCourse } from "./a-course.ts";

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
  const shop = openWorkshop(course, compiler, { tries: "nothing" });
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

const slowShop = `title: Two items
harness: harness.ts
scenarios:
  - name: two
    expect: { elapsed: 20ms }
`;
const shopHarness = `import { coroutine, sleep } from "chronograde";
const buy = coroutine(async () => { await sleep(20); });
export default async (submission: { main(buy: () => PromiseLike<void>): Promise<void> }) => submission.main(buy);
`;
const buysInTurn = `export async function main(buy: () => PromiseLike<void>): Promise<void> {
  await buy();
  await buy();
}
`;

it("what goes on in the harness is told by the submission's line that waits for it", async () => {
  const files = { "exercise.yaml": slowShop, "submission.ts": buysInTurn, "harness.ts": shopHarness };
  const course = openCourse(
    aCourse(Object.fromEntries(Object.entries(files).map(([name, text]) => [`exercises/shop/${name}`, text]))),
  );
  const shop = openWorkshop(course, compiler, { tries: "nothing" });
  open.push(shop);
  const grade = await gradeSubmission(shop, loadExercises(course, course.ids).exercises.get("shop")!, null);
  expect(grade.scenarios[0]!.checks[0]!.finding).toMatchObject({
    code: "elapsed-too-long",
    at: { line: 2 },
    message: expect.stringContaining("Line 2 waited 20 ms, and only then line 3 began its 20 ms."),
  });
});
