import { describe, expect, test } from "vitest";
import { inShard } from "../../../grader/commands/shard.ts";
import { mergeShards, reportJson } from "../../../grader/report/index.ts";
import type { Grade } from "../../../grader/score/index.ts";
import type { ExerciseError } from "../../../grader/spec/index.ts";
import { deadlocked, hostile, notGraded, passing, sequential, untyped } from "./grades.ts";

const isolation = { level: "process", layers: ["guest"] } as const;
const mistake = (message: string): ExerciseError => ({
  file: "exercise.yaml",
  line: 1,
  column: 1,
  code: "solution",
  message,
  found: null,
  expected: null,
  suggestion: null,
});

/** A target is graded, or kept from it by a mistake of its exercise. */
type Outcome = Grade | ExerciseError;
const isGrade = (outcome: Outcome): outcome is Grade => "exercise" in outcome;

function whole(batch: readonly Outcome[], read: readonly ExerciseError[]): string {
  const grades = batch.filter(isGrade);
  const faults = batch.flatMap((each) => (isGrade(each) ? [] : [each]));
  const once = [...new Map(faults.map((each) => [JSON.stringify(each), each])).values()];
  return reportJson(grades, [...read, ...once], grades.length === 0 ? null : isolation);
}

function parts(batch: readonly Outcome[], of: number, read: readonly ExerciseError[] = []) {
  return Array.from({ length: of }, (_, index) => {
    const shard = { number: index + 1, of };
    const own = [...batch.entries()].filter(([place]) => inShard(place, shard));
    const graded = own.flatMap(([place, each]) => (isGrade(each) ? [{ place, each }] : []));
    const faults = own.flatMap(([place, each]) => (isGrade(each) ? [] : [{ place, errors: [each] }]));
    const part = { ...shard, exerciseErrors: read.length, places: graded.map(({ place }) => place), faults };
    const errors = [...read, ...new Set(faults.flatMap((each) => each.errors))];
    const text = reportJson(
      graded.map(({ each }) => each),
      errors,
      graded.length === 0 ? null : isolation,
      [],
      part,
    );
    return { name: `${index + 1}.json`, text };
  });
}

describe("merged shards are the whole, byte for byte", () => {
  const batch = [sequential, passing, hostile, notGraded, untyped, deadlocked, sequential];

  test.each([1, 2, 3, 7, 10])("of %d", (of) => {
    expect(mergeShards(parts(batch, of).toReversed()).text).toBe(whole(batch, []));
  });

  test("when an exercise has mistakes, or kept some from being graded", () => {
    const read = [mistake("cannot be read")];
    const faulty = [sequential, mistake("a"), passing, mistake("b"), mistake("a"), passing];
    expect(mergeShards(parts(faulty, 4, read)).text).toBe(whole(faulty, read));
    expect(mergeShards(parts([mistake("a")], 2)).text).toBe(whole([mistake("a")], []));
  });
});

describe("files that are not all the shards", () => {
  const [first, second] = parts([sequential, passing], 2);

  test("are refused, and what is missing is named", () => {
    expect(() => mergeShards([first!])).toThrow("The shard 2/2 is missing");
    expect(() => mergeShards([first!, { ...first!, name: "copy.json" }])).toThrow(/"copy.json" are both shard 1\/2/);
    expect(() => mergeShards([first!, { ...second!, text: reportJson([passing]) }])).toThrow(
      "not the result of a shard",
    );
    expect(() => mergeShards([first!, { ...second!, text: second!.text.slice(0, 500) }])).toThrow(
      /stopped while writing/,
    );
    expect(() => mergeShards([first!, parts([passing], 3)[1]!])).toThrow(/one of 3 shards/);
  });
});
