import { Command } from "commander";
import { expect, test } from "vitest";
import { helpStyle } from "../../../grader/commands/help.ts";
import { buildProgram } from "../../../grader/commands/program.ts";

function helpIn(columns: number): string {
  return new Command("chronograde grade")
    .configureHelp({ ...helpStyle, helpWidth: columns })
    .argument("[path or id...]", "files, folders, patterns such as 'inbox/**/*.ts', or exercises")
    .option("--min-score <percent>", "exit 0 at this percent or above, whatever the exercise's pass mark")
    .option("--real", "the real clock", false)
    .helpInformation();
}

test.each([40, 60, 80, 200])("fits %d columns", (columns) => {
  expect(
    helpIn(columns)
      .split("\n")
      .filter((line) => line.length > columns),
  ).toEqual([]);
});

test("what an option is for stands below it where there is no room beside it", () => {
  expect(helpIn(40)).toContain("  --min-score <percent>\n      exit 0 at this percent or above,\n");
});

test("does not say of a switch that it is off", () => {
  expect(helpIn(80)).toContain("--real");
  expect(helpIn(80)).not.toContain("false");
});

test("lists the commands by whom they are for, students first", () => {
  const help = buildProgram(
    () => undefined,
    () => undefined,
  ).helpInformation();
  const listed = [...help.matchAll(/^(For .*:)$|^ {2}([a-z]+) /gm)].map(([, group, command]) => group ?? command);
  expect(listed.join(" ")).toBe(
    "For students: watch grade hint list run reset help " +
      "For instructors: init new check schema For CI: pr merge verify",
  );
});
