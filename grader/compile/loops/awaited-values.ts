import type { CheckedSubmission } from "../checked.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";
import { declaredBy, filledBy, isCount, namesIn, rootName, type Name } from "./names.ts";

/** What a piece of code that runs turn by turn leaves behind of the values that were awaited in it. */
export interface AwaitedValues {
  /** Variables that hold something of an awaited value, or whose value depends on one. */
  readonly names: ReadonlySet<Name>;
  /** Does an expression depend on an awaited value? `list.length` does not, if the loop only ever pushes one item at a time. */
  readonly reach: (node: ts.Node) => boolean;
  /** Lists to which the loop does nothing but push single items: their length tells nothing of the values. */
  readonly counted: ReadonlySet<Name>;
}

const known = new WeakMap<ts.Node, AwaitedValues>();

/**
 * Follows awaited values through declarations, assignments, mutating calls and conditions, until nothing new is found.
 * @param turn what runs again and again: the body of a loop or of a function
 */
export function awaitedValues(submission: CheckedSubmission, turn: ts.Node): AwaitedValues {
  let values = known.get(turn);
  if (values === undefined) known.set(turn, (values = follow(submission, turn)));
  return values;
}

function follow(submission: CheckedSubmission, turn: ts.Node): AwaitedValues {
  const { ts } = submission;
  const names = new Set<Name>();
  const counted = onlyPushedTo(submission, turn);
  const reach = (node: ts.Node): boolean => reaches(node, false);
  // An await inside a function is a value of that function, not of the expression that it is written in.
  const reaches = (node: ts.Node, inFunction: boolean): boolean => {
    if (ts.isAwaitExpression(node) && !inFunction) return true;
    if (ts.isTypeNode(node) || isCount(submission, node, counted)) return false;
    if (ts.isIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword) {
      if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) return false;
      return [...namesIn(submission, node)].some((name) => names.has(name));
    }
    const inside = inFunction || ts.isFunctionLike(node);
    const filled = inFunction ? filledBy(submission, node) : null;
    if (filled !== null) return filled.some((part) => reaches(part, true));
    return ts.forEachChild(node, (child) => reaches(child, inside) || undefined) ?? false;
  };
  for (let before = -1; before !== names.size;) {
    before = names.size;
    spread(submission, turn, { names, counted, reach });
  }
  return { names, reach, counted };
}

interface Spread {
  readonly names: Set<Name>;
  readonly counted: Set<Name>;
  readonly reach: (node: ts.Node) => boolean;
}

function spread(submission: CheckedSubmission, body: ts.Node, { names, counted, reach }: Spread): void {
  const { ts } = submission;
  const add = (name: Name | undefined): void => {
    if (name !== undefined) names.add(name);
  };
  const visit = (node: ts.Node, governed: boolean): void => {
    let under = governed;
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined && (governed || reach(node.initializer))) {
      for (const name of declaredBy(submission, node.name)) add(name);
    }
    if (ts.isBinaryExpression(node) && isAssignment(ts, node) && (governed || reach(node.right))) {
      for (const target of targets(submission, node.left)) add(target);
    }
    if ((ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) && governed) {
      add(rootName(submission, node.operand));
    }
    if (ts.isCallExpression(node) && (governed || node.arguments.some(reach))) {
      const changed = ts.isPropertyAccessExpression(node.expression)
        ? rootName(submission, node.expression.expression)
        : undefined;
      add(changed);
      // Pushed only when an awaited value says so: then the length tells of the values after all.
      if (governed && changed !== undefined) counted.delete(changed);
    }
    if (ts.isForOfStatement(node) && (node.awaitModifier !== undefined || reach(node.expression))) {
      for (const name of headNames(submission, node.initializer)) add(name);
    }
    if (ts.isIfStatement(node)) under ||= reach(node.expression);
    if (ts.isSwitchStatement(node)) under ||= reach(node.expression);
    if (ts.isConditionalExpression(node)) under ||= reach(node.condition);
    ts.forEachChild(node, (child) => visit(child, under));
  };
  visit(body, false);
}

function isAssignment(ts: CheckedSubmission["ts"], node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** The variables that an assignment changes, patterns included. */
function targets(submission: CheckedSubmission, left: ts.Expression): (Name | undefined)[] {
  const { ts } = submission;
  const inner = unwrapped(ts, left);
  if (ts.isArrayLiteralExpression(inner) || ts.isObjectLiteralExpression(inner)) return [...namesIn(submission, inner)];
  return [rootName(submission, inner)];
}

function headNames(submission: CheckedSubmission, head: ts.ForInitializer): (Name | undefined)[] {
  const { ts } = submission;
  if (!ts.isVariableDeclarationList(head)) return [rootName(submission, head)];
  return head.declarations.flatMap(({ name }) => declaredBy(submission, name));
}

/** Arrays to which the loop does nothing but push single items: their length counts turns and tells nothing of the values. */
function onlyPushedTo(submission: CheckedSubmission, turn: ts.Node): Set<Name> {
  const { ts } = submission;
  const pushed = new Set<Name>();
  const changed = new Set<Name>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const root = rootName(submission, node.expression.expression);
      const single =
        node.expression.name.text === "push" && !node.arguments.some((argument) => ts.isSpreadElement(argument));
      if (root !== undefined) (single ? pushed : changed).add(root);
    }
    if (ts.isBinaryExpression(node) && isAssignment(ts, node)) {
      for (const target of targets(submission, node.left)) if (target !== undefined) changed.add(target);
    }
    ts.forEachChild(node, visit);
  };
  visit(turn);
  return new Set([...pushed].filter((name) => !changed.has(name)));
}
