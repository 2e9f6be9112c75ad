import type { Compilation, CompileRequest } from "./program.ts";

/** A submission that cannot be compiled at all, for a reason that has no line. */
export function rejectedAsAWhole(request: CompileRequest, code: string, message: string): Compilation {
  const entry = request.files.find((file) => file.path === request.entryFile);
  return {
    program: null,
    diagnostics: [],
    brokenRules: [],
    awaitsInLoops: [],
    harnessErrors: [],
    rejection: { code, message, file: entry?.display ?? null, line: null, column: null },
  };
}
