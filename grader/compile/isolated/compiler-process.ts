import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Compilation, Compiler, CompileRequest } from "../program.ts";
import { rejectedAsAWhole } from "../rejected.ts";
import type { FromChild, ToChild } from "./messages.ts";

export interface CompilerOptions {
  /** Heap of the process that compiles, in MB. An honest submission takes about 100, and one that uses up the checker's budget 170. Default 256. */
  readonly memoryMb?: number;
  /**
   * Wall-clock time for one submission, in ms. A last net: the file size, the depth and the checker's budget end almost
   * everything long before. Default 60 s.
   */
  readonly timeMs?: number;
}

const here = import.meta.url;
const runsFromSource = here.endsWith(".ts");

/**
 * A compiler in a process of its own, with limits of memory and time. The process takes long to come up, so it starts at once; it is
 * kept for all submissions, and ends with this one, which it does not keep alive.
 */
export function createCompiler(options: CompilerOptions = {}): Compiler {
  const { memoryMb = 256, timeMs = 60_000 } = options;
  let child: ChildProcess | null = null;
  const started = (): ChildProcess => {
    if (child !== null) return child;
    const fresh = start(memoryMb);
    // It may end while it has nothing to do; whoever needs one then gets another.
    const forget = (): void => void (child = child === fresh ? null : child);
    fresh.once("exit", forget).once("error", forget);
    child = fresh;
    return fresh;
  };
  started();
  let last: Promise<unknown> = Promise.resolve();
  const compile = async (request: CompileRequest): Promise<Compilation> => {
    const reply = await ask(started(), { request }, timeMs);
    if (typeof reply === "string") {
      child = null;
      return rejectedAsAWhole(request, "types", reply === "time" ? TOO_LONG : TOO_MUCH, null);
    }
    if ("bug" in reply) throw new Error(`The compiler failed: ${reply.bug}`);
    return reply.compilation;
  };
  return {
    compile(request) {
      const next = last.then(() => compile(request));
      last = next.catch(() => undefined);
      return next;
    },
  };
}

const TOO_LONG =
  "Checking the types of this submission takes too long, and was stopped by the clock. Are there types that refer to themselves, or very long unions? Simplify them.";
const TOO_MUCH =
  "Checking the types of this submission takes too much memory. Are there types that refer to themselves, or very long unions? Simplify them.";

const FROM_OUTSIDE: ReadonlySet<NodeJS.Signals> = new Set(["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"]);

function start(memoryMb: number): ChildProcess {
  const file = fileURLToPath(new URL(runsFromSource ? "./child.ts" : "./child.js", here));
  const child = fork(file, [], {
    env: windowsNeeds(),
    execArgv: [...(runsFromSource ? ["--import", import.meta.resolve("tsx")] : []), `--max-old-space-size=${memoryMb}`],
    // What it says when it runs out of memory is for us, and we know it already.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  idle(child);
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  return child;
}

/** Nothing of our environment, but for what a process on Windows cannot start without. */
function windowsNeeds(): NodeJS.ProcessEnv {
  const { SystemRoot } = process.env;
  return SystemRoot === undefined ? {} : { SystemRoot };
}

/** A child that waits for work is no reason to stay alive. */
function idle(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

/** The answer, or why none comes. */
function ask(child: ChildProcess, message: ToChild, timeMs: number): Promise<FromChild | "time" | "memory"> {
  return new Promise((resolve, reject) => {
    const done = (outcome: FromChild | "time" | "memory"): void => {
      clearTimeout(timer);
      child.off("message", onMessage).off("exit", onExit).off("error", onError);
      idle(child);
      resolve(outcome);
    };
    const onMessage = (reply: FromChild): void => done(reply);
    const onError = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    // A process that is out of memory aborts; these come from somebody else, and no learner pays for that.
    const onExit = (_code: number | null, signal: NodeJS.Signals | null): void => {
      if (signal === null || !FROM_OUTSIDE.has(signal)) done("memory");
      else onError(new Error(`The compiler's process was ended from outside, by ${signal}.`));
    };
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      done("time");
    }, timeMs);
    child.on("message", onMessage).on("exit", onExit).on("error", onError);
    child.ref();
    child.channel?.ref();
    child.send(message);
  });
}
