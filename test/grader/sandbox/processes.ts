import { readdirSync, readFileSync } from "node:fs";

/** Processes below one, as Linux tells them. */
export function below(pid: number): number[] {
  const children = readdirSync("/proc").filter((name) => parentOf(name) === pid);
  return children.map(Number).flatMap((child) => [child, ...below(child)]);
}

/** All that belongs to the sandboxes that a process has started: the walls' own processes, and Node behind them. */
export function children(of: number): number[] {
  return below(of).filter((pid) => commandOf(pid).includes("child.mjs"));
}

/** The one in which the guest runs. */
export function sandboxOf(grader: number): number | null {
  return children(grader).find((pid) => commandOf(pid).startsWith(`${process.execPath}\0`)) ?? null;
}

function commandOf(pid: number): string {
  return textOf(`/proc/${pid}/cmdline`);
}

/** Empty when what it tells of has ended. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

export function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null;
  }
}
