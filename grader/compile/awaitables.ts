import type { CheckedSubmission } from "./checked.ts";
import type { ts } from "./typescript.ts";

/** What can be awaited, by what becomes of it when nobody does. `promise` is native, `thenable` anything else with a `then`. */
export type AwaitableKind = "coroutine" | "task" | "future" | "promise" | "thenable";

const RUNTIME_KINDS: ReadonlyMap<string, AwaitableKind> = new Map([
  ["Coroutine", "coroutine"],
  ["Task", "task"],
  ["Future", "future"],
]);

/** The kinds that a value of this type may be; empty when it is never one. */
export function awaitableKinds(submission: CheckedSubmission, type: ts.Type): ReadonlySet<AwaitableKind> {
  const { ts } = submission;
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never)) return new Set();
  if (type.isUnion()) return new Set(type.types.flatMap((part) => [...awaitableKinds(submission, part)]));
  const kind = kindOf(submission, submission.checker.getApparentType(type));
  return new Set(kind === null ? [] : [kind]);
}

function kindOf(submission: CheckedSubmission, type: ts.Type): AwaitableKind | null {
  const { checker } = submission;
  const symbol = type.symbol;
  const declared = symbol?.declarations?.some((declaration) => submission.fileOf(declaration) === undefined) ?? false;
  if (declared) {
    const runtime = RUNTIME_KINDS.get(symbol.name);
    if (runtime !== undefined) return runtime;
    if (symbol.name === "Promise") return "promise";
  }
  const then = checker.getPropertyOfType(type, "then");
  if (then === undefined) return null;
  return checker.getTypeOfSymbol(then).getCallSignatures().length > 0 ? "thenable" : null;
}

/** The type of the elements of an array or tuple; undefined for every other type. */
export function elementType(submission: CheckedSubmission, type: ts.Type): ts.Type | undefined {
  const { checker } = submission;
  if (!checker.isArrayType(type) && !checker.isTupleType(type)) return undefined;
  return checker.getIndexTypeOfType(type, submission.ts.IndexKind.Number);
}
