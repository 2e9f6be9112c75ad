import type { CheckedSubmission } from "../checked.ts";
import { isMadeOnce } from "./made-once.ts";
import { namesIn, rootName, type Name } from "../loops/names.ts";
import { isAsync } from "../loops/waiting.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** A variable that others see too, read before an await and written after it from what was read. */
export interface StaleRead {
  readonly name: string;
  /** The awaits in between. */
  readonly awaits: readonly ts.Node[];
}

interface Read {
  readonly name: Name;
  readonly end: number;
}

interface Write {
  readonly node: ts.Node;
  readonly name: Name;
  /** The variable that it is, or whose property it is. */
  readonly holder: Name | undefined;
  /** What it reads itself, before it writes. */
  readonly reads: readonly Read[];
  /** What the written value is made of. */
  readonly from: readonly ts.Node[];
}

/**
 * Whatever another task writes between such a read and such a write is lost. Seen are variables, and functions of the file that read or write
 * one for their caller; the read may be in the same expression, or in the one that a variable got its value from.
 */
export function staleReads(
  submission: CheckedSubmission,
  source: ts.SourceFile,
  awaits: readonly ts.Node[],
): StaleRead[] {
  const { ts } = submission;
  const found: StaleRead[] = [];
  let left = mostWrites;
  const visit = (node: ts.Node): void => {
    const around = canWrite(submission, node) ? asyncAround(submission, node) : undefined;
    const hasWaited = around !== undefined && awaits.some((each) => isIn(each, around) && each.pos < node.end);
    if (around !== undefined && hasWaited && left > 0) {
      left -= 1;
      look(node, around);
    }
    ts.forEachChild(node, visit);
  };
  const look = (node: ts.Node, around: ts.Node): void => {
    for (const write of writesOf(submission, node)) {
      if (isWithin(write.holder ?? write.name, around)) continue;
      const reads = [...write.reads, ...write.from.flatMap((each) => readsBehind(submission, each, around))];
      const own = reads.filter(({ name }) => name === write.name);
      const between = awaits.filter(
        (each) => each.pos >= around.pos && each.end <= write.node.end && own.some(({ end }) => each.getEnd() > end),
      );
      if (between.length > 0) found.push({ name: shownName(submission, write.name), awaits: between });
    }
  };
  visit(source);
  return found;
}

/** As the file spells it: the checker has names of its own for fields with a `#`. */
function shownName({ ts }: CheckedSubmission, name: Name): string {
  if (name === "this") return "this";
  const declared = name.valueDeclaration;
  return declared !== undefined && ts.isPropertyDeclaration(declared) ? declared.name.getText() : name.name;
}

/** Each is followed through its whole function: more of them are in no learner's file. */
const mostWrites = 300;

function canWrite(submission: CheckedSubmission, node: ts.Node): boolean {
  const { ts } = submission;
  return ts.isCallExpression(node) || (ts.isBinaryExpression(node) && isAssignment(submission, node));
}

function isIn(node: ts.Node, around: ts.Node): boolean {
  return node.pos >= around.pos && node.end <= around.end;
}

function writesOf(submission: CheckedSubmission, node: ts.Node): Write[] {
  const { ts } = submission;
  if (ts.isBinaryExpression(node) && isAssignment(submission, node)) {
    const name = variable(submission, node.left);
    if (name === undefined) return [];
    const reads = node.operatorToken.kind === ts.SyntaxKind.EqualsToken ? [] : [{ name, end: node.left.getEnd() }];
    return [{ node, name, holder: rootName(submission, node.left), reads, from: [node.right] }];
  }
  if (!ts.isCallExpression(node)) return [];
  const called = functionOf(submission, node.expression);
  if (called === undefined) return [];
  return [...writtenIn(submission, called)].map(([name, holder]) => ({
    node,
    name,
    holder,
    reads: [],
    from: [...node.arguments],
  }));
}

