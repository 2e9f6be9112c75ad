import type { Compiler } from "../program.ts";
import type { CompilerProcess } from "./compiler-process.ts";

export interface CompilerPool extends Compiler {
  /** From now on the first one does all of the work. Resolves when no other one takes memory any more. */
  keepFirst(): Promise<void>;
}

/** Several compilers as one: whoever has least to do gets the next request. */
export function compilerPool(first: Compiler, others: readonly CompilerProcess[]): CompilerPool {
  const members = [first, ...others].map((compiler) => ({ compiler, waiting: 0 }));
  let last: Promise<unknown> = Promise.resolve();
  return {
    async compile(request) {
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
      for (const compiler of others) compiler.end();
    },
  };
}
