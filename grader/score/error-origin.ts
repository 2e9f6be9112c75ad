import type { ErrorRecord, Run } from "../sandbox/index.ts";
import type { Position } from "../values/index.ts";

/**
 * Where the task failed whose error left the entry, when the error itself knows no place: the entry's own last wait may be one on the way out,
 * like that of an `await using`.
 */
export function errorOrigin({ tasks }: Run, { name, message }: ErrorRecord): Position | null {
  const failed = tasks.slice(1).find(({ error }) => error?.name === name && error.message === message);
  return failed?.error?.at ?? null;
}
