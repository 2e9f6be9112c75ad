import type { Compilation, CompileRequest } from "../program.ts";
import { kin, MOST_TOGETHER } from "../together.ts";

interface Waiting {
  readonly request: CompileRequest;
  readonly kin: string;
  resolve(compilation: Compilation): void;
  reject(error: unknown): void;
}

/** One thing at a time; of those that wait, what can be compiled together is. */
export class RequestQueue {
  readonly #compile: (requests: readonly CompileRequest[]) => Promise<readonly Compilation[]>;
  #waiting: Waiting[] = [];
  #busy = false;

  /** @param compile gives as many as it gets, in their order */
  constructor(compile: (requests: readonly CompileRequest[]) => Promise<readonly Compilation[]>) {
    this.#compile = compile;
  }

  compile(request: CompileRequest): Promise<Compilation> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, kin: kin(request), resolve, reject });
      if (!this.#busy) void this.#workOff();
    });
  }

  async #workOff(): Promise<void> {
    this.#busy = true;
    for (let next = this.#next(); next.length > 0; next = this.#next()) {
      try {
        const compilations = await this.#compile(next.map(({ request }) => request));
        for (const [index, { resolve }] of next.entries()) resolve(compilations[index]!);
      } catch (error) {
        for (const { reject } of next) reject(error);
      }
    }
    this.#busy = false;
  }

  #next(): Waiting[] {
    const [first] = this.#waiting;
    const taken = this.#waiting.filter((each) => each.kin === first?.kin).slice(0, MOST_TOGETHER);
    this.#waiting = this.#waiting.filter((each) => !taken.includes(each));
    return taken;
  }
}
