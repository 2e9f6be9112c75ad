import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { program } from "../../../program.ts";

/** Nothing else at hand makes a pseudo terminal. */
export const hasTerminals = spawnSync("python3", ["-c", "import fcntl, os, termios; os.openpty()"]).status === 0;

export type Step =
  | readonly ["wait", string]
  | readonly ["send", string]
  | readonly ["write", file: string, text: string]
  | readonly ["signal", number]
  | readonly ["mode"]
  | readonly ["end"];

export interface Ended {
  readonly output: string;
  /** Whether the terminal read whole lines, at each `mode` and at the end. */
  readonly modes: readonly boolean[];
  readonly code: number | null;
  readonly signal: number | null;
}

/** `chronograde ...args` in a pseudo terminal, in this folder. */
export async function inATerminal(
  folder: string,
  args: readonly string[],
  steps: readonly Step[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const driver = fileURLToPath(new URL("in-a-terminal.py", import.meta.url));
  const command = [process.execPath, ...program, ...args];
  const { stdout } = await promisify(execFile)("python3", [driver, folder, JSON.stringify(steps), ...command], {
    env: { ...process.env, TERM: "xterm", ...env },
    // Below that of a test: what hangs is not left behind.
    timeout: 100_000,
  });
  return JSON.parse(stdout) as Ended;
}
