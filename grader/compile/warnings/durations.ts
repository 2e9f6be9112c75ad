import type { CheckedSubmission } from "../checked.ts";
import type { Diagnostic } from "../program.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** Where each function of the runtime takes its milliseconds. */
const DURATION: ReadonlyMap<string, number> = new Map([
  ["sleep", 0],
  ["timeout", 0],
  ["waitFor", 1],
  ["callLater", 0],
]);

/** `sleep(1)` where Python sleeps a second: a millisecond or a few are hardly ever meant. */
export function secondsForMilliseconds(submission: CheckedSubmission): Diagnostic[] {
  const { ts } = submission;
  const found: Diagnostic[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const argument = durationOf(submission, node);
      const value = argument === undefined ? 0 : Number(argument.getText());
      if (argument !== undefined && value > 0 && (value <= 3 || !Number.isInteger(value))) {
        found.push(
          submission.diagnostic(
            argument,
            "warning",
            "sleep-seconds",
            `Times are in milliseconds, so this is ${argument.getText()} ms.`,
            `If ${argument.getText()} s is meant, write ${Math.round(value * 1000)}.`,
          ),
        );
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

function durationOf(submission: CheckedSubmission, call: ts.CallExpression): ts.NumericLiteral | undefined {
  const { ts } = submission;
  for (const origin of submission.origins.of(call.expression)) {
    if (origin === "globalThis" || !origin.getSourceFile().fileName.endsWith("/chronograde.d.ts")) continue;
    const index = DURATION.get(ts.getNameOfDeclaration(origin)?.getText() ?? "");
    const argument = index === undefined ? undefined : call.arguments[index];
    const inner = argument && unwrapped(ts, argument);
    if (inner !== undefined && ts.isNumericLiteral(inner)) return inner;
  }
  return undefined;
}
