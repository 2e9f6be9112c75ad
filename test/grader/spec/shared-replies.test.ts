import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readExercise } from "../../../grader/spec/index.ts";

const course = mkdtempSync(path.join(tmpdir(), "chronograde-shared-"));
const put = (file: string, text: string) => {
  const target = path.join(course, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
};
afterAll(() => rmSync(course, { recursive: true }));

describe("fixtures", () => {
  const exercise = (id: string, head: string) =>
    put(`exercises/${id}/exercise.yaml`, `title: t\n${head}scenarios:\n  - name: a\n    expect: { returns: 1 }\n`);
  const repliesOf = (id: string) => {
    const { exercise: read } = readExercise(course, id);
    if (read?.kind !== "code") return null;
    return read.scenarios[0]!.routes.map(({ path: route, replies }) => [route, replies[0]!.latencyMs]);
  };
  const mistakesOf = (id: string) =>
    readExercise(course, id).errors.map(({ file, line, column, code, suggestion }) => [
      `${file}:${line}:${column}`,
      code,
      suggestion,
    ]);

  test("are replies that exercises share; later files and the exercise's own `http` replace single routes", () => {
    put("fixtures/posts.yaml", "https://a.test:\n  GET /1: { latency: 10ms }\n  GET /2: { latency: 20ms }\n");
    put("fixtures/slow/two.json", '{ "https://a.test": { "GET /2": { "latency": "2s" }, "GET /3": {} } }');
    exercise("shares-one", "fixtures: [posts.yaml]\n");
    exercise(
      "shares-two",
      "fixtures: [posts.yaml, slow/two.json]\nhttp: { https://a.test: { GET /3: { latency: 3ms } } }\n",
    );
    expect(repliesOf("shares-one")).toEqual([
      ["/1", 10],
      ["/2", 20],
    ]);
    expect(repliesOf("shares-two")).toEqual([
      ["/1", 10],
      ["/2", 2000],
      ["/3", 3],
    ]);
  });

  test("have their mistakes in their own lines, told together with those of the exercise", () => {
    put("fixtures/wrong.yaml", "https://a.test:\n  GET /1: { latency: 10, statsu: 200 }\n  GET /1: {}\n");
    put("fixtures/posts.json", "{");
    exercise(
      "shares-wrong",
      "pass: many\nfixtures:\n  - wrong.yaml\n  - post.yaml\n  - fixtures/posts.yaml\n  - ../../fixtures/posts.yaml\n  - posts.json\n  - posts.json\n",
    );
    expect(mistakesOf("shares-wrong")).toEqual([
      ["exercises/shares-wrong/exercise.yaml:2:7", "wrong-value", null],
      ["exercises/shares-wrong/exercise.yaml:5:5", "no-fixture", "posts.yaml"],
      ["exercises/shares-wrong/exercise.yaml:6:5", "no-fixture", "posts.yaml"],
      ["exercises/shares-wrong/exercise.yaml:7:5", "wrong-value", "posts.yaml"],
      ["exercises/shares-wrong/exercise.yaml:9:5", "duplicate-name", null],
      ["fixtures/wrong.yaml:2:22", "wrong-value", "10ms"],
      ["fixtures/wrong.yaml:2:26", "unknown-key", "status"],
      ["fixtures/wrong.yaml:3:3", "duplicate-key", null],
      ["fixtures/posts.json:1:2", "yaml-syntax", null],
    ]);
  });
});
