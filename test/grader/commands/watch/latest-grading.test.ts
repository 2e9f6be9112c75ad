import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openCourse } from "../../../../grader/commands/course.ts";
import { LatestGrading } from "../../../../grader/commands/watch/latest-grading.ts";
import { createCompiler, type Compiler } from "../../../../grader/compile/index.ts";
import { aCourse, smallExercise, solution } from "../a-course.ts";

const hangs = "export async function main(): Promise<string> {\n  for (;;) {}\n}\n";

describe("LatestGrading", () => {
  it("drops a submission that hangs as soon as the next one comes, then follows the exercise as it is edited", async () => {
    const root = aCourse({
      // Nothing but the next save ends it in time.
      "exercises/hello/exercise.yaml": `${smallExercise}limits: { cpu: 600s }\n`,
      "exercises/hello/submission.ts": hangs,
    });
    const file = (name: string) => path.join(root, "exercises/hello", name);
    const real = createCompiler();
    let compiled: () => void = () => undefined;
    const atWork = new Promise<void>((resolve) => {
      compiled = resolve;
    });
    const compiler: Compiler = {
      compile: async (request) => {
        const compilation = await real.compile(request);
        setImmediate(compiled);
        return compilation;
      },
    };
    const grading = new LatestGrading(openCourse(root), compiler);
    const first = grading.grade("hello");
    await atWork;
    writeFileSync(file("submission.ts"), solution);
    const second = grading.grade("hello");
    expect(await first).toBeNull();
    expect(await second).toMatchObject({ kind: "grade", grade: { status: "passed" } });

    writeFileSync(file("exercise.yaml"), smallExercise.replace("returns: hello", "returns: bye"));
    expect(await grading.grade("hello")).toMatchObject({ kind: "grade", grade: { status: "failed" } });
    writeFileSync(file("exercise.yaml"), "title: half");
    expect(await grading.grade("hello")).toMatchObject({
      kind: "fault",
      errors: [{ file: "exercises/hello/exercise.yaml" }],
    });
    await grading.close();
  });
});
