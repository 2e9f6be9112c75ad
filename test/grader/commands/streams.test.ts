import { spawnSync } from "node:child_process";
import { existsSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { programCall } from "../../program.ts";
import { aCourse, smallExercise, starter } from "./a-course.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

function shell(command: string) {
  const { status, stdout, stderr } = spawnSync("/bin/bash", ["-c", `set -o pipefail; ${command}`], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, CHRONOGRADE: programCall },
  });
  return { status, stdout, stderr };
}

describe.runIf(existsSync("/bin/bash"))("a command whose output nobody takes", () => {
  it("keeps its exit status when the reader has had enough", () => {
    expect(shell("$CHRONOGRADE hint no-such-exercise 2>&1 | true").status).toBe(2);
    expect(shell("$CHRONOGRADE list | true")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("ends watching when nobody looks at what it finds", () => {
    const course = aCourse({
      "exercises/hello/exercise.yaml": smallExercise,
      "exercises/hello/submission.ts": starter,
    });
    expect(shell(`$CHRONOGRADE watch --course ${course} | true`)).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it.runIf(existsSync("/dev/full"))("says in a sentence that it could not write, and fails", () => {
    const message = "The output could not be written: ENOSPC: the disk is full. Make room on it.\n";
    expect(shell("$CHRONOGRADE list > /dev/full")).toEqual({ status: 2, stdout: "", stderr: message });
  });

  it("says so too when there was room for a part of it", () => {
    const file = path.join(tmpdir(), `chronograde-streams-${process.pid}.json`);
    const message =
      "The output could not be written: EFBIG: files may not grow so large here. Raise the limit (ulimit -f).\n";
    // Run from its sources, tsx has files of its own to write.
    const program = shell(`ulimit -f 1; TSX_DISABLE_CACHE=1 $CHRONOGRADE schema > ${file}`);
    expect(statSync(file).size).toBe(1024);
    rmSync(file);
    expect(program).toEqual({ status: 2, stdout: "", stderr: message });
  });

  it.runIf(existsSync("/proc/self/fdinfo"))(
    "says so when the standard output is closed, but not when it is thrown away",
    () => {
      const message =
        "Standard output is closed, so what this command says goes nowhere. grade, pr and merge can write it to a file: --output FILE.\n";
      expect(shell("$CHRONOGRADE list >&-")).toEqual({ status: 0, stdout: "", stderr: message });
      expect(shell("$CHRONOGRADE list > /dev/null")).toEqual({ status: 0, stdout: "", stderr: "" });
      const toFile = "$CHRONOGRADE grade 06-quiz-await-or-task --format json=/dev/null";
      expect(shell(`${toFile} 1<> /dev/null`)).toEqual({ status: 1, stdout: "", stderr: "" });
    },
  );

  it("does not mind that nobody can type", () => {
    expect(shell("$CHRONOGRADE hint no-such-exercise <&-").status).toBe(2);
  });

  it("guesses the command that is misspelt, and names all when none is near", () => {
    expect(shell("$CHRONOGRADE grad").stderr).toContain('There is no command "grad". Did you mean "grade"?');
    const { status, stderr } = shell("$CHRONOGRADE tomorrow");
    expect(status).toBe(2);
    expect(stderr).toMatch(/^There is no command "tomorrow"\. The commands are: watch, grade, hint, /);
  });
});
