import type { Compiler } from "../program.ts";
import type { CompilerProcess } from "./compiler-process.ts";

export interface CompilerPool extends Compiler {
  /** From now on the first one does all of the work. Resolves when no other one takes memory any more. */
  keepFirst(): Promise<void>;
  /**
   * Resolves when all that was asked for is done and none of them takes memory any more. What is asked for later waits until what is given back
   * is called.
   */
  rest(): Promise<() => void>;
}

/** Several compilers as one: whoever has least to do gets the next request. */
export function compilerPool(first: CompilerProcess, others: readonly CompilerProcess[]): CompilerPool {
  const members = [first, ...others].map((compiler) => ({ compiler, waiting: 0 }));
  let last: Promise<unknown> = Promise.resolve();
  /** Those for whom all of them rest. */
  const resting = new Set<Promise<void>>();
  return {
    async compile(request) {
      // Meanwhile they may have been asked to rest once more.
      while (resting.size > 0) await Promise.all(resting);
      const freest = members.reduce((a, b) => (b.waiting < a.waiting ? b : a));
      freest.waiting += 1;
      const compiled = freest.compiler.compile(request);
      last = Promise.allSettled([last, compiled]).then(() => undefined);
      try {
        return await compiled;
      } finally {
        freest.waiting -= 1;
      }
    },
    async keepFirst() {
      members.splice(1);
      await last;
      await Promise.all(others.map((compiler) => compiler.end()));
    },
    async rest() {
      let goOn!: () => void;
      const rest = new Promise<void>((resolve) => (goOn = resolve));
      resting.add(rest);
      await last;
      await Promise.all([first, ...others].map((compiler) => compiler.end()));
      return () => {
        resting.delete(rest);
        goOn();
      };
    },
  };
}
