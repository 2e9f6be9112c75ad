import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const folder = new URL("../fixtures/runtime/", import.meta.url);

/** Runs a program as a student does, under tsx; `interrupt` sends Ctrl-C when it has printed its first line. */
async function runFile(name: string, interrupt = false): Promise<Ended> {
  const child = spawn(process.execPath, ["--import", "tsx", fileURLToPath(new URL(`${name}.ts`, folder))], {
    env: { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL("tsconfig.json", folder)) },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    if (stdout === "" && interrupt) child.kill("SIGINT");
    stdout += chunk.toString("utf8");
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString("utf8");
  });
  await once(child, "close");
  return { status: child.exitCode, stdout, stderr };
}

describe("on the real clock a program", () => {
  test("ends when main is done, after the clean-up of what main left running", async () => {
    expect(await runFile("exits")).toEqual({ status: 0, stdout: "main done\ncleaned up\nafter run\n", stderr: "" });
  });

  test("lets main clean up when Ctrl-C cancels it", async () => {
    expect(await runFile("interrupt", true)).toEqual({
      status: 130,
      stdout: "ready\nmain caught CancelledError\ncleaned up\nrun threw true\n",
      stderr: "",
    });
  });

  test("ends with status 130 when Ctrl-C is caught by nobody", async () => {
    expect(await runFile("interrupt-uncaught", true)).toEqual({ status: 130, stdout: "ready\n", stderr: "" });
  });

  test("ends as it would have when main catches the cancel of Ctrl-C and goes on", async () => {
    expect(await runFile("interrupt-swallowed", true)).toEqual({ status: 0, stdout: "ready\nsaved\n", stderr: "" });
  });

  test("ends at once by a Ctrl-C that finds main over and only leftovers cleaning up", async () => {
    expect(await runFile("interrupt-leftovers", true)).toEqual({ status: 130, stdout: "cleaning up\n", stderr: "" });
  });

  test("does not end by a cancel of what a task has started and nobody awaits", async () => {
    expect(await runFile("stray-cancel")).toEqual({
      status: 0,
      stdout: "CancelledError\nmain goes on\n",
      stderr: "",
    });
  });

  test("fails with the deadlock report when nothing is left that could go on", async () => {
    const { stdout } = await runFile("deadlock");
    expect(stdout.split("\n").slice(0, 2)).toEqual([
      "DeadlockError",
      "Deadlock: nothing is ready, no timer is set and nothing is in flight, so nothing can ever continue.",
    ]);
    expect(stdout).toMatch(/- main \(Task-1\) waits at .*deadlock\.ts:6:15 for event 1: nothing left can set it/u);
  });

  test("warns of forgotten coroutines and errors with the line that made them, and is no failure", async () => {
    const { status, stderr } = await runFile("warnings");
    expect(status).toBe(0);
    expect(stderr).toMatch(/was never awaited.*warnings\.ts:7:3/u);
    expect(stderr).toMatch(/error of task Task-2 \(.*warnings\.ts:8:3\) was never handled: Error: lost/u);
    expect(stderr).toMatch(/error of future 1 \(.*warnings\.ts:11:20\) was never handled: Error: unseen/u);
    expect(stderr).toMatch(/error of gather of 1 \(.*warnings\.ts:12:8\) was never handled: Error: gathered/u);
  });

  test("shares the thread with Node's own timers, however busy its tasks are", async () => {
    expect((await runFile("starving")).stdout).toBe("fired\n");
  });

  test("goes on when native timers and promises bring what it waits for", async () => {
    expect(await runFile("outside")).toEqual({ status: 0, stdout: "from a timer\nnative\n", stderr: "" });
  });
});
