import { CancelledError } from "../errors.ts";

/** The exit status of a process that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * The first Ctrl-C cancels main, so that its `finally` blocks run; the second ends the process. Gives the function that
 * takes the handler away again.
 */
export function onInterrupt(cancel: () => void): () => void {
  let count = 0;
  const onSignal = () => {
    count += 1;
    if (count > 1) process.exit(INTERRUPTED);
    process.exitCode = INTERRUPTED;
    process.on("uncaughtException", onUncaught);
    cancel();
  };
  process.on("SIGINT", onSignal);
  return () => {
    process.off("SIGINT", onSignal);
  };
}

/** Nobody caught the CancelledError that left main: the end that was asked for, and no crash with our stack. */
function onUncaught(error: unknown): void {
  if (error instanceof CancelledError) process.exit(INTERRUPTED);
  console.error(error);
  process.exit(1);
}
