import { explainGroupError, showTask } from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { Position } from "../values/index.ts";

/** What an error says that only holds others. */
const ofHolders = [/unhandled errors in a TaskGroup/u, /All promises were rejected/u];

/**
 * Where the message of an error should stand that a task failed with, there stands the message of the error that holds it and its like. Null when that is
 * not so.
 */
export function explainGroupMessage(
  run: Run,
  found: string,
  wanted: string,
): { readonly message: string; readonly hint: string; readonly at: Position | null } | null {
  if (!ofHolders.some((said) => said.test(found) && !said.test(wanted))) return null;
  const inner = run.tasks.find(({ error }) => error !== null && error.message !== "" && wanted.includes(error.message));
  if (inner === undefined) return null;
  return {
    message: `That is what the error says that holds all others; ${showTask(inner)} failed with one of its own, which is in there.`,
    hint: "Which errors does the one that is caught hold, and the message of which of them is wanted here?",
    at: explainGroupError(run)?.at ?? null,
  };
}
