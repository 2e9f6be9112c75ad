import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openCourse } from "../../../../grader/commands/course.ts";
import { gradeSubmission } from "../../../../grader/commands/grade-submission.ts";
import { loadExercises } from "../../../../grader/commands/load-exercises.ts";
import type { Benches } from "../../../../grader/commands/trials/benches.ts";
import { closeWorkshop, openWorkshop, type Workshop } from "../../../../grader/commands/workshop.ts";
import { compiler } from "../../../warm-compiler.ts";
import type { Finding, Grade } from "../../../../grader/score/index.ts";

const exercise = `title: Fares
scenarios:
  - name: a family
    args: [[40, 8, 12]]
    expect:
      returns: 22
      elapsed: 200ms
`;

const solution = `import { coroutine, gather, sleep } from "chronograde";

const PAUSE = 100;

function isChild(age: number): boolean {
  return age < 12;
}

const fare = coroutine(async (age: number) => {
  await sleep(PAUSE);
  return isChild(age) ? 2 : 10;
});

export async function main(ages: number[]): Promise<number> {
  const fares = await gather(ages.map((age) => fare(age)));
  return fares.reduce((sum, each) => sum + each, 0);
}
`;

/** The first try of a person who has read the exercise otherwise. */
const wrong = solution.replace("age < 12", "age <= 12");

/** One course with an exercise for each submission, so that one child may serve them all. */
const root = mkdtempSync(path.join(tmpdir(), "chronograde-trials-"));
for (const folder of ["exercises", "solutions"]) mkdirSync(path.join(root, folder));
let submissions = 0;

afterAll(async () => {
  await Promise.all([...shops.values()].map(closeWorkshop));
  rmSync(root, { recursive: true });
});

type Tries = "all" | "solution" | "nothing";
const shops = new Map<Tries, Workshop>();

function shopFor(tries: Tries): Workshop {
  const shop = shops.get(tries) ?? openWorkshop(openCourse(root), compiler, { tries, child: "author" });
  shops.set(tries, shop);
  return shop;
}

interface Beside {
  /** For what must have the same name as another. */
  readonly id?: string;
  readonly exercise?: string;
  readonly solution?: string;
}

async function graded(
  submission: string,
  beside: Beside = {},
  tries: Tries = "all",
  shop = shopFor(tries),
): Promise<Grade> {
  const id = beside.id ?? `fares-${++submissions}`;
  mkdirSync(path.join(root, `exercises/${id}`), { recursive: true });
  writeFileSync(path.join(root, `exercises/${id}/exercise.yaml`), beside.exercise ?? exercise);
  writeFileSync(path.join(root, `exercises/${id}/submission.ts`), submission);
  if (beside.solution !== undefined) writeFileSync(path.join(root, `solutions/${id}.ts`), beside.solution);
  return await gradeSubmission(shop, loadExercises(openCourse(root), [id]).exercises.get(id)!, null);
}

const withSolution = (text = solution): Beside => ({ solution: text });

function returnsOf(grade: Grade): Finding {
  return findingOf(grade, "returns");
}

function elapsedOf(grade: Grade): Finding {
  return findingOf(grade, "elapsed");
}

function findingOf({ scenarios }: Grade, check: string): Finding {
  return scenarios[0]!.checks.find(({ title }) => title === check)!.finding!;
}

describe("what failed is tried with the solution's way of doing one place after the other", () => {
  it("names the line that makes the difference where nothing else tells why", async () => {
    const { message, at, hint } = returnsOf(await graded(wrong, withSolution()));

    expect(message).toBe(
      "returned 14; expected 22. Line 6 makes the difference: with only that place done in another way, this passes.",
    );
    expect([at?.line, at?.column]).toEqual([6, 14]);
    expect(hint).toMatch(/line 6/);
  });

  it("does so whatever names the solution has", async () => {
    const renamed = solution
      .replaceAll(/\bfare\b/g, "priceFor")
      .replaceAll("fares", "prices")
      .replaceAll("age", "years");

    expect(returnsOf(await graded(wrong, withSolution(renamed))).message).toContain("Line 6 makes the difference");
  });

  it("tells how long the run takes then, where that is as long as the solution's", async () => {
    const { message } = elapsedOf(await graded(solution.replace("PAUSE = 100", "PAUSE = 400"), withSolution()));

    expect(message).toBe(
      "took 400 ms; at most 200 ms is allowed. Line 3 makes the difference: with only that place done in another way, the run takes 100 ms (300 ms less).",
    );
  });

  it("tells a limit that counts too late by what it should have counted, where both were moved", async () => {
    const fixtures = path.join(import.meta.dirname, "../../../fixtures/acceptance");
    const battery = path.join(fixtures, "exercises/explain-battery");
    const text = (file: string): string => readFileSync(file, "utf8");
    const { message } = elapsedOf(
      await graded(text(path.join(battery, "wrong-limit-after-the-walk.ts")), {
        exercise: text(path.join(battery, "exercise.yaml")),
        solution: text(path.join(fixtures, "solutions/explain-battery.ts")),
      }),
    );

    expect(message).toContain(
      "The 500 ms that line 13 gives began to count only at 300 ms, after the wait on line 12.",
    );
  });

  it("says nothing of the kind of a program that has little in common with the solution", async () => {
    const own = `export async function main(ages: number[]) {
  let sum = 0;
  for (const years of ages) {
    if (years > 12) sum += 10;
    else sum += 2;
  }
  return sum;
}
`;

    expect(returnsOf(await graded(own, withSolution(), "solution")).message).not.toContain("difference");
    expect(returnsOf(await graded(own, withSolution())).message).toContain("Line 4 makes the difference");
  });

  it("changes no points, and nothing of what happened", async () => {
    const [without, having] = await Promise.all([
      graded(wrong, { id: "counted" }, "nothing"),
      graded(wrong, { ...withSolution(), id: "counted" }),
    ]);

    expect(whatCounts(having)).toEqual(whatCounts(without));
  });

  it("is graded all the same when a trial itself fails", async () => {
    const shop = shopFor("all");
    const benches = Object.assign(Object.create(shop.trials!.benches) as Benches, {
      at: () => Promise.reject(new Error("no process comes up")),
    });
    const failing = { ...shop, trials: { ...shop.trials!, benches } };
    const grade = await graded(wrong, { ...withSolution(), id: "failed" }, "all", failing);

    expect(whatCounts(grade)).toEqual(whatCounts(await graded(wrong, { id: "failed" }, "nothing")));
  });

  it("says nothing of a program that takes long to compile again and again", async () => {
    const long = `${wrong}// ${"x".repeat(40_000)}\n`;

    expect(returnsOf(await graded(long, withSolution())).message).toBe("returned 14; expected 22");
  });

  it("says nothing where the trial would need more memory than is usual", async () => {
    const large = wrong.replace(
      "  const fares",
      '  if (!["x".repeat(40_000_000) + ages].join("").endsWith("2")) return 1;\n  const fares',
    );

    expect(returnsOf(await graded(large, withSolution())).message).toBe("returned 14; expected 22");
  });

  it("tells the same each time", async () => {
    const [once, again] = await Promise.all([1, 2].map(() => graded(wrong, { ...withSolution(), id: "again" })));

    expect(again!.scenarios).toEqual(once!.scenarios);
  });
});

