/**
 * `value instanceof Class` for what a learner's code threw or returned: false where looking at it throws, as a Proxy may that was
 * revoked or has a trap for its prototype. A task has to end whatever it ends with.
 */
export function isInstance<T extends object>(value: unknown, Class: abstract new (...args: never[]) => T): value is T {
  try {
    return value instanceof Class;
  } catch {
    return false;
  }
}
