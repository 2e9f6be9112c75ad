import { elementType } from "../awaitables.ts";
import type { CheckedSubmission } from "../checked.ts";
import { excerpt } from "../errors/type-error.ts";
import { libraryName } from "../loops/work.ts";
import type { Diagnostic } from "../program.ts";
import type { Floating } from "../rules/floating-promise.ts";

/** Calls that only make their caller wait: nothing is won when they run alongside it. */
const onlyWaited = new Set(["acquire", "sleep", "join", "wait", "waitFor"]);

/** The rule, not the line that it makes of this one: in an exercise, that may be all there is to find out. */
const waitHint = "Only an `await` in front of it makes the code wait here. Should it?";
const startHint =
  "A coroutine runs where something awaits it, or beside the rest in a task that createTask() makes of it. Which of the two is wanted here?";

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
          const message = `Nothing waits for what is in ${what}.`;
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
            "forEach does not wait for an async function: it continues right away.",
            "A `for … of` loop can await each call, one after the other. map gives back what the calls give, to be awaited all together. Which of the two is wanted here?",
          );
        }
        if (kind !== "coroutine") {
          const message = `Nothing waits for \`${shown}\`, so its result and its error are lost.`;
          return submission.diagnostic(node, "warning", "floating-promise", message, waitHint);
        }
        const message = `The coroutine \`${shown}\` is never awaited, so it never runs.`;
        const isPointless = submission.ts.isCallExpression(node) && onlyWaited.has(libraryName(submission, node) ?? "");
        const hint = isPointless ? waitHint : startHint;
        return submission.diagnostic(node, "warning", "floating-promise", message, hint);
      })
  );
}
