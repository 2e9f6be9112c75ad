import {
  type Besides,
  explainFirstToEnd,
  explainGroupError,
  explainSettled,
  type Explanation,
  nothing,
  showTask,
  placeAtMended,
  toldBy,
} from "../explain/index.ts";
import type { ErrorRecord, Run } from "../sandbox/index.ts";
import type { Check, Scenario } from "../spec/index.ts";
import { matchesSnapshot, showExpected, showText } from "../values/index.ts";
import { firstAskedPast } from "./asked-past.ts";
import { type ToldInReply, toldInReply } from "./told-in-reply.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";

type ThrowsCheck = Extract<Check, { kind: "throws" }>;

export function checkThrows(
  check: ThrowsCheck,
  run: Run,
  scenario: Scenario,
  { mended = null }: Besides = nothing,
): CheckOutcome {
  if (run.outcome.kind !== "threw") {
    return failed({
      code: "never-threw",
      message: `nothing was thrown; expected ${wanted(check)}`,
      hint: null,
      at: null,
    });
  }
  const { error } = run.outcome;
  if (fits(check, error)) return passed;
  const nameFits = check.name === null || matchesSnapshot(check.name, error.name);
  const came = error.message === "" ? error.name : `${error.name}: ${showText(error.message)}`;
  const inner =
    error.name === "ExceptionGroup"
      ? run.tasks.find((task) => task.error !== null && fits(check, task.error))
      : undefined;
  const at = inner?.error?.at ?? null;
  const way = inner === undefined ? null : explainGroupError(run);
  const cause =
    inner === undefined
      ? toldBy<Explanation | ToldInReply>(mended, [
          () => explainFirstToEnd(run, error),
          () => explainSettled(run, error),
          () => firstAskedPast(run),
          () => toldInReply(run, scenario, check.message, error.message),
        ])
      : null;
  return failed({
    code: "threw-other",
    message:
      `threw ${came}; expected ${wanted(check)}` +
      (inner === undefined
        ? ""
        : `. It holds what ${showTask(inner)} failed with${at === null ? "" : ` on line ${at.line}`}: a task group throws one error for all that its tasks threw${way === null ? "" : `. ${way.message}`}`) +
      (cause === null ? "" : `. ${cause.message}`),
    hint:
      inner === undefined
        ? (cause?.hint ?? hintFor(check, error, nameFits))
        : "Should the caller get the group, or the error in it? Which code could tell the two apart?",
    at: placeAtMended(mended, [way?.at, cause !== null && "code" in cause ? cause.at : null, error.at, cause?.at, at]),
  });
}

function hintFor({ message }: ThrowsCheck, error: ErrorRecord, nameFits: boolean): string {
  if (nameFits)
    return "The kind of error is right, but not its message: which of the errors that the code can throw is this one?";
  if (message !== null && matchesSnapshot(message, error.message)) {
    return error.name === "Error"
      ? "The message is right. But `name` of an error is Error unless its class says otherwise: which class is it made of, and where does that class set its name?"
      : "The message is right, but not the kind of error: which class is it made of on this line?";
  }
  return "Which error leaves the function: the expected one, or another that came earlier or replaced it?";
}

export function fits({ name, message }: ThrowsCheck, error: Pick<ErrorRecord, "name" | "message">): boolean {
  return (
    (name === null || matchesSnapshot(name, error.name)) &&
    (message === null || matchesSnapshot(message, error.message))
  );
}

/** In words: `TimeoutError with text matching /timed out/`. */
export function wanted(check: ThrowsCheck): string {
  const name =
    check.name === null
      ? "an error"
      : check.name.kind === "string"
        ? check.name.value
        : `an error whose name is ${showExpected(check.name)}`;
  return check.message === null ? name : `${name} with the message ${showExpected(check.message)}`;
}
