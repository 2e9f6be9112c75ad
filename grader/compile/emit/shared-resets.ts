import type { Position } from "../../values/index.ts";
import type { CheckedSubmission } from "../checked.ts";
import { isEntry } from "../loops/awaits-in-loops.ts";
import { awaitsIn, isAsync } from "../loops/waiting.ts";
import type { ProgramSharedReset } from "../program-text.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** Assignments beyond these are not looked at. */
const mostResets = 100;

/** Methods that put something into a collection. */
const FILLING = new Set(["push", "unshift", "set", "add"]);

/**
 * What an async function sets to its beginning (`this.sum = 0`) and then adds to with waits in between, although all calls of it share that: a variable
 * outside of it, or a field of the only object of its class.
 */
export function sharedResets(submission: CheckedSubmission): ProgramSharedReset[] {
  const { ts } = submission;
  const found: ProgramSharedReset[] = [];
  let left = mostResets;
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) && isReset(submission, node.expression) && left-- > 0) {
      const around = ts.findAncestor(node, ts.isFunctionLike);
      const { left: target } = node.expression;
      if (around !== undefined && isAsync(ts, around) && isShared(submission, target, around)) {
        const awaits = awaitsIn(ts, around, true).filter((each) => each.pos >= node.end);
        const add = awaits.length === 0 ? null : addTo(submission, target, around, node.end);
        const name = ts.isPropertyAccessExpression(target) ? target.name.text : target.getText();
        if (add !== null)
          found.push({ name, at: place(submission, node), add: place(submission, add), awaits: awaits.map((each) => place(submission, each)) }); // prettier-ignore
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return found;
}

type Reset = ts.BinaryExpression & { readonly left: ts.Identifier | ts.PropertyAccessExpression };

/** `sum = 0`, `this.rows = []`, `seen = new Set()`. */
function isReset({ ts }: CheckedSubmission, node: ts.Expression): node is Reset {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  const isOfThis = ts.isPropertyAccessExpression(node.left) && node.left.expression.kind === ts.SyntaxKind.ThisKeyword;
  if (!ts.isIdentifier(node.left) && !isOfThis) return false;
  const value = unwrapped(ts, node.right);
  if (ts.isArrayLiteralExpression(value)) return value.elements.length === 0;
  if (ts.isObjectLiteralExpression(value)) return value.properties.length === 0;
  if (ts.isNewExpression(value)) return (value.arguments?.length ?? 0) === 0;
  return ts.isNumericLiteral(value) || ts.isStringLiteralLike(value);
}

/** All calls of the function have it together. */
export function isShared(
  submission: CheckedSubmission,
  target: ts.Identifier | ts.PropertyAccessExpression,
  around: ts.Node,
): boolean {
  const { ts, checker } = submission;
  if (ts.isPropertyAccessExpression(target)) {
    const owner = ts.findAncestor(around, ts.isClassLike);
    return owner !== undefined && isMadeOnce(submission, owner);
  }
  const declared = checker.getSymbolAtLocation(target)?.valueDeclaration;
  if (declared === undefined || (declared.pos >= around.pos && declared.end <= around.end)) return false;
  // What a function declares that is called several times, each of these calls has for itself.
  const outer = ts.findAncestor(declared, ts.isFunctionLike);
  return outer === undefined || isEntry(submission, outer);
}

function isMadeOnce(submission: CheckedSubmission, owner: ts.ClassLikeDeclaration): boolean {
  const { ts, checker } = submission;
  const made: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    const isOf = ts.isNewExpression(node) && checker.getTypeAtLocation(node).symbol?.valueDeclaration === owner;
    if (isOf) made.push(node);
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  const [only] = made;
  if (made.length !== 1 || only === undefined) return false;
  if (ts.findAncestor(only, (each) => ts.isIterationStatement(each, false)) !== undefined) return false;
  const outer = ts.findAncestor(only, ts.isFunctionLike);
  return outer === undefined || isEntry(submission, outer);
}

/** The first place behind the reset that adds to it; functions that are written there are looked into. */
function addTo({ ts }: CheckedSubmission, target: ts.Expression, around: ts.Node, from: number): ts.Node | null {
  const text = target.getText();
  const { PlusPlusToken, EqualsToken, FirstCompoundAssignment, LastCompoundAssignment } = ts.SyntaxKind;
  const adds = (node: ts.Node): boolean => {
    if (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node))
      return node.operator === PlusPlusToken && node.operand.getText() === text;
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
      return FILLING.has(node.expression.name.text) && node.expression.expression.getText() === text;
    if (!ts.isBinaryExpression(node) || node.left.getText() !== text) return false;
    const { kind } = node.operatorToken;
    const isCompound = kind >= FirstCompoundAssignment && kind <= LastCompoundAssignment;
    return isCompound || (kind === EqualsToken && node.right.getText().includes(text));
  };
  const visit = (node: ts.Node): ts.Node | undefined =>
    node.getStart() >= from && adds(node) ? node : ts.forEachChild(node, visit);
  return visit(around) ?? null;
}

function place(submission: CheckedSubmission, node: ts.Node): Position {
  return submission.position(node);
}
