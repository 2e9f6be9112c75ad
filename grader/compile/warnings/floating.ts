import { elementType } from "../awaitables.ts";
import type { CheckedSubmission } from "../checked.ts";
import { awaitOf, excerpt } from "../errors/type-error.ts";
import type { Diagnostic } from "../program.ts";
import type { Floating } from "../rules/floating-promise.ts";

/** A forgotten await is no type error, and the commonest mistake there is. */
export function floatingWarnings(submission: CheckedSubmission, floating: readonly Floating[]): Diagnostic[] {
  return (
    floating
      .filter(({ voided, kind }) => !voided || kind === "coroutine")
      // An await of a list has a warning of its own.
      .filter(({ node }) => !submission.ts.isAwaitExpression(node))
      .map(({ node, kind, how }) => {
        const shown = excerpt(node);
        if (elementType(submission, submission.checker.getTypeAtLocation(node)) !== undefined) {
          const wait = kind === "promise" ? "Promise.all" : "gather";
          const what = shown.endsWith("…") ? "this list" : `\`${shown}\``;
          const message = `Nobody waits for what is in ${what}.`;
          return submission.diagnostic(
            node,
            "warning",
            "floating-promise",
            message,
            `Write \`await ${wait}(…)\` around it.`,
          );
        }
        if (how === "for-each") {
          return submission.diagnostic(
            node,
            "warning",
            "async-for-each",
            "forEach does not wait for an async function: it goes on at once.",
            "Use `for (const … of …)`, or make the tasks with map and await gather(…).",
          );
        }
        if (kind !== "coroutine") {
          const message = `Nobody waits for \`${shown}\`, and nobody sees its result or its error.`;
          return submission.diagnostic(node, "warning", "floating-promise", message, `${awaitOf(node)}.`);
        }
        const message = `The coroutine \`${shown}\` is never awaited, so it never runs.`;
        const beside = shown.endsWith("…") ? "createTask(…)" : `createTask(${shown})`;
        const hint = `${awaitOf(node)}, or let it run beside this: \`${beside}\`.`;
        return submission.diagnostic(node, "warning", "floating-promise", message, hint);
      })
  );
}
