import { fork, type ChildProcess } from "node:child_process";
import { moduleFile, runsFromSource } from "../../package-root.ts";
import {
  endedEachTime,
  isFromOutside,
  killedTwice,
  Net,
  neverCameUp,
  notStarted,
  Patience,
  starvedTwice,
  TRIES_TO_COME_UP,
} from "../../processes/index.ts";
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
   * Real time for one submission, in ms, on a machine that is not too busy. A last net: the file size, the depth and the checker's budget end
   * almost everything long before. Default 60 s.
   */
  readonly timeMs?: number;
  /** A heap to begin from. Default: the one that the build has kept for this Node, if there is one. */
  readonly heap?: string;
  /** Its process comes up before there is anything to compile. Default: true. */
  readonly startsAtOnce?: boolean;
}

export interface CompilerProcess extends Compiler {
  /**
   * Ends its process. Only while it has nothing to do; whoever asks it for something later gets another process. Resolves when its memory is
   * free, and never rejects.
   */
  end(): Promise<void>;
}

/**
 * A compiler in a process of its own, with limits of memory and time. The process takes long to come up; it is kept for all submissions,
 * and ends with this one, which it does not keep alive.
 */
export function createCompiler(options: CompilerOptions = {}): CompilerProcess {
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
  const end = async (): Promise<void> => {
    const ending = child;
    child = null;
    // One that did not come up has nothing to end.
    const ended = ending === null ? null : await held(ending).catch(() => null);
    if (ended !== null) await killed(ended);
  };
  const compile = async (requests: readonly CompileRequest[]): Promise<readonly Compilation[]> => {
    const asked = async (): Promise<Answer | NoAnswer> => {
      const reply = await ask(await held(started()), { requests }, timeMs);
      // It may not have ended yet.
      if (typeof reply === "string") child = null;
      return reply;
    };
    let reply = await asked();
    // By somebody on this machine, who means nobody's submission. Twice is no accident.
    if (reply === "killed" || reply === "starved") reply = await asked();
    if (typeof reply === "object" && "compilations" in reply) {
      if (reply.large) await end();
      return reply.compilations;
    }
    // One of them is to blame, and the others are not.
    if (requests.length > 1) return await inTurn(requests);
    if (reply === "killed") throw killedTwice(DOES);
    if (reply === "starved") throw starvedTwice(DOES);
    if (typeof reply === "object") throw new Error(`The compiler failed: ${reply.bug}`);
    return [rejectedAsAWhole(requests[0]!, "types", reply === "time" ? TOO_LONG : TOO_MUCH, null)];
  };
  const inTurn = async (requests: readonly CompileRequest[]): Promise<readonly Compilation[]> => {
    const compilations: Compilation[] = [];
    for (const request of requests) compilations.push(...(await compile([request])));
    return compilations;
  };
  const queue = new RequestQueue(compile);
  return {
    compile: (request) => queue.compile(request),
    end,
  };
}

const TOO_LONG =
  "Checking the types of this submission takes too long, so it was stopped. Are there types that refer to themselves, or very long unions? Simplify them.";
const TOO_MUCH =
  "Checking the types of this submission takes too much memory. Are there types that refer to themselves, or very long unions? Simplify them.";

/** Node's exit code after an error that nothing catches. */
const UNCAUGHT = 1;

/** Heaps that this Node could not begin from. */
const useless = new Set<string>();

const DOES = "checks types";
const patience = new Patience(30_000);

/**
 * One that is up: how it ends from here on has to do with what it is asked, and before that with this machine.
 *
 * @throws Error when this machine lets none come up
 */
