import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { frozenHeap } from "../../../grader/compile/frozen/heap.ts";
import { sandboxFolder } from "../../../grader/sandbox/build/locate.ts";
import { program } from "../../program.ts";
import { until } from "../../until.ts";
import { below } from "../sandbox/processes.ts";
import { aCourse, smallExercise, starter } from "./a-course.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const HOG = readFileSync(path.join(root, "test/fixtures/sandbox/memory-hog.ts"), "utf8");
const MOST_MB = 500;

/** MB that a process has for itself, and its share of what it has with others. */
function proportionalMb(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    // It has ended.
    return 0;
  }
}

// Where /proc has no smaps_rollup (macOS, Windows, Linux before 4.14) nobody tells this.
describe.runIf(existsSync("/proc/self/smaps_rollup"))("A batch with submissions that want all memory", () => {
  it(`never takes ${MOST_MB} MB with all of its processes, and stops them by their limit`, async () => {
    // What only a grader that runs from its sources has to make, once, is no part of a batch.
    await Promise.all([frozenHeap(), sandboxFolder()]);
    const names = ["a", "hog-1", "b", "hog-2", "c", "hog-3"];
    const files = names.map((name) => [`in/${name}.ts`, name.startsWith("hog") ? HOG : starter]);
    const course = aCourse({
      "exercises/hello/exercise.yaml": smallExercise,
      "exercises/hello/submission.ts": starter,
      ...Object.fromEntries(files),
    });
    const args = ["grade", "--exercise", "hello", "--course", course, path.join(course, "in/*.ts")];
    const options = ["--no-cache", "--jobs", "2", "--format", "json"];
    const grader = spawn(process.execPath, [...program, ...args, ...options], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let json = "";
    grader.stdout.on("data", (part: Buffer) => void (json += part.toString()));
    let isOver = false;
    grader.once("close", () => void (isOver = true));
    let most = 0;
    await until(() => {
      const together = [grader.pid!, ...below(grader.pid!)].reduce((sum, pid) => sum + proportionalMb(pid), 0);
      most = Math.max(most, together);
      return isOver;
    });
    const { results } = JSON.parse(json) as { results: { submission: string; reason: { code: string } | null }[] };
    const codes = results.map(({ submission, reason }) => [path.basename(submission, ".ts"), reason?.code ?? null]);
    expect(Object.fromEntries(codes)).toEqual({ a: null, b: null, c: null, ...hogs("memory") });
    // What is measured is there at all: a Node alone takes more.
    expect(most).toBeGreaterThan(50);
    expect(most).toBeLessThan(MOST_MB);
  });
});

function hogs(code: string): Record<string, string> {
  return { "hog-1": code, "hog-2": code, "hog-3": code };
}
