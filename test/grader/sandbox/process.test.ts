import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { createSandbox } from "../../../grader/sandbox/index.ts";
import { children, sandboxOf } from "./processes.ts";
import { plainInput, plainProgram, UNINTERRUPTIBLE } from "../../fixtures/sandbox/program.ts";
import { until } from "../../until.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const started: ChildProcess[] = [];
afterEach(() => {
  for (const process of started.splice(0)) process.kill("SIGKILL");
});

function isRunning(pid: number): boolean {
  const status = statusOf(pid);
  return status !== "" && !/^State:\s+Z/m.test(status);
}

/** Empty when there is no such process. */
function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}

/** Computing time used, in 1/100 s. */
function cpuTicks(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

/** Starts a grader that is busy, and gives its process and the ones that it started. */
async function busyGrader(how: string): Promise<{ grader: ChildProcess; sandboxes: number[] }> {
  const grader = spawn(process.execPath, ["--import", "tsx", "test/fixtures/sandbox/parent.ts", how], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(grader);
  await new Promise((resolve) => grader.stdout.once("data", resolve));
  await until(() => children(grader.pid!).length > 0);
  return { grader, sandboxes: children(grader.pid!) };
}

describe.runIf(existsSync("/proc/self/stat"))("no orphan stays behind", () => {
  it.each(["SIGKILL", "SIGINT", "SIGTERM"] as const)("when the grader ends by %s", async (signal) => {
    const { grader, sandboxes } = await busyGrader("loop");
    grader.kill(signal);
    await until(() => !sandboxes.some(isRunning));
    expect(sandboxes.filter(isRunning)).toEqual([]);
  });

  it.runIf(existsSync("/usr/bin/setpriv"))("when the guest is in a call that nothing interrupts", async () => {
    const { grader, sandboxes } = await busyGrader("call");
    grader.kill("SIGKILL");
    await until(() => !sandboxes.some(isRunning));
    expect(sandboxes.filter(isRunning)).toEqual([]);
  });

  it("when the sandbox is closed in the middle of a run", async () => {
    const sandbox = createSandbox();
    const run = sandbox.run(plainProgram(UNINTERRUPTIBLE), plainInput);
    await until(() => children(process.pid).length > 0);
    const own = children(process.pid);
    await sandbox.close();
    expect((await run).outcome).toMatchObject({ kind: "stopped", reason: { code: "crashed" } });
    await until(() => !own.some(isRunning));
  });
});

describe.runIf(existsSync("/proc/self/stat"))("a child that waits for its submission", () => {
  it("costs nobody anything when somebody kills it", async () => {
    const sandbox = createSandbox();
    sandbox.prepare({ entry: "main", forbidden: [], input: plainInput });
    await until(() => children(process.pid).length > 0);
    const [pid = 0] = children(process.pid);
    process.kill(pid, "SIGKILL");
    await until(() => !isRunning(pid));
    const run = await sandbox.run(plainProgram("export async function main() { return 1; }"), plainInput);
    expect(run.outcome).toEqual({ kind: "returned", value: 1 });
    await sandbox.close();
  });

  it("goes when the sandbox is closed and no submission came", async () => {
    const sandbox = createSandbox();
    sandbox.prepare({ entry: "main", forbidden: [], input: plainInput });
    await until(() => children(process.pid).length > 0);
    const own = children(process.pid);
    await sandbox.close();
    await until(() => !own.some(isRunning));
  });
});

describe.runIf(existsSync("/proc/self/stat"))("children that are killed while they come up", () => {
  const program = plainProgram("export async function main() { return 1; }");
  const isStopped = (pid: number) => !isRunning(pid) || /^State:\s+T/m.test(statusOf(pid));
  const killNext = async (): Promise<void> => {
    await until(() => children(process.pid).some(isRunning));
    // A wall's process may be starting the next one, which would outlive it if it is not yet to be seen: unshare tells the kernel of
    // --kill-child only when that one is at work.
    const outer = children(process.pid);
    for (const pid of outer) process.kill(pid, "SIGSTOP");
    await until(() => outer.every(isStopped));
    const all = children(process.pid);
    for (const pid of all.toReversed()) process.kill(pid, "SIGKILL");
    await until(() => !all.some(isRunning));
  };

  afterEach(() => until(() => !children(process.pid).some(isRunning)));

  it("make no difference when they are four", async () => {
    const sandbox = createSandbox();
    const run = sandbox.run(program, plainInput);
    for (let killed = 0; killed < 4; killed += 1) await killNext();
    expect((await run).outcome).toEqual({ kind: "returned", value: 1 });
    await sandbox.close();
  });

  it("give no verdict when they are five", async () => {
    const sandbox = createSandbox();
    const verdict = expect(sandbox.run(program, plainInput)).rejects.toThrow("before it was at work, 5 times in a row");
    for (let killed = 0; killed < 5; killed += 1) await killNext();
    await verdict;
    await sandbox.close();
  });
});

describe.runIf(existsSync("/proc/self/stat"))("a child that is killed from outside", () => {
  const busy = (places: string) => `
    import { sleep } from "chronograde";
    export async function main() {
      console.log("one");
      await sleep(100);
      console.log("two");
      return Array.prototype.indexOf.call({ length: ${places} }, 1);
    }`;
  const killInTheCall = async (besides = 0): Promise<number> => {
    const next = () => [sandboxOf(process.pid)].find((pid) => pid !== null && pid !== besides) ?? null;
    await until(() => next() !== null);
    const pid = next()!;
    // It comes up and plays the rest in far less; after that it is in the call.
    await until(() => cpuTicks(pid) > 80);
    process.kill(pid, "SIGKILL");
    await until(() => !isRunning(pid));
    return pid;
  };

  it("runs the scenario again, from the beginning", async () => {
    const sandbox = createSandbox();
    const run = sandbox.run(plainProgram(busy("1e8")), plainInput);
    await killInTheCall();
    const { outcome, output } = await run;
    expect(outcome).toEqual({ kind: "returned", value: -1 });
    expect(output.map(({ text, atMs }) => [text, atMs])).toEqual([
      ["one", 0],
      ["two", 100],
    ]);
    await sandbox.close();
  });

  it("gives no verdict when it is killed twice", async () => {
    const sandbox = createSandbox();
    const run = sandbox.run(plainProgram(busy("2 ** 53 - 1")), plainInput);
    const verdict = expect(run).rejects.toThrow("was ended from outside, and again");
    await killInTheCall(await killInTheCall());
    await verdict;
    await sandbox.close();
  });
});
