import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Program } from "./generate.ts";

const DRIVER = fileURLToPath(new URL("driver.py", import.meta.url));

/** Whether there is a CPython whose asyncio is the one we follow. */
export function hasPython311(): boolean {
  const { stdout } = spawnSync("python3", ["-c", "import sys; print(sys.implementation.name, *sys.version_info[:2])"], {
    encoding: "utf8",
  });
  return typeof stdout === "string" && stdout.trim() === "cpython 3 11";
}

/** What CPython prints for each program. */
export async function runUnderPython(programs: readonly Program[]): Promise<string[][]> {
  const child = spawn("python3", [DRIVER], { stdio: ["pipe", "pipe", "inherit"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(programs.map((program) => `${JSON.stringify(program)}\n`).join(""));
  const [code] = (await once(child, "close")) as [number];
  if (code !== 0) throw new Error(`driver.py ended with status ${code}`);
  const rows = Buffer.concat(chunks).toString("utf8").trimEnd().split("\n");
  return rows.map((row) => JSON.parse(row) as string[]);
}

/**
 * What CPython does by accident, and we do not: a gather that contains the task which awaits it sends cancel() into the
 * recursion limit; and once a task has awaited itself, the C implementation (not the Python one) refuses others.
 */
export function isAccident(lines: readonly string[]): boolean {
  return lines.some((line) => line.includes("RecursionError") || line.includes("Blocking"));
}
