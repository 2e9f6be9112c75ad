import { fork, type ChildProcess } from "node:child_process";
import { moduleFile, runsFromSource } from "../../package-root.ts";
import type { Compilation, Compiler, CompileRequest } from "../program.ts";
import { rejectedAsAWhole } from "../rejected.ts";
import { frozenHeap } from "../frozen/heap.ts";
import { compilerFlags, MEMORY_MB } from "./flags.ts";
import type { Answer, FromChild, ToChild } from "./messages.ts";
import { RequestQueue } from "./request-queue.ts";

export interface CompilerOptions {
  /** Heap of the process that compiles, in MB. An honest submission takes about 100, and one that uses up the checker's budget 170. Default 256. */
  readonly memoryMb?: number;
  /**
   * Wall-clock time for one submission, in ms. A last net: the file size, the depth and the checker's budget end almost
   * everything long before. Default 60 s.
   */
  readonly timeMs?: number;
  /** A heap to begin from. Default: the one that the build has kept for this Node, if there is one. */
  readonly heap?: string;
  /** Its process comes up before there is anything to compile. Default: true. */
  readonly startsAtOnce?: boolean;
}

/**
 * A compiler in a process of its own, with limits of memory and time. The process takes long to come up; it is kept for all submissions,
 * and ends with this one, which it does not keep alive.
 */
export function createCompiler(options: CompilerOptions = {}): Compiler {
  const { timeMs = 60_000, startsAtOnce = true } = options;
  let child: Promise<ChildProcess> | null = null;
  const started = (): Promise<ChildProcess> => {
    if (child !== null) return child;
    const fresh = start(options);
    // It may end while it has nothing to do; whoever needs one then gets another.
    const forget = (): void => void (child = child === fresh ? null : child);
    fresh.then((process) => process.once("exit", forget).once("error", forget), forget);
    child = fresh;
    return fresh;
  };
  // Whoever needs it is told.
  if (startsAtOnce) started().catch(() => undefined);
  const compile = async (requests: readonly CompileRequest[]): Promise<readonly Compilation[]> => {
    const reply = await ask(await started(), { requests }, timeMs);
    if (typeof reply === "object" && "compilations" in reply) return reply.compilations;
    if (typeof reply === "string") child = null;
    // One of them is to blame, and the others are not.
    if (requests.length > 1) return await inTurn(requests);
    if (typeof reply === "object") throw new Error(`The compiler failed: ${reply.bug}`);
    return [rejectedAsAWhole(requests[0]!, "types", reply === "time" ? TOO_LONG : TOO_MUCH, null)];
  };
  const inTurn = async (requests: readonly CompileRequest[]): Promise<readonly Compilation[]> => {
    const compilations: Compilation[] = [];
    for (const request of requests) compilations.push(...(await compile([request])));
    return compilations;
  };
  return new RequestQueue(compile);
}

const TOO_LONG =
  "Checking the types of this submission takes too long, so it was stopped. Are there types that refer to themselves, or very long unions? Simplify them.";
const TOO_MUCH =
  "Checking the types of this submission takes too much memory. Are there types that refer to themselves, or very long unions? Simplify them.";

const FROM_OUTSIDE: ReadonlySet<NodeJS.Signals> = new Set(["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"]);

/** Heaps that this Node could not begin from. */
const useless = new Set<string>();

async function start({ memoryMb = MEMORY_MB, heap: given }: CompilerOptions): Promise<ChildProcess> {
  const flags = compilerFlags(memoryMb);
  const heap = memoryMb === MEMORY_MB ? (given ?? (await frozenHeap().catch(() => null))) : null;
  if (heap !== null && !useless.has(heap)) {
    const child = launch([`--snapshot-blob=${heap}`, ...flags]);
    if (await comesUp(child)) return child;
    useless.add(heap);
  }
  return launch([...(runsFromSource ? ["--import", import.meta.resolve("tsx")] : []), ...flags]);
}

function launch(execArgv: string[]): ChildProcess {
  const child = fork(moduleFile("grader/compile/isolated/child"), [], {
    env: windowsNeeds(),
    execArgv,
    // What it says when it runs out of memory is for us, and we know it already.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  idle(child);
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  return child;
}

function comesUp(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.ref();
    child.channel?.ref();
    const done = (isUp: boolean): void => {
      child.off("message", up).off("exit", down).off("error", down);
      idle(child);
      resolve(isUp);
    };
    const up = (): void => done(true);
    const down = (): void => done(false);
    child.once("message", up).once("exit", down).once("error", down);
  });
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
function ask(child: ChildProcess, message: ToChild, timeMs: number): Promise<Answer | "time" | "memory"> {
  return new Promise((resolve, reject) => {
    const done = (outcome: Answer | "time" | "memory"): void => {
      clearTimeout(timer);
      child.off("message", onMessage).off("exit", onExit).off("error", onError);
      idle(child);
      resolve(outcome);
    };
    const onMessage = (reply: FromChild): void => {
      if (!("ready" in reply)) done(reply);
    };
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
