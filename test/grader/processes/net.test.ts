import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Net } from "../../../grader/processes/index.ts";

vi.mock(import("node:os"), async (original) => {
  const { availableParallelism, ...others } = await original();
  const loadavg = (): number[] => [3 * availableParallelism(), 0, 0];
  return { ...others, availableParallelism, loadavg, default: { ...others.default, loadavg } };
});

const started: ChildProcess[] = [];
afterEach(() => {
  // With what they have started.
  for (const { pid } of started.splice(0)) process.kill(-pid!, "SIGKILL");
});

/** What the net says of it when it is torn: was it not let work? */
function verdictOn(pid: number | undefined): Promise<boolean> {
  return new Promise((resolve) => void new Net(800, resolve, { pid }));
}

function shell(script: string): number {
  const leader = spawn("/bin/sh", ["-c", script], { stdio: "ignore", detached: true });
  started.push(leader);
  return leader.pid!;
}

describe.runIf(existsSync("/proc/self/task"))("a process for which time is up", () => {
  it("was not let work when it has used none of it, and is to blame when it has used all of it", async () => {
    const busy = "while :; do :; done";
    // The wall around it does nothing but wait.
    const pids = [shell("kill -STOP $$"), shell(`(${busy}); :`)];
    expect(await Promise.all(pids.map(verdictOn))).toEqual([true, false]);
  });

  it("is waited for longer on a busy machine, unless somebody has stopped it", async () => {
    const told: string[] = [];
    const tearing = [shell("kill -STOP $$"), shell("sleep 1000")].map(async (pid, index) => {
      await verdictOn(pid);
      told.push(index === 0 ? "stopped" : "asleep");
    });
    await Promise.all(tearing.toReversed());
    expect(told).toEqual(["stopped", "asleep"]);
  });

  it("is to blame when nobody can tell what it has used", async () => {
    expect(await verdictOn(undefined)).toBe(false);
  });
});
