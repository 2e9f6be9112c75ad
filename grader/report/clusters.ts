import type { Finding, Grade } from "../score/index.ts";

/** Submissions in which the same thing went wrong. */
export interface Cluster {
  /** What the finding is about: `elapsed (elapsed-too-long)`. */
  readonly title: string;
  readonly exercise: string;
  /** The words of the first of them. */
  readonly example: string;
  readonly grades: readonly Grade[];
}

/** By exercise, check and kind of mistake, in whatever scenario; what most of the class did comes first. */
export function clusterFindings(grades: readonly Grade[]): Cluster[] {
  const found = new Map<string, { title: string; exercise: string; example: string; grades: Set<Grade> }>();
  for (const grade of grades) {
    if (grade.status === "error") continue;
    for (const { title, example } of mistakes(grade)) {
      const key = JSON.stringify([grade.exercise, title]);
      const cluster = found.get(key) ?? { title, exercise: grade.exercise, example, grades: new Set() };
      cluster.grades.add(grade);
      found.set(key, cluster);
    }
  }
  return [...found.values()]
    .map((cluster) => ({ ...cluster, grades: [...cluster.grades] }))
    .toSorted((a, b) => b.grades.length - a.grades.length);
}

function mistakes(grade: Grade): { title: string; example: string }[] {
  const { reason, rules, scenarios } = grade;
  const checks = scenarios.flatMap((scenario) => scenario.checks.filter(({ status }) => status === "failed"));
  const told = new Set(checks.filter(({ finding }) => finding !== null).map(({ title }) => title));
  return [
    ...(reason === null ? [] : [named("rejected", reason)]),
    ...rules.map((rule) => named("rule", rule)),
    ...scenarios.flatMap(({ findings }) => findings.map((finding) => named("run", finding))),
    ...checks.flatMap(({ title, finding }) => (finding === null ? [] : [named(title, finding)])),
    // What fails in hidden scenarios only.
    ...checks
      .filter(({ title, finding }) => finding === null && !told.has(title))
      .map(({ title }) => ({ title, example: "In hidden scenarios only." })),
  ];
}

function named(
  title: string,
  { code, message }: Pick<Finding, "code" | "message">,
): { title: string; example: string } {
  return { title: `${title} (${code})`, example: message };
}
