import { snapshotToJson, type Json, type Position } from "../values/index.ts";
import type { Rejection } from "../compile/index.ts";
import type { Isolation } from "../sandbox/index.ts";
import type { CheckGrade, Finding, Grade, Provenance, ScenarioGrade } from "../score/index.ts";
import type { ExerciseError } from "../spec/index.ts";
import { jsonText } from "./json-text.ts";
import { shownPoints } from "./numbers.ts";
import { shardJson, type ShardPart } from "./shard.ts";
import { summarize, type Summary } from "./summary.ts";
import type { TamperedFile } from "./tampered.ts";

/**
 * The result as cli.md ("JSON result") writes it. Only what `redactHidden` has left is in it.
 *
 * @param isolation what was around the submissions; null when there was none
 * @param tampered the files of a pull request that it may not change; the key is there when there are some
 */
export function reportJson(...report: Parameters<typeof jsonParts>): string {
  return [...jsonParts(...report)].join("");
}

/** The same in parts, one submission each. */
export function* jsonParts(
  grades: readonly Grade[],
  errors: readonly ExerciseError[] = [],
  isolation: Isolation | null = null,
  tampered: readonly TamperedFile[] = [],
  shard: ShardPart | null = null,
): Generator<string> {
  const around = isolation === null ? null : { level: isolation.level, layers: isolation.layers };
  const nothing = errors.length > 0 && grades.length === 0;
  const report: Json = {
    version: 1,
    ...(shard === null ? {} : { shard: shardJson(shard, grades) }),
    ...(tampered.length === 0
      ? {}
      : { tampered: tampered.map(({ path, change, message }) => ({ path, change, message })) }),
    ...(errors.length === 0 ? {} : { exerciseErrors: errors.map(exerciseError) }),
    ...(nothing ? {} : { isolation: around, results: [], summary: summaryJson(summarize(grades)) }),
  };
  const text = jsonText(report);
  // What stands behind it holds no list of that name; and no text within a string looks like it, for its quotes are escaped.
  const at = nothing ? text.length : text.lastIndexOf(RESULTS) + RESULTS.length;
  yield text.slice(0, at);
  if (nothing) return;
  for (const [index, grade] of grades.entries()) {
    const result = jsonText(resultJson(grade, isolation)).trimEnd().replaceAll("\n", "\n    ");
    yield `${index === 0 ? "" : ","}\n    ${result}`;
  }
  yield `${grades.length === 0 ? "" : "\n  "}${text.slice(at)}`;
}

const RESULTS = '"results": [';

export function resultJson(grade: Grade, isolation: Isolation | null): Json {
  return {
    exercise: grade.exercise,
    title: grade.title,
    submission: grade.submission,
    status: grade.status,
    reason: grade.reason === null ? null : reason(grade.reason),
    score: grade.score === null ? null : shownPoints(grade.score, grade.maxScore),
    maxScore: shownPoints(grade.maxScore),
    percent: grade.percent,
    pass: grade.pass,
    categories: Object.fromEntries(
      grade.categories.map(({ category, score, maxScore }) => [
        category,
        { score: shownPoints(score, maxScore), maxScore: shownPoints(maxScore) },
      ]),
    ),
    diagnostics: grade.diagnostics.map((each) => ({
      code: each.code,
      severity: each.severity,
      file: each.file,
      line: each.line,
      column: each.column,
      endLine: each.endLine,
      endColumn: each.endColumn,
      message: each.message,
      hint: each.hint,
    })),
    rules: grade.rules.map(finding),
    scenarios: grade.scenarios.map(scenario),
    traceHash: grade.traceHash,
    ...(grade.provenance === undefined ? {} : provenance(grade.provenance, isolation)),
  };
}

function provenance({ exerciseHash, submissionHash, graderVersion }: Provenance, isolation: Isolation | null) {
  return { exerciseHash, submissionHash, graderVersion, isolationLayers: isolation?.layers ?? [] };
}

function reason({ code, message, file, line, column }: Rejection): Json {
  return { code, message, file, line, column };
}

function place(at: Position | null): { file: string | null; line: number | null; column: number | null } {
  return { file: at?.file ?? null, line: at?.line ?? null, column: at?.column ?? null };
}

function finding({ code, message, hint, at }: Finding): Json {
  return { code, message, ...place(at), hint };
}

function scenario(grade: ScenarioGrade): Json {
  const { name, status, hidden } = grade;
  if (grade.withheld) return { name, status, hidden, checks: grade.checks.map(bareCheck) };
  return {
    name,
    status,
    hidden,
    reason: grade.reason === null ? null : reason(grade.reason),
    ...(grade.schedules === null ? {} : { schedules: grade.schedules }),
    elapsedMs: grade.elapsedMs,
    idealMs: grade.idealMs,
    sequentialMs: grade.sequentialMs,
    value: snapshotToJson(grade.value),
    error:
      grade.error === null ? null : { name: grade.error.name, message: grade.error.message, ...place(grade.error.at) },
    stdout: lines(grade, "stdout"),
    stderr: lines(grade, "stderr"),
    tasks: grade.tasks.map((task) => ({
      name: task.name,
      coroutine: task.coroutine,
      state: task.state,
      createdMs: task.createdMs,
      endedMs: task.endedMs,
      ...place(task.createdAt),
    })),
    requests: grade.requests.map((request) => ({
      method: request.method,
      url: request.url,
      status: request.status,
      outcome: request.outcome,
      startMs: request.startMs,
      endMs: request.endMs,
      ...place(request.at),
    })),
    checks: grade.checks.map(check),
    findings: grade.findings.map(finding),
  };
}

function lines(grade: ScenarioGrade, stream: "stdout" | "stderr"): string[] {
  return grade.output.filter((record) => record.stream === stream).flatMap((record) => record.text.split("\n"));
}

function bareCheck({ category, title, status, score, maxScore }: CheckGrade) {
  return { category, title, status, score: shownPoints(score, maxScore), maxScore: shownPoints(maxScore) };
}

function check(grade: CheckGrade): Json {
  const found = grade.finding;
  return {
    ...bareCheck(grade),
    code: found?.code ?? null,
    message: found?.message ?? null,
    ...place(found?.at ?? null),
    hint: found?.hint ?? null,
    why: grade.why,
  };
}

export function summaryJson({ graded, passed, failed, rejected, errors, score, maxScore }: Summary): Json {
  return {
    graded,
    passed,
    failed,
    rejected,
    errors,
    score: shownPoints(score, maxScore),
    maxScore: shownPoints(maxScore),
  };
}

export function exerciseError(error: ExerciseError): Json {
  const { file, line, column, code, message, found, expected, suggestion } = error;
  return { file, line, column, code, message, found, expected, suggestion };
}
