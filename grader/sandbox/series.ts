import type { Program } from "../compile/index.ts";
import { RunWriter } from "./assemble/run-writer.ts";
import type { Run } from "./run.ts";

/** Characters that a child has told of runs: what they are in memory is about three times as much. Most runs are told in a tenth of it. */
const MUCH = 1024 * 1024;

/** Runs of one scenario that a child tells one after the other. */
export class Series {
  readonly #program: Program;
  readonly #wanted: number;
  readonly #runs: Run[] = [];
  writer: RunWriter;
  #told = 0;

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

  /** What is known of these runs takes much memory. */
  get isMuch(): boolean {
    return this.#told > MUCH;
  }

  /** @param characters so many more of them are kept */
  told(characters: number): void {
    this.#told += characters;
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
