import type { Finding, Grade } from "../score/index.ts";

/** Submissions in which the same thing went wrong. */
export interface Cluster {
  /** What the findings are about: `tasks.*, at.200ms.* (task-missing)`. */
  readonly title: string;
  readonly exercise: string;
  /** The words of the first of them; null: only hidden scenarios have it, and they say nothing. */
  readonly example: string | null;
  readonly grades: readonly Grade[];
}

interface Mistake {
  readonly checks: readonly string[];
  readonly code: string;
  readonly example: string;
}

/** By exercise, check and kind of mistake, in whatever scenario; what most of the class did comes first. */
export function clusterFindings(grades: readonly Grade[]): Cluster[] {
  const graded = grades.filter(({ status }) => status !== "error");
  const exercises = [...new Set(graded.map(({ exercise }) => exercise))];
  return exercises
    .flatMap((exercise) => {
      const own = graded.filter((grade) => grade.exercise === exercise);
      const hidden = inHiddenOnly(own);
      const told = togetherAlways(byCheckAndCode(own)).map(([{ checks, code, example }, same]) => ({
        title: `${checks.join(", ")} (${code})`,
        exercise,
        example,
        grades: same,
      }));
      return hidden === null ? told : [...told, { ...hidden, exercise }];
    })
    .toSorted((a, b) => b.grades.length - a.grades.length);
}

function byCheckAndCode(grades: readonly Grade[]): [Mistake, Grade[]][] {
  const found = new Map<string, [Mistake, Set<Grade>]>();
  for (const grade of grades) {
    for (const mistake of mistakes(grade)) {
      const key = JSON.stringify([mistake.checks, mistake.code]);
      const [, same] = found.get(key) ?? found.set(key, [mistake, new Set()]).get(key)!;
      same.add(grade);
    }
  }
  return [...found.values()].map(([mistake, same]) => [mistake, [...same]]);
}

/** One mistake often fails several checks: those that always fail together, for the same kind of reason, are told as one. */
function togetherAlways(found: readonly [Mistake, Grade[]][]): [Mistake, Grade[]][] {
  const joined: [Mistake, Grade[]][] = [];
  for (const [mistake, same] of found) {
    const at = joined.findIndex(([{ code }, others]) => code === mistake.code && sameList(others, same));
    const twin = joined[at];
    if (twin === undefined) joined.push([mistake, same]);
    else joined[at] = [{ ...twin[0], checks: [...twin[0].checks, ...mistake.checks] }, same];
  }
  return joined;
}

function sameList(a: readonly Grade[], b: readonly Grade[]): boolean {
  return a.length === b.length && a.every((grade, i) => grade === b[i]);
}

/** Checks that are failed because the whole scenario is: the reason is a finding of its own. */
const FALLOUT = new Set(["stopped", "entry-threw", "entry-returned"]);

function mistakes({ reason, rules, scenarios }: Grade): Mistake[] {
  const checks = scenarios.flatMap((scenario) => scenario.checks.filter(({ status }) => status === "failed"));
  return [
    ...(reason === null ? [] : [named("rejected", reason)]),
    ...rules.map((rule) => named("rule", rule)),
    ...scenarios.flatMap(({ findings }) => findings.map((finding) => named("run", finding))),
    ...checks.flatMap(({ title, finding }) =>
      finding === null || FALLOUT.has(finding.code) ? [] : [named(title, finding)],
    ),
  ];
}

function named(check: string, { code, message }: Pick<Finding, "code" | "message">): Mistake {
  return { checks: [check], code, example: message };
}

/**
 * The submissions that pass every scenario that can be seen, and fail others: their answers are made for the examples, as a rule. How often each
 * check fails is all that is told.
 */
function inHiddenOnly(grades: readonly Grade[]): Omit<Cluster, "exercise"> | null {
  const same = grades.filter(
    ({ scenarios, reason }) =>
      reason === null &&
      scenarios.every(({ hidden, status }) => hidden || status === "passed") &&
      scenarios.some(({ hidden, status, checks }) => hidden && status !== "passed" && checks.every(isSilent)),
  );
  if (same.length === 0) return null;
  const counts = new Map<string, number>();
  for (const { scenarios } of same) {
    const failed = scenarios.flatMap(({ checks }) => checks.filter(({ status }) => status === "failed"));
    for (const title of new Set(failed.map((check) => check.title))) counts.set(title, (counts.get(title) ?? 0) + 1);
  }
  const often = [...counts].toSorted(([, a], [, b]) => b - a).map(([title, count]) => `${title} ${count}×`);
  return { title: `passed everything but hidden scenarios (${often.join(", ")})`, example: null, grades: same };
}

function isSilent({ finding }: { readonly finding: Finding | null }): boolean {
  return finding === null;
}
