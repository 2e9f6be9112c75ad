import { constants } from "node:os";

/** No code that is graded, and no limit of ours, ends a process by these. */
const SIGNALS: ReadonlySet<string> = new Set(["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"]);

/** Did somebody on this machine end the process, its user or a system that is short of memory? */
export function isFromOutside(signal: string | null): boolean {
  return signal !== null && SIGNALS.has(signal);
}

/**
 * So many processes are tried when one after the other is ended from outside before it is at work: nothing of a submission has run, so none
 * can be the cause, and none is judged for it.
 */
export const TRIES_TO_COME_UP = 5;

/** The signal that ended a process behind one of our own: a program in between tells it in its exit code, as shells do. */
export function signalOf(code: number | null): string | null {
  const number = (code ?? 0) - 128;
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? null;
}
