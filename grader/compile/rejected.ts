import type { Position } from "../values/index.ts";
import type { Compilation, CompileRequest } from "./program.ts";

/** A submission that cannot be compiled at all, for a reason that may have no line. */
export function rejectedAsAWhole(
  request: CompileRequest,
  code: string,
  message: string,
  at: Position | null,
): Compilation {
  const entry = request.files.find((file) => file.path === request.entryFile);
  const place = at ?? { file: entry?.display ?? null, line: null, column: null };
  return {
    program: null,
    diagnostics: [],
    brokenRules: [],
    awaitsInLoops: [],
    harnessErrors: [],
    rejection: { code, message, ...place },
  };
}
