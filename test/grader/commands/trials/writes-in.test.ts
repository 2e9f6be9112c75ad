import { afterAll, describe, expect, it } from "vitest";
import { openCourse } from "../../../../grader/commands/course.ts";
import { gradeSubmission } from "../../../../grader/commands/grade-submission.ts";
import { loadExercises } from "../../../../grader/commands/load-exercises.ts";
import { closeWorkshop, openWorkshop, type Workshop } from "../../../../grader/commands/workshop.ts";
import { compiler } from "../../../warm-compiler.ts";
import type { Finding } from "../../../../grader/score/index.ts";
import { aCourse } from "../a-course.ts";

const open: Workshop[] = [];
afterAll(() => Promise.all(open.map(closeWorkshop)));

const exercise = `title: Fares
scenarios:
  - name: a family
    args: [[40, 8, 12]]
    expect:
      returns: { total: 22, label: "3 people pay 22" }
  - name: told aloud
    args: [[40, 8, 12]]
    expect:
      stdout: |
        40 pays 10
        8 pays 2
        12 pays 10
      tasks:
        fare: { state: done, result: 10 }
`;

/** Makes the same mistake twice, so that no single change mends it. */
const submission = `import { coroutine, createTask, sleep } from "chronograde";

class Till {
  total = 0;

  take(price: number): void {
    this.total += price > 9 ? price + 1 : price;
  }
}

const fare = coroutine(async (age: number) => {
  await sleep(100);
  return age < 9 ? 3 : 10;
});

export async function main(ages: number[]) {
  const till = new Till();
  for (const age of ages) {
    const price = await createTask(fare(age), { name: "fare" });
    till.take(price);
    console.log(\`\${age} pays \${price}\`);
  }
  return { total: till.total, label: \`\${ages.length} people pay \${till.total}\` };
}
`;

async function found(text: string, check: string, scenario = 0, tries: "all" | "solution" = "all"): Promise<Finding> {
  const all = { "exercises/fares/exercise.yaml": exercise, "exercises/fares/submission.ts": text };
  const course = openCourse(aCourse(all));
  const shop = openWorkshop(course, compiler, { tries });
  open.push(shop);
  const grade = await gradeSubmission(shop, loadExercises(course, course.ids).exercises.get("fares")!, null);
  return grade.scenarios[scenario]!.checks.find(({ title }) => title.startsWith(check))!.finding!;
}

describe("a wrong value that nothing mends", () => {
  it("is followed back to the line that made it, by playing the submission again", async () => {
    const { message, at } = await found(submission, "returns");

    expect(message).toContain("It comes from line 7, which set `total` to it at 300 ms.");
    expect(at).toEqual({ file: "exercises/fares/submission.ts", line: 7, column: 5 });
  });

  it("is followed back from a line that was printed", async () => {
    const { message } = await found(submission, "stdout", 1);

    expect(message).toContain("The 3 in it comes from line 13, which returned it at 200 ms.");
  });

  it("is followed back from a task's result", async () => {
    const { message } = await found(submission, "tasks", 1);

    expect(message).toContain("It comes from line 13, which returned it at 200 ms.");
  });

  it("is not followed where the score is to be there at once", async () => {
    const { message } = await found(submission, "returns", 0, "solution");

    expect(message).not.toContain("It comes from");
  });

  it("is not followed where the program prints what looks like that, and nothing of it is lost", async () => {
    const forged = submission.replace("  const till", '  console.log("\\u0001write[");\n  const till');
    const { message } = await found(forged, "returns");

    expect(message).toContain("It comes from line 7, which set `total` to it at 300 ms.");
  });
});
