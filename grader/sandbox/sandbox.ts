import type { Program } from "../compile/index.ts";
import type { Schedule } from "../schedule/index.ts";
import type { Isolation } from "./isolation/isolation.ts";
import { Lanes } from "./lanes.ts";
import type { MakeRoom } from "./much-memory.ts";
import { ProcessSandbox } from "./process-sandbox.ts";
import type { Run, ScenarioInput } from "./run.ts";
import type { ScenarioForm } from "./wire/job.ts";

export interface SandboxOptions {
  /**
   * Real time in ms for which nothing may be heard of a scenario before its process is killed: the last net, for what no
   * counted limit notices. While its code runs, the engine's interrupts are heard.
   */
  readonly silenceMs?: number;
  /** What one child process may serve, one program after the other. Each scenario has a fresh world all the same. Default: "submission". */
  readonly child?: ChildServes;
  /** So many programs are kept at the same time (see Sandbox.keep). Default: 1. */
  readonly programs?: number;
  /** Is waited for before a program is kept that tells more than is usual: whoever can give memory back does it now. */
  readonly beforeMuchTold?: () => Promise<void>;
  /** Is waited for before a run has more memory than is usual. */
  readonly makeRoom?: MakeRoom;
}

/**
 * `submission`: one program, and then it ends. `batch`: the next submission too, as long as nothing that it ran was stopped while it computed. `author`: all of it is
 * by one author, as the wrong variants of a solution are.
 */
export type ChildServes = "submission" | "batch" | "author";

/** Runs scenarios in child processes that each serve one scenario at a time. */
export interface Sandbox {
  /**
   * Starts the child of the next submission, which then comes up while that one is still being compiled. To be called once it is
   * known that there will be one; the program may never come.
   */
  prepare(form: ScenarioForm): void;
  /**
   * What happened; a limit, a deadlock or a crash is an outcome too.
   * @throws Error for a bug of the grader
   */
  run(program: Program, input: ScenarioInput): Promise<Run>;
  /**
   * Waits for a child and keeps it for this program until what is given back is called: programs whose scenarios took turns in one child would each
   * have to wait for a new one.
   */
  keep(program: Program): Promise<() => void>;
  /**
   * The same scenario under each of these schedules, one after the other; far faster than as many calls of `run`, with the same outcome.
   *
   * @returns one Run for each, in their order, up to the first one that was stopped, or to where they are so large that the others are better asked
   *     for when these are no longer needed; at least one
   * @throws Error for a bug of the grader
   */
  runUnder(program: Program, input: ScenarioInput, schedules: readonly Schedule[]): Promise<readonly Run[]>;
  /**
   * Ends the children that have nothing to do, and lets none come up before it is needed, until what is given back is called. Resolves when their
   * memory is free.
   */
  rest(): Promise<() => void>;
  /** What stands between a submission and this machine, found by trying. The same for every run. */
  isolation(): Promise<Isolation>;
  /** Ends the child for sure, in the middle of a run too. Nothing can be run afterwards. */
  close(): Promise<void>;
}

export function createSandbox(options: SandboxOptions = {}): Sandbox {
  return new Lanes((turn) => new ProcessSandbox(options, turn), options.programs ?? 1);
}
