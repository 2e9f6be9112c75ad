import { expect, it } from "vitest";
import { otherReports, textAsItComes } from "../../../grader/commands/text-as-it-comes.ts";
import { reportText } from "../../../grader/report/index.ts";
import { passing, sequential } from "../report/grades.ts";
import { aTerminal } from "./a-terminal.ts";

const text = { format: "text", file: null } as const;
const json = { format: "json", file: "all.json" } as const;

it("tells what the whole report tells, a submission at a time", () => {
  const parts: string[] = [];
  const terminal = { ...aTerminal(), part: (part: string) => void parts.push(part) };
  const told = textAsItComes([json, text], 2, terminal)!;
  told.part(passing);
  expect(parts.join("")).toContain(passing.title);
  told.part(sequential);
  told.end([passing, sequential]);
  expect(parts.join("")).toBe(reportText([passing, sequential], terminal));
});

it("leaves what is written to files, and the report of one submission, to the end", () => {
  expect(textAsItComes([{ ...text, file: "all.txt" }, json], 2, aTerminal())).toBeNull();
  expect(textAsItComes([text], 1, aTerminal())).toBeNull();
  expect(otherReports([text, json])).toEqual([json]);
});
