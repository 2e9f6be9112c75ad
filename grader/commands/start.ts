import { fstatSync, writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { main } from "./cli.ts";
import { ExitStatus, highest } from "./exit-status.ts";
import { whyNotWritten } from "./not-written.ts";

/** What the streams say about themselves, which may come after everything is done. */
let writing: ExitStatus = ExitStatus.passed;

function listenToStreams(): void {
  if (isFile(1)) process.stdout._write = writeFully;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // Whoever read our output has had enough (`| head`): that is no fault of anybody's, and no mark changes by it.
    if (error.code === "EPIPE") return;
    writing = ExitStatus.wrongCall;
    process.stderr.write(`The output could not be written: ${whyNotWritten(error)}\n`);
    process.exitCode = highest([writing, (process.exitCode ?? ExitStatus.passed) as ExitStatus]);
  });
  process.stderr.on("error", () => undefined);
}

/** Node itself writes once to a file, and says nothing when only a part of it was taken: a full disk would leave half a report. */
function writeFully(chunk: Uint8Array, _encoding: string, done: (error?: Error) => void): void {
  try {
    writeFileSync(1, chunk);
  } catch (error) {
    done(error as Error);
    return;
  }
  done();
}

function isFile(stream: number): boolean {
  try {
    return fstatSync(stream).isFile();
  } catch {
    return false;
  }
}

/** The whole program: it ends when there is nothing left to do. */
export async function start(argv: readonly string[]): Promise<void> {
  // V8 lets a small heap grow fourfold before it collects: what a flood leaves behind would take hundreds of megabytes. A class is graded no slower.
  setFlagsFromString("--heap-growing-percent=30");
  listenToStreams();
  const status = await main(argv);
  // Not process.exit: that would cut off what a pipe has not taken yet.
  process.exitCode = highest([status, writing]);
}
