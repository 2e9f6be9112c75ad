import { mkdtempSync, readdirSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { GradeShelf } from "../../../grader/commands/grade-shelf.ts";
import { formats } from "../../../grader/report/index.ts";
import type { Grade } from "../../../grader/score/index.ts";
import * as grades from "../report/grades.ts";

let shelf: GradeShelf;
beforeEach(() => void (shelf = new GradeShelf()));
afterEach(() => shelf.close());

const { sequential, revealed, passing, threwInside, deadlocked, untyped, notGraded, hostile } = grades;
const all: readonly Grade[] = [sequential, revealed, passing, threwInside, deadlocked, untyped, notGraded, hostile];
const around = {
  exerciseErrors: [],
  isolation: null,
  references: new Map(),
  tampered: [],
  surroundings: { courseFolder: "", classroom: null },
  shard: null,
};
const style = { color: false, columns: 80 };

describe("A grade on the shelf", () => {
  it("is the grade that was put there", () => {
    for (const grade of all) {
      const put = shelf.put(grade);
      const keys = Object.keys(grade) as (keyof Grade)[];
      expect(Object.fromEntries(keys.map((key) => [key, put[key]]))).toEqual(grade);
    }
  });

  it.skipIf(process.platform === "win32")("is in no folder that a process would leave behind when it is killed", () => {
    const place = mkdtempSync(path.join(tmpdir(), "chronograde-shelf-"));
    vi.stubEnv("TMPDIR", place);
    const another = new GradeShelf();
    vi.unstubAllEnvs();
    expect(readdirSync(place)).toEqual([]);
    expect(another.put(passing).sources).toEqual(passing.sources);
    another.close();
    rmdirSync(place);
  });

  it("holds nothing of what happened", () => {
    const keys = Object.keys(shelf.put(sequential));
    expect(keys).toEqual(["exercise", "submission", "status", "score", "maxScore", "percent", "pass"]);
  });

  it("leaves nothing of what was written in memory", () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const sources = [{ file: "submission.ts", text: "x".repeat(1_000_000) }];
    const before = process.memoryUsage().arrayBuffers;
    const kept = Array.from({ length: 20 }, () => shelf.put({ ...passing, sources }));
    // The second one waits until what the first one found is given back.
    collect();
    collect();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000);
    expect(kept.map((grade) => grade.sources[0]?.text.length)).toEqual(Array.from({ length: 20 }, () => 1_000_000));
  });

  it.each(Object.keys(formats) as (keyof typeof formats)[])("comes out the same as %s", (format) => {
    const text = (shown: readonly Grade[]) => Array.from(formats[format]({ ...around, grades: shown }, style)).join("");
    expect(text(all.map((grade) => shelf.put(grade)))).toBe(text(all));
  });
});
