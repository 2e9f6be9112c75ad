/** What a task waits for, without the runtime's own word for a promise that it did not make. */
export function shownWait(what: string): string {
  return what.replace(/^native /, "");
}
