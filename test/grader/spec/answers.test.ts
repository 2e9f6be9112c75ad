import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type QuizExercise, readAnswers } from "../../../grader/spec/index.ts";

const choices = [{ id: "a", text: "A", correct: true, why: "Yes." }];
const quiz: QuizExercise = {
  kind: "quiz",
  id: "q",
  title: "Quiz",
  file: "exercises/q/exercise.yaml",
  pass: 100,
  hints: [],
  keys: {},
  points: 100,
  questions: ["first", "second", "third"].map((id) => ({ id, ask: "?", choices })),
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "chronograde-answers-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string | Uint8Array) {
  const file = path.join(folder, "answers.yaml");
  writeFileSync(file, text);
  return readAnswers(quiz, file, "answers.yaml");
}

describe("answers.yaml", () => {
  test("holds a choice or a list of choices for each question, told in the quiz's order", () => {
    const { answers, rejection, sources } = read("third: c\nfirst: a\nsecond: [a, b, a]\n");
    expect(answers.map(({ question, choices, at }) => [question, choices, `${at.line}:${at.column}`])).toEqual([
      ["first", ["a"], "2:8"],
      ["second", ["a", "b"], "3:9"],
      ["third", ["c"], "1:8"],
    ]);
    expect([rejection, sources]).toEqual([
      null,
      [{ file: "answers.yaml", text: "third: c\nfirst: a\nsecond: [a, b, a]\n" }],
    ]);
  });

  test("an answer left open is open, and so is a file without any", () => {
    expect(read("first:\nsecond: []\n").answers.map(({ question, choices }) => [question, choices])).toEqual([
      ["first", []],
      ["second", []],
    ]);
    expect(read("# nothing yet\n")).toMatchObject({ answers: [], rejection: null });
  });

  test("an id that looks like a number is the text that was written", () => {
    expect(read("first: 01\nsecond: true\n").answers.map(({ choices }) => choices)).toEqual([["01"], ["true"]]);
  });

  test("questions that do not exist are handed on, last", () => {
    expect(read("frist: a\nfirst: a\n").answers.map(({ question }) => question)).toEqual(["first", "frist"]);
  });

  test.each([
    ["first: [a", "syntax", 1, 10],
    ["- a\n", "syntax", 1, 1],
    ["first: { a: true }\n", "syntax", 1, 8],
    ["first: [[a]]\n", "syntax", 1, 9],
    ["first: a\nfirst: b\n", "syntax", 2, 1],
    ["first: !x a\n", "syntax", 1, 8],
    [new Uint8Array([0x66, 0xff]), "unreadable", 1, 2],
    ["x".repeat(256 * 1024 + 1), "unreadable", null, null],
  ])("what cannot be read is rejected (%#)", (text, code, line, column) => {
    expect(read(text)).toMatchObject({ answers: [], rejection: { code, file: "answers.yaml", line, column } });
  });

  test("only a regular file is read", () => {
    const link = path.join(folder, "link.yaml");
    symlinkSync("answers.yaml", link);
    mkdirSync(path.join(folder, "folder.yaml"));
    const rejected = ["link.yaml", "folder.yaml", "missing.yaml"].map(
      (name) => readAnswers(quiz, path.join(folder, name), name).rejection,
    );
    expect(rejected.map((each) => [each?.code, each?.message])).toEqual([
      ["unreadable", "it is a link, not a file"],
      ["unreadable", "it is not a regular file"],
      ["unreadable", "the file is not there"],
    ]);
  });
});
