import { existsSync } from "node:fs";
import path from "node:path";
import { SANDBOX_FILES } from "./build/files.ts";
import type { Walls } from "./isolation/walls.ts";

/**
 * Native stack, V8's share of it, and the guest's share, in KB. The guest must notice an overflow before the host does, as an
 * error that its code can catch. With the first, recursion goes as deep as in Node.
 */
const LARGE_STACK = { native: 65_520, v8: 60_000, guest: 2048 };
/** Fits what a process gets on Linux and macOS unless told otherwise. */
const USUAL_STACK = { v8: 3900, guest: 512 };
/** On Windows the stack is 1 MB, and nothing can change it. */
const SMALL_STACK = { v8: 850, guest: 96 };

/** Raises the limit on the stack if it may; lets no core be dumped, no file be written, few be opened; and becomes Node behind its walls. */
const SHELL_SCRIPT = [
  "ulimit -c 0",
  "ulimit -f 0",
  "ulimit -n 64",
  `if ulimit -s ${LARGE_STACK.native} 2>/dev/null`,
  `then exec "$@" --stack-size=${LARGE_STACK.v8} "$0" ${LARGE_STACK.guest}`,
  `else exec "$@" --stack-size=${USUAL_STACK.v8} "$0" ${USUAL_STACK.guest}`,
  "fi",
].join("\n");

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * How the child is started: what it is told is all that it gets.
 *
 * @param servesMany it will be there for so long that good code pays
 */
export function launch(folder: string, walls: Walls, servesMany: boolean): Launch {
  const child = path.join(folder, SANDBOX_FILES.child);
  const node = [process.execPath, ...nodeFlags(folder), ...(servesMany ? [] : QUICKLY_UP)];
  const env = { TZ: "UTC" };
  if (!existsSync("/bin/sh")) {
    const { v8, guest } = process.platform === "win32" ? SMALL_STACK : USUAL_STACK;
    const [command = "", ...flags] = node;
    return { command, args: [...flags, `--stack-size=${v8}`, child, `${guest}`], env };
  }
  return {
    command: "/bin/sh",
    // The words behind the script are "$0" and "$@".
    args: ["-c", SHELL_SCRIPT, child, ...walls.words, ...node],
    env,
  };
}

/**
 * Compiles the engine fast, to slow code, and makes good code only of what has run for about a second: of no honest scenario, but an endless
 * loop comes to its end in half the time. What the engine runs is bounded by counted work, so its speed decides nothing.
 */
const QUICKLY_UP: readonly string[] = ["--wasm-tiering-budget=1000000000"];

/**
 * The child reads the files of its own folder and nothing else; it starts no process, no worker and no addon; it makes no code
 * from text; its heap is bounded.
 */
function nodeFlags(folder: string): string[] {
  return [
    permissionFlag(),
    `--allow-fs-read=${path.join(folder, "*")}`,
    "--no-warnings",
    "--max-old-space-size=256",
    "--disallow-code-generation-from-strings",
  ];
}

/** Node 20 knows the flag under its first name only. */
function permissionFlag(): string {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const named = major > 23 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  return named ? "--permission" : "--experimental-permission";
}
