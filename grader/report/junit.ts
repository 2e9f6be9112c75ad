import type { Grade } from "../score/index.ts";
import type { ExerciseError } from "../spec/index.ts";
import { exerciseFaultText } from "./exercise-faults.ts";
import { shownPoints } from "./numbers.ts";
import type { TamperedFile } from "./tampered.ts";
import { tamperedText } from "./tampered.ts";
import { notGradedText, testRows, type TestRow } from "./test-rows.ts";
import { xmlAttribute, xmlText } from "./xml.ts";

/**
 * JUnit's XML as Ant wrote it first and as Jenkins reads it: a suite a submission, a test case a check. What was not graded is an
 * `error`, never a failure. `time` and `timestamp` are for the wall clock, of which a result knows nothing: virtual times are properties.
 */
export function reportJunit(
  grades: readonly Grade[],
  tampered: readonly TamperedFile[] = [],
  faults: readonly ExerciseError[] = [],
): string {
  const suites = [...tamperedSuites(tampered), ...faultSuites(faults), ...grades.map(gradeSuite)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    ...suites.map((suite, id) => writeSuite(suite, id)),
    "</testsuites>",
    "",
  ].join("\n");
}

interface Suite {
  readonly name: string;
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly cases: readonly Case[];
  readonly stdout: string;
  readonly stderr: string;
}

interface Case {
  readonly classname: string;
  readonly name: string;
  readonly problem: { readonly kind: "failure" | "error"; readonly type: string; readonly text: string } | null;
}

function gradeSuite(grade: Grade): Suite {
  const visible = grade.scenarios.filter(({ withheld }) => !withheld);
  const printed = (stream: "stdout" | "stderr") =>
    visible
      .flatMap(({ name, output }) =>
        output.flatMap((each) => (each.stream === stream ? [`[${name}] ${each.text}`] : [])),
      )
      .join("\n");
  return {
    name: grade.exercise,
    properties: [
      ["submission", grade.submission],
      ["status", grade.status],
      ...(grade.score === null
        ? []
        : [
            ["score", String(shownPoints(grade.score, grade.maxScore))] as const,
            ["max-score", String(shownPoints(grade.maxScore))] as const,
          ]),
      ...visible.flatMap(({ name, elapsedMs }) =>
        elapsedMs === null ? [] : [[`virtual-ms: ${name}`, String(elapsedMs)] as const],
      ),
    ],
    cases: grade.status === "error" ? [notGraded(grade)] : testRows(grade).map((row) => checkCase(grade, row)),
    stdout: printed("stdout"),
    stderr: printed("stderr"),
  };
}

function notGraded(grade: Grade): Case {
  const problem = { kind: "error", type: "not-graded", text: notGradedText(grade) } as const;
  return { classname: grade.exercise, name: "the submission is graded", problem };
}

function checkCase(grade: Grade, row: TestRow): Case {
  return {
    classname: row.scenario === null ? grade.exercise : `${grade.exercise}.${row.scenario.name}`,
    name: row.name,
    problem: row.status === "passed" ? null : { kind: "failure", type: row.code ?? row.kind, text: row.says },
  };
}

function tamperedSuites(tampered: readonly TamperedFile[]): Suite[] {
  if (tampered.length === 0) return [];
  const cases = tampered.map((each): Case => ({
    classname: "tampered",
    name: each.path,
    problem: { kind: "failure", type: "tampered", text: tamperedText(each) },
  }));
  return [{ name: "tampered", properties: [], cases, stdout: "", stderr: "" }];
}

function faultSuites(faults: readonly ExerciseError[]): Suite[] {
  if (faults.length === 0) return [];
  const cases = faults.map((each): Case => ({
    classname: "exercises",
    name: `${each.file}:${each.line}:${each.column}`,
    problem: { kind: "error", type: each.code, text: exerciseFaultText(each) },
  }));
  return [{ name: "exercises", properties: [], cases, stdout: "", stderr: "" }];
}

function writeSuite({ name, properties, cases, stdout, stderr }: Suite, id: number): string {
  const count = (kind: "failure" | "error") => cases.filter(({ problem }) => problem?.kind === kind).length;
  const attributes = [
    ["name", name],
    ["package", "chronograde"],
    ["id", String(id)],
    ["timestamp", "1970-01-01T00:00:00"],
    ["hostname", "localhost"],
    ["tests", String(cases.length)],
    ["failures", String(count("failure"))],
    ["errors", String(count("error"))],
    ["time", "0"],
  ] as const;
  return [
    `  <testsuite ${written(attributes)}>`,
    "    <properties>",
    ...properties.map(
      ([key, value]) =>
        `      <property ${written([
          ["name", key],
          ["value", value],
        ])}/>`,
    ),
    "    </properties>",
    ...cases.map(writeCase),
    `    <system-out>${xmlText(stdout)}</system-out>`,
    `    <system-err>${xmlText(stderr)}</system-err>`,
    "  </testsuite>",
  ].join("\n");
}

function writeCase({ classname, name, problem }: Case): string {
  const open = `    <testcase ${written([
    ["name", name],
    ["classname", classname],
    ["time", "0"],
  ])}`;
  if (problem === null) return `${open}/>`;
  const { kind, type, text } = problem;
  const [first = ""] = text.split("\n", 1);
  return `${open}>\n      <${kind} ${written([
    ["message", first],
    ["type", type],
  ])}>${xmlText(text)}</${kind}>\n    </testcase>`;
}

function written(attributes: readonly (readonly [name: string, value: string])[]): string {
  return attributes.map(([key, value]) => `${key}="${xmlAttribute(value)}"`).join(" ");
}
