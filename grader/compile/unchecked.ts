import { emitUnchecked } from "./emit/unchecked.ts";
import { watchedFiles } from "./writes/watched-files.ts";
import type { Compilation, CompileRequest, Unchecked } from "./program.ts";
import { repairsFrom } from "./repairs/repairs-from.ts";
import { usualRepairs } from "./repairs/usual/usual-repairs.ts";
import type { TypeScript } from "./typescript.ts";

/** What is asked of a submission's text alone. There is nothing wrong with it as far as that goes. */
export async function unchecked(ts: TypeScript, request: CompileRequest, asked: Unchecked): Promise<Compilation> {
  const nothing = { diagnostics: [], brokenRules: [], awaitsInLoops: [], harnessErrors: [], rejection: null };
  if (asked.wanted === "program") return { ...nothing, program: emitUnchecked(ts, request) };
  if (asked.wanted === "writes") {
    const { files, places } = watchedFiles(ts, request.files);
    return { ...nothing, program: emitUnchecked(ts, { ...request, files }), writes: places };
  }
  const repairs = await (asked.wanted === "repairs"
    ? repairsFrom(request.files, asked.solution)
    : asked.wanted === "usual"
      ? usualRepairs(request.files, { vocabulary: asked.solution })
      : usualRepairs(request.files, { isPlain: true }));
  return { ...nothing, program: null, repairs };
}
