import type { Compilation, CompileRequest } from "../program.ts";

/** What goes to the child. One at a time; the answer to the last one comes before the next is sent. */
export interface ToChild {
  readonly request: CompileRequest;
}

/** What comes back. `bug` is an error of ours, in a word or two of its own. */
export type FromChild = { readonly compilation: Compilation } | { readonly bug: string };
