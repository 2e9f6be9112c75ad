import type { CheckedSubmission } from "../checked.ts";
import type { TypeScript, ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/**
 * A `before` transformer: `const fetchTitle = coroutine(async () => …)` gives the inner function, which has no name of its own, the
 * name that the student wrote, as `{ fetchTitle: async () => … }.fetchTitle` does by the language's own rules.
 */
export function nameCoroutines(
  ts: TypeScript,
  isCoroutineCall: (call: ts.CallExpression) => boolean,
): ts.TransformerFactory<ts.SourceFile> {
  return (context) => {
    const { factory } = context;

    const named = (fn: ts.Expression, name: string): ts.Expression => {
      const key = factory.createStringLiteral(name);
      // `__proto__:` would set the prototype instead.
      const property = name === "__proto__" ? factory.createComputedPropertyName(key) : key;
      const holder = factory.createObjectLiteralExpression([factory.createPropertyAssignment(property, fn)]);
      return factory.createElementAccessExpression(holder, factory.createStringLiteral(name));
    };

    const visit = (node: ts.Node): ts.Node => {
      if (!ts.isCallExpression(node)) return ts.visitEachChild(node, visit, context);
      const [fn] = node.arguments;
      if (fn === undefined || !isNameless(ts, fn) || !isCoroutineCall(node)) {
        return ts.visitEachChild(node, visit, context);
      }
      const name = nameGivenTo(ts, node);
      const visited = ts.visitEachChild(node, visit, context);
      const [first, ...rest] = visited.arguments;
      if (name === null || first === undefined) return visited;
      return factory.updateCallExpression(visited, visited.expression, undefined, [named(first, name), ...rest]);
    };

    return (file) => ts.visitEachChild(file, visit, context);
  };
}

function isNameless(ts: TypeScript, fn: ts.Expression): boolean {
  const inner = unwrapped(ts, fn);
  return ts.isArrowFunction(inner) || (ts.isFunctionExpression(inner) && inner.name === undefined);
}

/** That of the library, however it is called here. */
export function isCoroutineCall(submission: CheckedSubmission, call: ts.CallExpression): boolean {
  const signature = submission.checker.getResolvedSignature(call);
  const declaration = signature?.getDeclaration();
  if (declaration === undefined || declaration.name?.getText() !== "coroutine") return false;
  return declaration.getSourceFile().fileName.endsWith("/chronograde.d.ts");
}

/** The name under which the value of `node` is kept, if it is kept under one. */
function nameGivenTo(ts: TypeScript, node: ts.Expression): string | null {
  const { parent } = node;
  if (
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isTypeAssertionExpression(parent)
  ) {
    return nameGivenTo(ts, parent);
  }
  const holds =
    (ts.isVariableDeclaration(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isBindingElement(parent) ||
      ts.isParameter(parent)) &&
    parent.initializer === node;
  if (holds) return nameText(ts, parent.name);
  if (ts.isBinaryExpression(parent) && parent.right === node && isAssignment(ts, parent)) {
    const { left } = parent;
    if (ts.isIdentifier(left)) return left.text;
    if (ts.isPropertyAccessExpression(left)) return left.name.text;
    if (ts.isElementAccessExpression(left) && ts.isStringLiteralLike(left.argumentExpression)) {
      return left.argumentExpression.text;
    }
  }
  return null;
}

function nameText(ts: TypeScript, name: ts.PropertyName | ts.BindingName): string | null {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name)) return name.text;
  if (ts.isNumericLiteral(name)) return name.text;
  if (ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression)) return name.expression.text;
  return null;
}

function isAssignment({ SyntaxKind }: TypeScript, node: ts.BinaryExpression): boolean {
  const kind = node.operatorToken.kind;
  return (
    kind === SyntaxKind.EqualsToken ||
    kind === SyntaxKind.BarBarEqualsToken ||
    kind === SyntaxKind.AmpersandAmpersandEqualsToken ||
    kind === SyntaxKind.QuestionQuestionEqualsToken
  );
}
