import { constants } from "node:os";

const ENDING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Ends this process when it is told to, with the status that shells give for a signal, and says so: what stands on the terminal by then may be
 * half a report. Without this Node would end in the middle of whatever it does: between the two steps of writing a file, or with half a line of
 * progress on the terminal. Children end with it.
 */
export function endOnSignals(): void {
  let ends = false;
  for (const signal of ENDING) {
    // Not `once`: then a second Ctrl-C would end it in the middle of putting things in order.
    process.on(signal, () => {
      if (ends) return;
      ends = true;
      if (process.stderr.isTTY) process.stderr.write("\r\u001b[2K");
      process.stderr.write(`Stopped by ${signal} before it was done.\n`);
      process.exit(statusOf(signal));
    });
  }
}

/** What shells give for a program that a signal has ended. */
export function statusOf(signal: (typeof ENDING)[number]): number {
  return 128 + constants.signals[signal];
}
