import type { Finding, Grade } from "../../grader/score/index.ts";
import type { Position } from "../../grader/values/index.ts";

type Points = Grade["maxScore"];

/** What a submission got and why, as `expected.yaml` of its exercise writes it: points by category, codes, lines. No wording. */
export interface Outcome {
  readonly status: string;
  readonly score: string;
  readonly points: Readonly<Record<string, string>>;
  /** `code file:line`. */
  readonly reason?: string;
  readonly diagnostics?: readonly string[];
  readonly rules?: readonly string[];
  /** `scenario | title | code file:line`, and the points where some are left. */
  readonly failed?: readonly string[];
  readonly findings?: readonly string[];
}

export function outcomeOf(grade: Grade): Outcome {
  const own = grade.submission;
  const failed = grade.scenarios.flatMap((scenario) =>
    scenario.checks
      .filter((check) => check.status === "failed" && check.finding?.code !== "stopped" && check.finding !== null)
      .map((check) => {
        const partial = check.score.n === 0 ? "" : ` (${show(check.score)} of ${show(check.maxScore)})`;
        return `${scenario.name} | ${check.title} | ${said(check.finding!, own)}${partial}`;
      }),
  );
  const findings = grade.scenarios.flatMap((scenario) =>
    scenario.findings.map((finding) => `${scenario.name} | ${said(finding, own)}`),
  );
  const { reason } = grade;
  return {
    status: grade.status,
    score: `${grade.score === null ? "none" : show(grade.score)} of ${show(grade.maxScore)}`,
    points: Object.fromEntries(grade.categories.map(({ category, score }) => [category, show(score)])),
    ...(reason === null ? {} : { reason: `${reason.code} ${where(reason, own)}` }),
    ...some(
      "diagnostics",
      grade.diagnostics.map((each) => `${each.severity} ${each.code} ${where(each, own)}`),
    ),
    ...some(
      "rules",
      grade.rules.map((each) => said(each, own)),
    ),
    ...some("findings", findings),
    ...some("failed", failed),
  };
}

function some<K extends string>(key: K, list: readonly string[]): Partial<Record<K, readonly string[]>> {
  return list.length === 0 ? {} : ({ [key]: list } as Record<K, readonly string[]>);
}

function said({ code, at }: Finding, own: string): string {
  return `${code} ${where(at, own)}`;
}

/** `12` in the submission's own file, `lib/x.ts:12` in another. */
function where(at: Pick<Position, "line"> | { file: string | null; line: number | null } | null, own: string): string {
  if (at === null || at.line === null) return "-";
  const file = "file" in at ? at.file : own;
  return file === own || file === null ? `${at.line}` : `${relative(file, own)}:${at.line}`;
}

function relative(file: string, own: string): string {
  const folder = own.slice(0, own.lastIndexOf("/") + 1);
  return file.startsWith(folder) ? file.slice(folder.length) : file;
}

function show({ n, d }: Points): string {
  return d === 1 ? `${n}` : `${n}/${d}`;
}