function isAssignment({ ts }: CheckedSubmission, { operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/**
 * Of one variable as a whole: what is written under a key of it is another thing for each key. Or of a named property, when one variable of the
 * file holds its object: the same property of a parameter is another one in each call. Or of a field, when its class has a single object.
 */
function variable(submission: CheckedSubmission, node: ts.Expression): Name | undefined {
  const { ts, checker } = submission;
  const inner = unwrapped(ts, node);
  if (ts.isIdentifier(inner)) return rootName(submission, inner);
  if (!ts.isPropertyAccessExpression(inner)) return undefined;
  const holder = unwrapped(ts, inner.expression);
  if (holder.kind === ts.SyntaxKind.ThisKeyword) {
    const field = checker.getSymbolAtLocation(inner.name);
    const declared = field?.valueDeclaration;
    const isField = declared !== undefined && ts.isPropertyDeclaration(declared);
    return isField && isMadeOnce(submission, declared.parent) ? field : undefined;
  }
  const held = ts.isIdentifier(holder) ? checker.getSymbolAtLocation(holder)?.valueDeclaration : undefined;
  const isOne = held !== undefined && ts.isVariableDeclaration(held) && submission.fileOf(held) !== undefined;
  return isOne ? checker.getSymbolAtLocation(inner.name) : undefined;
}

/** What an expression reads, also by way of variables of the function and of functions that it calls. */
function readsBehind(submission: CheckedSubmission, code: ts.Node, around: ts.Node): Read[] {
  const { ts } = submission;
  const found: Read[] = [];
  const seen = new Set<Name>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isCallExpression(node)) {
      const called = functionOf(submission, node.expression);
      if (called !== undefined)
        for (const name of namesIn(submission, called)) found.push({ name, end: node.getEnd() - 1 });
    }
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      const name = submission.checker.getSymbolAtLocation(node);
      if (name !== undefined) {
        found.push({ name, end: node.getEnd() });
        const declared = seen.has(name) ? undefined : name.valueDeclaration;
        seen.add(name);
        if (declared !== undefined && ts.isVariableDeclaration(declared) && isWithin(name, around)) {
          if (declared.initializer !== undefined) visit(declared.initializer);
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(code);
  return found;
}

/** The outermost async function around: what a callback in it does, it does for it. */
function asyncAround({ ts }: CheckedSubmission, node: ts.Node): ts.Node | undefined {
  let found: ts.Node | undefined;
  for (let each: ts.Node = node; each.parent !== undefined; each = each.parent) {
    if (ts.isFunctionLike(each) && isAsync(ts, each)) found ??= each;
    else continue;
    const call = each.parent;
    // A callback of an await in another async function is a part of that one.
    if (ts.isCallExpression(call) && ts.isAwaitExpression(call.parent)) found = undefined;
    else break;
  }
  return found;
}

/** The function of the file that a call runs, also one that a wrapper such as `coroutine` was given. */
function functionOf({ ts, checker }: CheckedSubmission, callee: ts.Expression): ts.Node | undefined {
  if (!ts.isIdentifier(callee)) return undefined;
  const declared = checker.getSymbolAtLocation(callee)?.valueDeclaration;
  if (declared === undefined) return undefined;
  if (ts.isFunctionDeclaration(declared)) return declared.body;
  if (!ts.isVariableDeclaration(declared) || declared.initializer === undefined) return undefined;
  const given = unwrapped(ts, declared.initializer);
  const inner = ts.isCallExpression(given) ? given.arguments[0] : given;
  return inner !== undefined && (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) ? inner.body : undefined;
}

/** Each with the variable that it is, or whose property it is. */
function writtenIn(submission: CheckedSubmission, body: ts.Node): ReadonlyMap<Name, Name | undefined> {
  const { ts } = submission;
  const found = new Map<Name, Name | undefined>();
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && isAssignment(submission, node)) {
      const name = variable(submission, node.left);
      const holder = rootName(submission, node.left);
      if (name !== undefined && !isWithin(holder ?? name, body)) found.set(name, holder);
    }
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

function isWithin(name: Name, around: ts.Node): boolean {
  const declared = name === "this" ? undefined : name.valueDeclaration;
  return (
    declared !== undefined &&
    declared.getSourceFile() === around.getSourceFile() &&
    declared.pos >= around.pos &&
    declared.end <= around.end
  );
}
