import type { CheckedSubmission } from "./checked.ts";
import type { ts } from "./typescript.ts";
import { unwrapped } from "./unwrapped.ts";

/** The text that an expression always has: a literal, a sum of such, a `const` that holds one. Null when it may vary. */
export function constantText(submission: CheckedSubmission, node: ts.Expression, depth = 0): string | null {
  const { ts, checker } = submission;
  const inner = unwrapped(ts, node);
  if (ts.isStringLiteralLike(inner) || ts.isNumericLiteral(inner)) return inner.text;
  if (depth > 20) return null;
  if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const left = constantText(submission, inner.left, depth + 1);
    const right = constantText(submission, inner.right, depth + 1);
    return left === null || right === null ? null : left + right;
  }
  if (ts.isTemplateExpression(inner)) {
    let text = inner.head.text;
    for (const { expression, literal } of inner.templateSpans) {
      const piece = constantText(submission, expression, depth + 1);
      if (piece === null) return null;
      text += piece + literal.text;
    }
    return text;
  }
  const type = checker.getTypeAtLocation(inner);
  if (type.isStringLiteral()) return type.value;
  const kept = ts.isIdentifier(inner) ? constantOf(submission, inner) : undefined;
  return kept === undefined ? null : constantText(submission, kept, depth + 1);
}

function constantOf(submission: CheckedSubmission, name: ts.Identifier): ts.Expression | undefined {
  const { ts, checker } = submission;
  const declaration = checker.getSymbolAtLocation(name)?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  return ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const ? declaration.initializer : undefined;
}

/** The name in `a.name`, `a["name"]`, `a[KEY]`; null when it is not known before the program runs. */
export function accessedName(
  submission: CheckedSubmission,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): string | null {
  if (submission.ts.isPropertyAccessExpression(node)) return node.name.text;
  return constantText(submission, node.argumentExpression);
}
