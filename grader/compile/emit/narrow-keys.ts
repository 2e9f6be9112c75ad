import type { CheckedSubmission } from "../checked.ts";
import type { ProgramNarrowKey } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";
import { filesWith } from "./files-with.ts";

/** What is kept under keys in more places than these is in no learner's file. */
const mostKept = 50;

/** Variables that others got their values from are followed so far. */
const mostDeep = 4;

/** What a function keeps in a map for those who ask again, under a key in which something has no part that what is kept was made of. */
export function narrowKeys(submission: CheckedSubmission): ProgramNarrowKey[] {
  const { ts } = submission;
  const found: ProgramNarrowKey[] = [];
  let left = mostKept;
  const visit = (node: ts.Node): void => {
    const kept = ts.isCallExpression(node) ? keptBy(submission, node) : null;
    if (kept !== null && left-- > 0) {
      const named = namesIn(submission, kept.key, mostDeep);
      const missing = [...namesIn(submission, kept.value, mostDeep)].filter((name) => !named.has(name));
      if (named.size > 0 && missing.length > 0)
        found.push({ at: submission.position(madeAt(submission, kept.key) ?? node), kept: submission.position(node), missing }); // prettier-ignore
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of filesWith(submission, /\bset\b/u)) visit(source);
  return found;
}

/** `map.set(key, value)`, in a function that looks first whether there is something. */
function keptBy(
  { ts, checker }: CheckedSubmission,
  { expression: callee, arguments: given }: ts.CallExpression,
): { readonly key: ts.Expression; readonly value: ts.Expression } | null {
  const [key, value] = given;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "set") return null;
  if (key === undefined || value === undefined) return null;
  if (checker.getTypeAtLocation(callee.expression).symbol?.name !== "Map") return null;
  const around = ts.findAncestor(callee, (each) => ts.isFunctionLike(each) && each.parameters.length > 0);
  const holder = callee.expression.getText();
  const looks = (node: ts.Node): boolean =>
    (ts.isPropertyAccessExpression(node) &&
      (node.name.text === "get" || node.name.text === "has") &&
      node.expression.getText() === holder) ||
    (ts.forEachChild(node, (child) => looks(child) || undefined) ?? false);
  return around !== undefined && looks(around) ? { key, value } : null;
}

/** The texts and numbers that the functions around were given and that this is made of, also by way of variables: `id`, `wish.scale`. */
function namesIn(submission: CheckedSubmission, code: ts.Node, deep: number): Set<string> {
  const { ts, checker } = submission;
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && isPlain(submission, node) && isGiven(submission, rootOf(ts, node))) {
      found.add(node.getText());
      return;
    }
    if (ts.isIdentifier(node)) {
      const declared = ts.isShorthandPropertyAssignment(node.parent)
        ? checker.getShorthandAssignmentValueSymbol(node.parent)?.valueDeclaration
        : checker.getSymbolAtLocation(node)?.valueDeclaration;
      if (isGiven(submission, node) && isPlain(submission, node)) found.add(node.text);
      else if (declared !== undefined && ts.isVariableDeclaration(declared) && deep > 0) {
        for (const value of valuesOf(submission, declared))
          for (const name of namesIn(submission, value, deep - 1)) found.add(name);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(code);
  return found;
}

function rootOf(ts: CheckedSubmission["ts"], node: ts.Expression): ts.Expression {
  return ts.isPropertyAccessExpression(node) ? rootOf(ts, node.expression) : node;
}

/** A parameter, or a part of one. */
function isGiven({ ts, checker }: CheckedSubmission, node: ts.Node): boolean {
  const declared = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node)?.valueDeclaration : undefined;
  if (declared === undefined) return false;
  return ts.isBindingElement(declared)
    ? ts.findAncestor(declared, ts.isParameter) !== undefined
    : ts.isParameter(declared);
}

function isPlain({ ts, checker }: CheckedSubmission, node: ts.Node): boolean {
  const { StringLike, NumberLike, BooleanLike } = ts.TypeFlags;
  const type = checker.getTypeAtLocation(node);
  return ((type.isUnion() ? type.types[0]! : type).flags & (StringLike | NumberLike | BooleanLike)) !== 0;
}

/** What it is given where it is declared, and what is assigned to it in its function. */
function valuesOf({ ts, checker }: CheckedSubmission, declared: ts.VariableDeclaration): ts.Expression[] {
  const found = declared.initializer === undefined ? [] : [declared.initializer];
  const around = ts.findAncestor(declared, ts.isFunctionLike);
  const visit = (node: ts.Node): void => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isIdentifier(node.left) &&
      checker.getSymbolAtLocation(node.left)?.valueDeclaration === declared
    )
      found.push(node.right);
    ts.forEachChild(node, visit);
  };
  if (around !== undefined) visit(around);
  return found;
}

/** Where the key is put together, when it has a name. */
function madeAt({ ts, checker }: CheckedSubmission, key: ts.Expression): ts.Node | null {
  const inner = unwrapped(ts, key);
  const declared = ts.isIdentifier(inner) ? checker.getSymbolAtLocation(inner)?.valueDeclaration : undefined;
  return declared !== undefined && ts.isVariableDeclaration(declared) ? declared : null;
}
