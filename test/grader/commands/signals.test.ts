import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { program } from "../../program.ts";
import { until } from "../../until.ts";
import { below, children, parentOf } from "../sandbox/processes.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const ENDLESS = `export async function main(): Promise<void> { for (let n = 0; ; n += 1) if (n < 0) break; }`;

let folder = "";
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "chronograde-signals-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.runIf(existsSync("/proc/self/stat"))("a grader that is told to end", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)(
    "by %s does so with %i and a sentence, without a report, an orphan or a file beside it",
    async (signal, status) => {
      const file = path.join(folder, "endless.ts");
      writeFileSync(file, ENDLESS);
      const args = [
        "grade",
        file,
        "--exercise",
        "hours",
        "--course",
        "test/fixtures/acceptance",
        "--output",
        path.join(folder, "result.txt"),
      ];
      const grader = spawn(process.execPath, [...program, ...args], {
        cwd: root,
        stdio: "pipe",
      });
      const ended = new Promise((resolve) => grader.once("close", (code) => resolve(code)));
      let written = "";
      for (const stream of [grader.stdout, grader.stderr])
        stream.on("data", (text: Buffer) => void (written += text.toString()));
      const started = (): number[] => below(grader.pid!);
      await until(() => children(grader.pid!).length > 0);
      const all = started();
      grader.kill(signal);
      // As somebody does who is in a hurry.
      grader.kill(signal);
      expect(await ended).toBe(status);
      expect(written).toBe(`Stopped by ${signal} before it was done.\n`);
      await until(() => all.every((pid) => parentOf(`${pid}`) === null));
      expect(readdirSync(folder)).toEqual(["endless.ts"]);
    },
  );

  it.each([
    ["SIGTERM", 143],
    ["SIGKILL", null],
  ] as const)("by %s takes a program with it that runs on the real clock, deaf in a loop", async (signal, status) => {
    const file = path.join(folder, "real.ts");
    writeFileSync(file, `console.log(process.pid); for (;;);`);
    const runner = spawn(process.execPath, [...program, "run", "--real", file], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise((resolve) => runner.once("exit", (code) => resolve(code)));
    const pid = await new Promise<string>((resolve) =>
      runner.stdout.once("data", (text: Buffer) => resolve(text.toString().trim())),
    );
    runner.kill(signal);
    expect(await ended).toBe(status);
    await until(() => parentOf(pid) === null);
  });
});
