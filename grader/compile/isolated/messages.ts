import type { Compilation, CompileRequest } from "../program.ts";

/** What goes to the child. One at a time; the answer to the last one comes before the next is sent. */
export interface ToChild {
  readonly request: CompileRequest;
}

/** What comes back: first of all that it is there, then an answer to each request. `bug` is an error of ours, in a word or two of its own. */
export type FromChild = { readonly ready: true } | Answer;

export type Answer = { readonly compilation: Compilation } | { readonly bug: string };