describe("without a solution, what mends usual mistakes is tried", () => {
  it("and names the line where one of them does", async () => {
    expect(returnsOf(await graded(wrong)).message).toBe(
      "returned 14; expected 22. Line 6 makes the difference: with only that place done in another way, this passes.",
    );
  });

  it("and says nothing where none of them does", async () => {
    expect(returnsOf(await graded(solution.replace("? 2 :", "? 3 :"))).message).not.toContain("difference");
  });

  it("and says nothing of one that makes another scenario go wrong", async () => {
    const another = `${exercise}  - name: the same family again
    args: [[40, 8, 12]]
    expect: { returns: 14 }
`;

    // Of two that contradict each other nobody can be right.
    const { message } = returnsOf(await graded(wrong, { exercise: another }));
    expect(message).not.toContain("difference");
  });
});

describe("beside a solution that is another program", () => {
  const another = `import { createTask, sleep } from "chronograde";

async function priceAt(years: number) {
  await sleep(100);
  if (years < 12) return 2;
  return 10;
}

export async function main(all: number[]): Promise<number> {
  let sum = 0;
  const tasks = all.map((years) => createTask(() => priceAt(years)));
  for (const task of tasks) sum += await task;
  return sum;
}
`;

  it("one change that mends a usual mistake is told", async () => {
    expect(returnsOf(await graded(wrong, withSolution(another))).message).toBe(
      "returned 14; expected 22. Line 6 makes the difference: with only that place done in another way, this passes.",
    );
  });
});

describe("where no usual mistake is", () => {
  const choosy = `import { coroutine, gather, sleep } from "chronograde";

const fare = coroutine(async (age: number) => {
  await sleep(100);
  return age < 12 ? 2 : 10;
});

export async function main(ages: number[]): Promise<number> {
  let sum = 0;
  for (const each of await gather(ages.map(fare))) {
    if (each === 10) sum += each;
  }
  return sum;
}
`;

  it("simple changes of any place are tried beside a solution", async () => {
    expect(returnsOf(await graded(choosy, withSolution())).message).toBe(
      "returned 20; expected 22. Line 11 makes the difference: with only that place done in another way, this passes.",
    );
  });

  it("and not without one, whose time tells which of them leave out the work", async () => {
    expect(returnsOf(await graded(choosy)).message).not.toContain("difference");
  });
});

describe("a submission that is tried beside the solution", () => {
  it("can read no text of it, and so not tell it by what it does", async () => {
    // Passes only if it finds the solution's comparison in itself.
    const curious = wrong.replace(
      "return fares.reduce",
      'if (!String(isChild).includes("age < 12")) return 0;\n  return fares.reduce',
    );

    expect(returnsOf(await graded(curious, withSolution())).message).not.toContain("Line 6 ");
  });

  it("cannot tell anything by how long it then takes", async () => {
    const slow = solution.replace("PAUSE = 100", "PAUSE = 400");
    const telling = slow.replace("  const fares", "  if (PAUSE < 400) await sleep(0.077);\n  const fares");
    const { message } = elapsedOf(await graded(telling, withSolution()));

    expect(message).toBe(
      "took 400 ms; at most 200 ms is allowed. Line 3 makes the difference: with only that place done in another way, this passes.",
    );
  });
});

function whatCounts({ status, score, percent, traceHash, scenarios }: Grade) {
  const checks = scenarios.flatMap((scenario) => scenario.checks.map(({ title, score: points }) => [title, points]));
  return { status, score, percent, traceHash, checks };
}
