/** Waits that no other task ends: time passes, or an answer comes, whether the instructor's code waits for that (`call`) or the submission's. */
const kinds = new Set(["sleep", "request", "call"]);

export function endsByItself(kind: string): boolean {
  return kinds.has(kind);
}
