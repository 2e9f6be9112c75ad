import type { CheckedSubmission } from "../checked.ts";
import { awaitOf, excerpt } from "../errors/type-error.ts";
import type { Diagnostic } from "../program.ts";
import type { UnawaitedUse, ValueUse } from "../unawaited/uses.ts";

const WHAT: Readonly<Record<ValueUse, string>> = {
  condition: "and always counts as true",
  comparison: "which equals no other value",
  property: "not the value that it will have",
  number: "and no number",
  text: "so its text shows no value",
  items: "not the list that it will give",
};

/** Promises, tasks and coroutines that are used as their values where the checker is silent, because of an `any` or because everything has a text. */
export function unawaitedValues(submission: CheckedSubmission, uses: readonly UnawaitedUse[]): Diagnostic[] {
  return uses.map(({ node, kind, isList, use }) => {
    const shown = excerpt(node);
    const what = shown.endsWith("…") ? "This" : `\`${shown}\``;
    const message = isList
      ? `${what} holds ${kind}s that nothing waited for, so this shows no values.`
      : `${what} is a ${kind} here, ${WHAT[use]}.`;
    const hint = isList
      ? "Wait for all of them first: `await gather(…)` or `await Promise.all(…)`."
      : `${awaitOf(node)}.`;
    return submission.diagnostic(node, "warning", "missing-await", message, hint);
  });
}
