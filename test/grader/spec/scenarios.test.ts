import { describe, expect, test } from "vitest";
import { codeExercise, load, places } from "./load-text.ts";

const exercise = (scenarios: string, more = "") => `title: t\n${more}scenarios:\n${scenarios}`;
const one = "  - name: open\n    expect: { returns: 1 }\n";

describe("hidden scenarios", () => {
  test("those of the file of their own come last and are hidden without saying so", () => {
    const result = load(exercise(one), "- name: secret\n  expect: { elapsed: 1s }\n");
    const { scenarios, points } = codeExercise(result);
    expect(scenarios.map(({ name, hidden, at }) => [name, hidden, at.file])).toEqual([
      ["open", false, "exercises/x/exercise.yaml"],
      ["secret", true, "solutions/x.hidden.yaml"],
    ]);
    expect(points).toEqual({ concurrency: { n: 50, d: 1 }, returns: { n: 50, d: 1 } });
  });

  test("they use the exercise's routes, limits, seed and start", () => {
    const more = "seed: 7\nlimits: { steps: 5 }\nhttp: { https://a.test: { GET /: {} } }\n";
    const hidden = codeExercise(load(exercise(one, more), "- name: s\n  expect: { returns: 1 }\n")).scenarios[1]!;
    expect([hidden.seed, hidden.limits.steps, hidden.routes.length]).toEqual([7, 5, 1]);
  });

  test("mistakes are told at the places of both files, the exercise's first", () => {
    const result = load(exercise("  - name: open\n    expct: {}\n"), "- name: open\n  expect: { elapsed: 5 }\n");
    expect(result.errors.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)).toEqual([
      "exercises/x/exercise.yaml:4:5 unknown-key",
      "solutions/x.hidden.yaml:1:9 duplicate-name",
      "solutions/x.hidden.yaml:2:22 wrong-value",
    ]);
    expect([...result.sources.keys()]).toEqual(["exercises/x/exercise.yaml", "solutions/x.hidden.yaml"]);
  });

  test.each([
    ["- name: s\n  hidden: false\n  expect: { returns: 1 }\n", "2:11 conflict"],
    ["name: s\n", "1:1 wrong-value"],
    ["", "1:1 empty-file"],
    ["[", "1:2 yaml-syntax"],
    ["- name: s\n", "1:3 missing-key"],
  ])("the file %j is refused at %s", (hidden, place) => {
    const result = load(exercise(one), hidden);
    expect(places(result)).toEqual([place]);
    expect(result.errors[0]!.file).toBe("solutions/x.hidden.yaml");
  });

  test("points may be for checks that only hidden scenarios have", () => {
    const text = exercise(one, "points: { concurrency: 60, returns: 40 }\n");
    expect(places(load(text))).toEqual(["2:11 no-checks"]);
    expect(places(load(text, "- name: s\n  expect: { elapsed: 1s }\n"))).toEqual([]);
  });

  test("a quiz has none", () => {
    const quiz =
      "title: t\nkind: quiz\nquestions:\n  - { id: a, ask: b, choices: [{ id: c, text: d, why: e, correct: true }, { id: f, text: g, why: h }] }\n";
    expect(places(load(quiz))).toEqual([]);
    expect(places(load(quiz, "- name: s\n"))).toEqual(["1:1 conflict"]);
  });
});

describe("points", () => {
  test("are split evenly, exactly, over the categories that have checks", () => {
    const { points } = codeExercise(
      load(exercise("  - name: a\n    expect: { returns: 1, elapsed: 1s, leftovers: none }\n")),
    );
    expect(points).toEqual({
      concurrency: { n: 100, d: 3 },
      returns: { n: 100, d: 3 },
      states: { n: 100, d: 3 },
    });
  });

  test("a category that is not named is worth nothing", () => {
    const text = exercise("  - name: a\n    expect: { returns: 1, elapsed: 1s }\n", "points: { returns: 12.5 }\n");
    expect(codeExercise(load(text)).points).toEqual({ concurrency: { n: 0, d: 1 }, returns: { n: 25, d: 2 } });
  });

  test("a misspelt check does not make its category look empty", () => {
    const text = exercise("  - name: a\n    expect: { task: { a: done } }\n", "points: { states: 100 }\n");
    expect(places(load(text))).toEqual(["5:15 unknown-key tasks"]);
  });
});

test("a check beside `expect` is told where it belongs", () => {
  const result = load(exercise("  - name: a\n    returns: 1\n    expect: { elapsed: 1s }\n"));
  expect(result.errors.map((error) => error.message)).toEqual([
    "`returns` is not a key of `scenarios[0]`; it belongs under `expect`",
  ]);
});

test("the place of a check is its key", () => {
  const { checks } = codeExercise(
    load(exercise("  - name: a\n    expect:\n      returns: 1\n      tasks:\n        a: done\n        b: done\n")),
  ).scenarios[0]!;
  expect(checks.map(({ title, at }) => `${title} ${at.line}:${at.column}`)).toEqual([
    "returns 5:7",
    "tasks.a 7:9",
    "tasks.b 8:9",
  ]);
});
