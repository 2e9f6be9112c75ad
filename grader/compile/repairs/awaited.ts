import type { ts, TypeScript } from "../typescript.ts";
import { type Change, rangeOf } from "./change.ts";
import { fitting } from "./replaced.ts";

export function awaitMissing(ts: TypeScript, solution: ts.Node, submission: ts.Node): Change {
  return {
    solution: [solution],
    submission: [submission],
    shown: rangeOf(submission),
    about: { kind: "missing", piece: "await" },
    gap: null,
    edits: () => [
      {
        start: submission.getStart(),
        end: submission.getEnd(),
        text: fitting(ts, `await ${submission.getText()}`, solution, submission),
      },
    ],
  };
}

export function asyncChange(ts: TypeScript, submission: ts.Node): Change | null {
  const modifier = ts.canHaveModifiers(submission)
    ? submission.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
    : undefined;
  const place =
    modifier ??
    (ts.isArrowFunction(submission) || ts.isFunctionExpression(submission)
      ? submission
      : ts.isMethodDeclaration(submission)
        ? submission.name
        : ts.isFunctionDeclaration(submission)
          ? submission.getChildren().find(({ kind }) => kind === ts.SyntaxKind.FunctionKeyword)
          : undefined);
  if (place === undefined) return null;
  const start = place.getStart();
  return {
    solution: [],
    submission: [],
    shown: rangeOf(place),
    about: { kind: modifier === undefined ? "missing" : "extra", piece: "await" },
    gap: null,
    edits: () => [{ start, end: modifier?.getEnd() ?? start, text: modifier === undefined ? "async " : "" }],
  };
}

export function awaits(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.forEachChild(
      node,
      (child) => ts.isAwaitExpression(child) || (!ts.isFunctionLike(child) && awaits(ts, child)) || undefined,
    ) === true
  );
}
