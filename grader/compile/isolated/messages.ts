import type { Compilation, CompileRequest } from "../program.ts";

/** What goes to the child: requests of one kin. The answer to them comes before the next are sent. */
export interface ToChild {
  readonly requests: readonly CompileRequest[];
}

/** What comes back: first of all that it is there, then the answers. `bug` is an error of ours, in a word or two of its own. */
export type FromChild = { readonly ready: true } | Answer;

export type Answer = Compiled | { readonly bug: string };

export interface Compiled {
  readonly compilations: readonly Compilation[];
  /** The process has grown far beyond what most submissions take, and will not become smaller. */
  readonly large: boolean;
}
