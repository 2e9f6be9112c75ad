import type { ErrorRecord, Run } from "../sandbox/index.ts";
import type { Check } from "../spec/index.ts";
import { matchesSnapshot, showExpected, showText } from "../values/index.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";

type ThrowsCheck = Extract<Check, { kind: "throws" }>;

export function checkThrows(check: ThrowsCheck, run: Run): CheckOutcome {
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
  return failed({
    code: "threw-other",
    message: `threw ${came}; expected ${wanted(check)}`,
    hint: nameFits
      ? "The kind of error is right, but not its message: which of the errors that the code can throw is this one?"
      : "Which error leaves the function: the expected one, or another that came earlier or replaced it?",
    at: error.at,
  });
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
