import { createCompiler } from "../grader/compile/index.ts";

/** For all tests that only want something compiled: to warm one up takes a second. */
export const compiler = createCompiler();
