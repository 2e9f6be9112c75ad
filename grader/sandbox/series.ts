import type { Program } from "../compile/index.ts";
import { RunWriter } from "./assemble/run-writer.ts";
import type { Run } from "./run.ts";

/** Runs of one scenario that a child tells one after the other. */
export class Series {
  readonly #program: Program;
  readonly #wanted: number;
  readonly #runs: Run[] = [];
  writer: RunWriter;

  constructor(program: Program, wanted: number) {
    this.#program = program;
    this.#wanted = wanted;
    this.writer = new RunWriter(program);
  }

  /** Those that are over. */
  get runs(): readonly Run[] {
    return this.#runs;
  }

  get isComplete(): boolean {
    return this.#runs.length === this.#wanted;
  }

  /** What was told since the last end is forgotten. */
  beginAnew(): void {
    this.writer = new RunWriter(this.#program);
  }

  /** The run that is being told is over. */
  end(): readonly Run[] {
    this.#runs.push(this.writer.run());
    return this.#runs;
  }
}
