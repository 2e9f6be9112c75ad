import { InvalidShards, mergeShards, type Merged } from "../report/index.ts";
import { CallError } from "./call-error.ts";
import { ExitStatus, highest } from "./exit-status.ts";
import type { Terminal } from "./terminal.ts";
import { writeResult } from "./not-written.ts";
import { readResult } from "./not-read.ts";

/** @throws CallError when the files are not all the shards of one batch, or the result cannot be written */
export function mergeCommand(
  files: readonly string[],
  options: { readonly output: string | null },
  terminal: Terminal,
): ExitStatus {
  const merged = join(files);
  if (options.output === null) terminal.out(merged.text);
  else writeResult(options.output, merged.text);
  return highest([
    merged.exerciseErrors > 0 ? ExitStatus.wrongCall : ExitStatus.passed,
    ...merged.statuses.map((status) => {
      if (status === "error") return ExitStatus.graderBug;
      return status === "passed" ? ExitStatus.passed : ExitStatus.belowPass;
    }),
  ]);
}

function join(files: readonly string[]): Merged {
  try {
    return mergeShards(files.map((name) => ({ name, text: readResult(name) })));
  } catch (error) {
    throw error instanceof InvalidShards ? new CallError(error.message) : error;
  }
}
