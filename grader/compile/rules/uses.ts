import type { CheckedSubmission } from "../checked.ts";
import { accessedName } from "../constant-text.ts";
import type { Origin } from "../origins.ts";
import type { TypeScript, ts } from "../typescript.ts";
import { wrapped } from "../unwrapped.ts";
import { forEachReference, type Reference } from "../value-references.ts";
import { targetDeclarations } from "./target.ts";

export interface Use {
  readonly node: ts.Node;
  /** Called, constructed, or handed to something that will: as opposed to merely mentioned. */
  readonly called: boolean;
}

/** Every use of what a rule's target names. Giving it another name is no use; using that name is. */
export function usesOf(submission: CheckedSubmission, target: string): Use[] {
  const declarations = targetDeclarations(submission, target);
  const isTarget =
    declarations.size > 0
      ? (node: Reference) => submission.origins.of(node).some((origin) => declarations.has(origin))
      : (node: Reference) => isNamed(submission, node, target);
  const uses: Use[] = [];
  for (const { source } of submission.files) {
    forEachReference(submission.ts, source, (node) => {
      if (isAliasing(submission.ts, node) || !isTarget(node)) return;
      uses.push({ node, called: isCalled(submission.ts, node) });
    });
  }
  if (declarations.size > 0) uses.push(...callsByType(submission, declarations, uses));
  return uses.toSorted(
    (a, b) => fileRank(submission, a.node) - fileRank(submission, b.node) || a.node.pos - b.node.pos,
  );
}

/** Calls of what no name leads to, but whose type tells what it is: out of a list, a getter, a function that hands it out. */
function callsByType(submission: CheckedSubmission, wanted: ReadonlySet<Origin>, known: readonly Use[]): Use[] {
  const { ts, checker } = submission;
  const seen = new Set(known.map(({ node }) => node));
  const holdsSeen = (node: ts.Node): boolean =>
    seen.has(node) || (ts.forEachChild(node, (child) => holdsSeen(child) || undefined) ?? false);
  const found: Use[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && !holdsSeen(node.expression)) {
      const declaration = checker.getResolvedSignature(node)?.declaration;
      if (declaration !== undefined && wanted.has(declaration as ts.Declaration)) {
        found.push({ node: node.expression, called: true });
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

function fileRank(submission: CheckedSubmission, node: ts.Node): number {
  const source = node.getSourceFile();
  return submission.files.findIndex((loaded) => loaded.source === source);
}

/** A name that no library has: the submission's own names count, and names of properties (`then`). */
function isNamed(submission: CheckedSubmission, node: Reference, target: string): boolean {
  const { ts } = submission;
  const path = (inner: ts.Expression): string | null => {
    if (ts.isIdentifier(inner)) return inner.text;
    if (inner.kind === ts.SyntaxKind.ThisKeyword) return "this";
    if (!ts.isPropertyAccessExpression(inner) && !ts.isElementAccessExpression(inner)) return "";
    const name = accessedName(submission, inner);
    return name === null ? null : `${path(inner.expression) ?? ""}.${name}`;
  };
  const full = path(node);
  return full !== null && (full === target || full.endsWith(`.${target}`));
}

/** `const all = Promise.all`, `all = Promise.all`: the new name is followed, so this is no use of its own. */
function isAliasing(ts: TypeScript, node: Reference): boolean {
  const outer = wrapped(ts, node);
  const { parent } = outer;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) return parent.initializer === outer;
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return ts.isIdentifier(parent.left) && ts.isExpressionStatement(parent.parent);
  }
  if (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) {
    // The target of `({ all: a } = Promise)`.
    const pattern = wrapped(ts, parent.parent).parent;
    return (
      ts.isBinaryExpression(pattern) &&
      pattern.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      pattern.left === parent.parent
    );
  }
  return ts.isExportAssignment(parent) || ts.isExpressionStatement(parent) || ts.isVoidExpression(parent);
}

function isCalled(ts: TypeScript, node: Reference): boolean {
  let outer: ts.Expression = wrapped(ts, node);
  // `(quick ? gather : wait)(…)` calls either.
  while (ts.isConditionalExpression(outer.parent) && outer.parent.condition !== outer)
    outer = wrapped(ts, outer.parent);
  const { parent } = outer;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return true;
  if (ts.isTaggedTemplateExpression(parent)) return parent.tag === outer;
  if (ts.isExpressionWithTypeArguments(parent)) return true;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== outer) return false;
  return ["call", "apply", "bind"].includes(parent.name.text);
}
