import { constants } from "node:os";

const ENDING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Ends this process when it is told to, with the status that shells give for a signal. Without this Node would end in the middle of
 * whatever it does: between the two steps of writing a file, or with half a line of progress on the terminal. Children end with it.
 */
export function endOnSignals(): void {
  for (const signal of ENDING) {
    process.once(signal, () => {
      if (process.stderr.isTTY) process.stderr.write("\r\u001b[2K");
      process.exit(128 + constants.signals[signal]);
    });
  }
}
