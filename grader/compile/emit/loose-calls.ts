import type { CheckedSubmission } from "../checked.ts";
import { codeOf } from "../loops/code-of.ts";
import { isAsync } from "../loops/waiting.ts";
import { spanOf } from "../place.ts";
import type { ProgramLooseCall } from "../program-text.ts";
import type { Floating } from "../rules/floating-promise.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** Calls whose promises nobody has, with the async function that each of them runs: its own, or one that it is handed (`forEach`, `map`). */
export function looseCalls(submission: CheckedSubmission, floating: readonly Floating[]): ProgramLooseCall[] {
  const { ts } = submission;
  return floating.flatMap(({ node, how, kind }) => {
    const isForEach = how === "for-each";
    const call = isForEach ? node.parent : unwrapped(ts, node);
    // A coroutine that nobody awaits does not run.
    if (!ts.isCallExpression(call) || kind === "coroutine") return [];
    const code = handedTo(submission, call) ?? codeOf(submission, call);
    const home = code && submission.fileOf(code);
    if (!code || !home || !isAsync(ts, code)) return [];
    const { file, line, column } = submission.span(call);
    return [{ at: { file, line, column }, body: spanOf(ts, home, code), isForEach }];
  });
}

/** The async function among what a call is given, as it is written there or by its name. */
function handedTo(submission: CheckedSubmission, call: ts.CallExpression): ts.SignatureDeclaration | undefined {
  const { ts, checker } = submission;
  for (const argument of call.arguments) {
    const given = unwrapped(ts, argument);
    const declared = ts.isIdentifier(given) ? checker.getSymbolAtLocation(given)?.valueDeclaration : given;
    const code =
      declared !== undefined && ts.isVariableDeclaration(declared) && declared.initializer !== undefined
        ? unwrapped(ts, declared.initializer)
        : declared;
    if (code !== undefined && ts.isFunctionLike(code) && isAsync(ts, code)) return code;
  }
  return undefined;
}
