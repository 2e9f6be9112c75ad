import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asNobody } from "../../as-nobody.ts";
import { listExercises, readExercise } from "../../../grader/spec/index.ts";

let course = "";
const put = (file: string, text: string | Uint8Array) => {
  const target = path.join(course, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
};

beforeAll(() => {
  course = mkdtempSync(path.join(tmpdir(), "chronograde-course-"));
  const text = "title: t\nscenarios:\n  - name: a\n    expect: { returns: 1 }\n";
  put("exercises/b-second/exercise.yaml", text);
  put("exercises/a-first/exercise.yaml", text);
  put("exercises/notes/README.md", "no exercise");
  put("exercises/README.md", "no exercise either");
  put("exercises/.git/exercise.yaml", text);
  put("exercises/huge/exercise.yaml", "#".repeat(3 * 1024 * 1024));
  put("solutions/a-first.hidden.yaml", "- name: h\n  expect: { elapsed: 1s }\n");
  put("secret/exercise.yaml", text);
  mkdirSync(path.join(course, "solutions/b-second.hidden.yaml"));
  mkdirSync(path.join(course, "exercises/folder/exercise.yaml"), { recursive: true });
});

afterAll(() => rmSync(course, { recursive: true }));

describe("a course", () => {
  test("lists its exercises by the names of their folders", () => {
    expect(listExercises(course)).toEqual(["a-first", "b-second", "huge"]);
    expect(listExercises(path.join(course, "nowhere"))).toEqual([]);
  });

  test("gives an exercise with its hidden scenarios", () => {
    const { exercise } = readExercise(course, "a-first");
    expect(exercise?.kind === "code" && [exercise.id, exercise.file, exercise.scenarios.map((s) => s.name)]).toEqual([
      "a-first",
      "exercises/a-first/exercise.yaml",
      ["a", "h"],
    ]);
  });

  test.each([
    ["a-fist", "a-first"],
    ["notes", null],
    ["folder", null],
    ["../secret", null],
    ["..", null],
    ["", null],
  ])("has no exercise %j; the nearest is %j", (id, suggestion) => {
    const { exercise, errors } = readExercise(course, id);
    expect(exercise).toBeNull();
    expect(errors.map((error) => [error.code, error.suggestion])).toEqual([["no-exercise", suggestion]]);
  });

  test("is refused when its hidden scenarios are no file, and not taken for one that has none", () => {
    const { exercise, errors } = readExercise(course, "b-second");
    expect(exercise).toBeNull();
    expect(errors.map(({ file, code, expected }) => [file, code, expected])).toEqual([
      ["solutions/b-second.hidden.yaml", "unreadable", "a file"],
    ]);
  });

  test.skipIf(process.platform === "win32")("names what it has no permission to read", () => {
    put("locked/exercises/one/exercise.yaml", "title: t\n");
    const locked = path.join(course, "locked");
    chmodSync(course, 0o755);
    chmodSync(path.join(locked, "exercises/one"), 0);
    expect(asNobody(() => listExercises(locked))).toEqual(["one"]);
    const { errors } = asNobody(() => readExercise(locked, "one"));
    expect(errors.map(({ code, found }) => [code, found])).toEqual([
      ["unreadable", "nothing that you have the permission to read"],
    ]);
    chmodSync(path.join(locked, "exercises/one"), 0o700);
  });

  test("does not read a file that is too large", () => {
    expect(readExercise(course, "huge").errors.map((error) => error.code)).toEqual(["file-too-large"]);
  });
});