async function start({ memoryMb = MEMORY_MB, heap: given }: CompilerOptions): Promise<ChildProcess> {
  const flags = compilerFlags(memoryMb);
  const heap = memoryMb === MEMORY_MB ? (given ?? (await frozenHeap().catch(() => null))) : null;
  for (let killed = 0; killed < TRIES_TO_COME_UP;) {
    const fromHeap = heap !== null && !useless.has(heap);
    const first = fromHeap
      ? [`--snapshot-blob=${heap}`]
      : runsFromSource
        ? ["--import", import.meta.resolve("tsx")]
        : [];
    const child = launch([...first, ...flags]);
    const fault = await comesUp(child);
    if (fault === null) return child;
    if (isFromOutside(child.signalCode)) killed += 1;
    else if (fromHeap && child.pid !== undefined) useless.add(heap);
    else throw fault;
  }
  throw endedEachTime(DOES, TRIES_TO_COME_UP);
}

/** @throws Error when it cannot be started, as far as that is known already */
function launch(execArgv: string[]): ChildProcess {
  let child: ChildProcess;
  try {
    child = fork(moduleFile("grader/compile/isolated/child"), [], {
      env: windowsNeeds(),
      execArgv,
      // What it says when it runs out of memory is for us, and we know it already.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
  } catch (error) {
    throw notStarted(DOES, error);
  }
  // Whoever waits for it is told besides.
  child.on("error", () => undefined);
  idle(child);
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  return child;
}

/** Null as soon as it is; else why it never will be. */
function comesUp(child: ChildProcess): Promise<Error | null> {
  return new Promise((resolve) => {
    const done = (fault: Error | null): void => {
      net.remove();
      child.off("message", up).off("exit", down).off("error", failed);
      resolve(fault);
    };
    const up = (): void => {
      patience.cameUp();
      done(null);
    };
    const down = (code: number | null, signal: NodeJS.Signals | null): void =>
      done(neverCameUp(DOES, signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`));
    const failed = (error: Error): void => done(notStarted(DOES, error));
    const { ms } = patience;
    const torn = (): void => {
      patience.neverCameUp();
      child.kill("SIGKILL");
      done(neverCameUp(DOES, `nothing was heard of it for ${Math.round(ms / 1000)} s`));
    };
    const net = new Net(ms, torn, { holds: false });
    child.once("message", up).once("exit", down).once("error", failed);
  });
}

/** Resolves when it is no more. */
function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.ref();
    child.kill("SIGKILL");
  });
}

/** One that comes up is no reason to stay alive; that somebody waits for it is. */
async function held<T>(waiting: Promise<T>): Promise<T> {
  const alive = setInterval(() => undefined, 60_000);
  try {
    return await waiting;
  } finally {
    clearInterval(alive);
  }
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

/** `killed` and `starved` are this machine's doing, and the others a submission's. */
type NoAnswer = "time" | "memory" | "killed" | "starved";

/** The answer, or why none comes. */
function ask(child: ChildProcess, message: ToChild, timeMs: number): Promise<Answer | NoAnswer> {
  return new Promise((resolve) => {
    const done = (outcome: Answer | NoAnswer): void => {
      net.remove();
      child.off("message", onMessage).off("exit", onExit).off("error", onError);
      idle(child);
      resolve(outcome);
    };
    const onMessage = (reply: FromChild): void => {
      if (!("ready" in reply)) done(reply);
    };
    // It ended while it had nothing to do, and that is not known here yet.
    const onError = (): void => done("killed");
    // A process that is out of memory aborts; these come from somebody else, or from a mistake of ours, and no learner pays for that.
    const onExit = (code: number | null, signal: NodeJS.Signals | null): void => {
      if (code === UNCAUGHT) done({ bug: "an error that nothing caught" });
      else done(isFromOutside(signal) ? "killed" : "memory");
    };
    const torn = (starved: boolean): void => {
      child.kill("SIGKILL");
      done(starved ? "starved" : "time");
    };
    const net = new Net(timeMs, torn, { pid: child.pid });
    child.on("message", onMessage).on("exit", onExit).on("error", onError);
    child.ref();
    child.channel?.ref();
    child.send(message);
  });
}
