export type * from "./program.ts";
export type * from "./program-awaits.ts";
export type * from "./program-text.ts";
export {
  HARNESS_GLOBALS,
  HARNESS_MODULE,
  TASK_TOKEN_MODULE,
  type TaskTokenRuntime,
} from "./emit/task-token-runtime.ts";
export { transpileWithTaskTokens } from "./emit/transpile.ts";
export { compilerPool, type CompilerPool } from "./isolated/compiler-pool.ts";
export { createCompiler, type CompilerOptions, type CompilerProcess } from "./isolated/compiler-process.ts";
export { originalPosition } from "./original-position.ts";
export { forbiddenNames } from "./emit/forbidden-names.ts";
export { fitsFiles } from "./file-globs.ts";
export { MAX_FILE_BYTES } from "./safe-read.ts";
export { readSubmission, type ReadRequest, type ReadResult } from "./read-submission.ts";
export * from "./mutants/index.ts";
export * from "./repairs/index.ts";
export { MOST_WRITES, WRITE_MARK, type WritePlace } from "./writes/write-place.ts";
