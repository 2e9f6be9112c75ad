import { CancelledError } from "../errors.ts";

/** The exit status of a process that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * The first Ctrl-C cancels main, so that its `finally` blocks run; the second ends the process, and so does the first when
 * main is over already (`cancel` says so). Gives the function that takes the handler away again. A main that caught the
 * cancel and came to its own end was not interrupted: the process ends as it would have, as with asyncio.
 */
export function onInterrupt(cancel: () => boolean): (cancelled: boolean) => void {
  const { exitCode } = process;
  let count = 0;
  const onSignal = () => {
    count += 1;
    if (count > 1) process.exit(INTERRUPTED);
    process.exitCode = INTERRUPTED;
    process.on("uncaughtException", onUncaught);
    if (!cancel()) process.exit(INTERRUPTED);
  };
  process.on("SIGINT", onSignal);
  return (cancelled) => {
    process.off("SIGINT", onSignal);
    if (count === 0 || cancelled) return;
    process.exitCode = exitCode;
    process.off("uncaughtException", onUncaught);
  };
}

/** Nobody caught the CancelledError that left main: the end that was asked for, and no crash with our stack. */
function onUncaught(error: unknown): void {
  if (error instanceof CancelledError) process.exit(INTERRUPTED);
  console.error(error);
  process.exit(1);
}
