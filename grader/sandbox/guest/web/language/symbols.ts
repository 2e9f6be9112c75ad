import { Object, Symbol } from "../core/intrinsics.ts";

/** `using` and `await using` compile to code that asks for these. */
export function defineDisposalSymbols(): void {
  for (const name of ["dispose", "asyncDispose"]) {
    if (name in Symbol) continue;
    Object.defineProperty(Symbol, name, { value: Symbol(`Symbol.${name}`) });
  }
}
