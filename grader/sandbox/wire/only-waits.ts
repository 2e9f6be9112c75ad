/**
 * Codes of stops that come to a program while it waits: nothing was broken off in the middle of a computation, so nothing of it is left in its process that making
 * its memory anew does not undo.
 */
const ONLY_WAITS: ReadonlySet<string> = new Set(["deadlock", "virtual-time"]);

export function onlyWaits(code: string): boolean {
  return ONLY_WAITS.has(code);
}
