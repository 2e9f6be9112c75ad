import type { CheckedSubmission } from "../checked.ts";
import { rootName } from "../loops/names.ts";
import { awaitsIn } from "../loops/waiting.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

interface Append {
  readonly node: ts.Node;
  readonly list: string;
  readonly returned: boolean;
}

/** For each await of a function where it first puts something at the end of each list of somebody else's after that. */
export function appendsIn(submission: CheckedSubmission, source: ts.SourceFile): ReadonlyMap<ts.Node, Append[]> {
  const { ts } = submission;
  const found = new Map<ts.Node, Append[]>();
  const returned = returnedNames(submission, source);
  const own = new Map<ts.Node, readonly ts.Node[]>();
  const visit = (node: ts.Node): void => {
    const list = appendedTo(submission, node);
    const around = ts.findAncestor(node, ts.isFunctionLike);
    if (list !== null && around !== undefined && !isDeclaredIn(submission, list, around)) {
      if (!own.has(around)) own.set(around, awaitsIn(submission.ts, around, true));
      for (const each of own.get(around)!) {
        if (each.pos >= node.end) continue;
        const name = lastName(submission, list);
        const appends = found.get(each) ?? [];
        if (appends.every((append) => append.list !== name))
          found.set(each, [...appends, { node, list: name, returned: returned.has(name) }]);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `this.photos.done` is called `done`. */
function lastName({ ts }: CheckedSubmission, list: ts.Expression): string {
  let inner = unwrapped(ts, list);
  while (ts.isElementAccessExpression(inner)) inner = unwrapped(ts, inner.expression);
  if (ts.isPropertyAccessExpression(inner)) return inner.name.text;
  return ts.isIdentifier(inner) ? inner.text : "";
}

/** What functions return as it is. */
function returnedNames(submission: CheckedSubmission, source: ts.SourceFile): ReadonlySet<string> {
  const { ts } = submission;
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression !== undefined) names.add(lastName(submission, node.expression));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function isDeclaredIn(submission: CheckedSubmission, list: ts.Expression, around: ts.Node): boolean {
  const name = rootName(submission, list);
  if (name === undefined || name === "this") return false;
  // A parameter holds what the caller has.
  const isOwn = (each: ts.Node): boolean =>
    each.pos >= around.pos && each.end <= around.end && !submission.ts.isParameter(each);
  return name.declarations?.some(isOwn) ?? false;
}

/** The list at whose end `list.push(…)` or `list[list.length] = …` puts something; null for all other code. */
function appendedTo({ ts }: CheckedSubmission, node: ts.Node): ts.Expression | null {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    return node.expression.name.text === "push" ? node.expression.expression : null;
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return null;
  const { left } = node;
  const isAtEnd =
    ts.isElementAccessExpression(left) &&
    ts.isPropertyAccessExpression(left.argumentExpression) &&
    left.argumentExpression.name.text === "length" &&
    left.argumentExpression.expression.getText() === left.expression.getText();
  return isAtEnd ? left.expression : null;
}
