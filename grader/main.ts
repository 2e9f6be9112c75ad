#!/usr/bin/env node
import { main } from "./commands/cli.ts";
import { ExitStatus, highest } from "./commands/exit-status.ts";

/** What the streams say about themselves, which may come after everything is done. */
let writing: ExitStatus = ExitStatus.passed;

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever read our output has had enough (`| head`): that is no fault of anybody's, and no mark changes by it.
  if (error.code === "EPIPE") return;
  writing = ExitStatus.wrongCall;
  process.stderr.write(`The output could not be written: ${error.code ?? error.message}.\n`);
  process.exitCode = highest([writing, (process.exitCode ?? ExitStatus.passed) as ExitStatus]);
});
process.stderr.on("error", () => undefined);

const status = await main(process.argv.slice(2));
// Not process.exit: that would cut off what a pipe has not taken yet.
process.exitCode = highest([status, writing]);
