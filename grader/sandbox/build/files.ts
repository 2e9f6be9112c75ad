/** What the build makes, all in one folder: the only one that the child process may read. */
export const SANDBOX_FILES = {
  /** The child's host side: what it always needs. */
  child: "child.mjs",
  /** The guest's files, by name. */
  guest: "guest.json",
  /** The engine, with its work counted. */
  wasm: "quickjs.wasm",
  /** Hash of the sources from which the others were made. */
  stamp: "sources.txt",
} as const;

/** Exported by the engine (i64, mutable): how much more it may work. Each round of a loop that finds it below zero traps. */
export const WORK_LEFT = "workLeft";

/** Exported by the engine: its table of functions. The first place past its end is that of the host's rejection tracker. */
export const FUNCTIONS = "functions";

/** Exported by the engine (i32): the address in its memory at which stands where its heap ends. */
export const HEAP_END_AT = "heapEndAt";
