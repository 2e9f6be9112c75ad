import type { Compiler } from "../program.ts";

/** Several compilers as one: whoever has least to do gets the next request. */
export function compilerPool(compilers: readonly Compiler[]): Compiler {
  const members = compilers.map((compiler) => ({ compiler, waiting: 0 }));
  return {
    async compile(request) {
      const freest = members.reduce((a, b) => (b.waiting < a.waiting ? b : a));
      freest.waiting += 1;
      try {
        return await freest.compiler.compile(request);
      } finally {
        freest.waiting -= 1;
      }
    },
  };
}
