import { awaitableKinds } from "../awaitables.ts";
import type { CheckedSubmission } from "../checked.ts";
import { calleeOf } from "../loops/code-of.ts";
import { isWithin, loopsAround } from "../loops/loop.ts";
import { libraryName } from "../loops/work.ts";
import type { ts } from "../typescript.ts";
import { unwrapped, wrapped } from "../unwrapped.ts";
import { symbolUses } from "./symbol-uses.ts";

/** What an await waits for that was made before it came to that: it is no call. */
export interface HeldThing {
  readonly kind: "coroutine" | "task";
  /** The call that made it, or the list of it; null when the text leaves that open. */
  readonly made: ts.Node | null;
  /** Of the function that is called there. */
  readonly name: string | null;
  /** Each round of a loop makes its own, and waits for it. */
  readonly inRound: boolean;
}

/** Variables that only stand for others are followed so far. */
const mostFollowed = 10;

/** Coroutines of the library that only wait for what others do: that goes on whether anybody awaits them or not. */
const waiting = new Set(["asCompleted", "waitFor", "wait", "get", "put", "join", "acquire"]);

/** @param awaited what an await has as its operand, without `.catch(…)` and the like */
export function heldBy(submission: CheckedSubmission, awaited: ts.Node): HeldThing | null {
  const { ts, checker } = submission;
  if (!ts.isExpression(awaited)) return null;
  const inner = unwrapped(ts, awaited);
  if (!ts.isIdentifier(inner) && !ts.isPropertyAccessExpression(inner) && !ts.isElementAccessExpression(inner)) {
    return null;
  }
  const kinds = awaitableKinds(submission, checker.getTypeAtLocation(inner));
  const [kind] = kinds;
  if (kinds.size !== 1 || (kind !== "coroutine" && kind !== "task")) return null;
  const made = madeBy(submission, inner, mostFollowed);
  if (made === null) return { kind, made, name: null, inRound: false };
  if (waiting.has(libraryName(submission, made) ?? "")) return null;
  const inRound = loopsAround(ts, awaited).some(({ statement }) => isWithin(made, statement));
  return { kind, made, name: nameOf(submission, made), inRound };
}

/** The call that a variable got its value from, by way of others, of lists and of the rounds of a loop; the only one there is. */
function madeBy(submission: CheckedSubmission, node: ts.Expression, left: number): ts.CallExpression | null {
  const { ts, checker } = submission;
  const inner = unwrapped(ts, node);
  if (left === 0) return null;
  if (ts.isCallExpression(inner)) return inner;
  if (ts.isElementAccessExpression(inner)) return madeBy(submission, inner.expression, left - 1);
  if (ts.isArrayLiteralExpression(inner)) {
    const [only] = inner.elements;
    return inner.elements.length === 1 ? madeBy(submission, only!, left - 1) : null;
  }
  const symbol = checker.getSymbolAtLocation(ts.isPropertyAccessExpression(inner) ? inner.name : inner);
  const from = symbol && sourceOf(submission, symbol);
  return from == null ? null : madeBy(submission, from, left - 1);
}

/** What a variable, a field or an item of a list is given, when that is done in one place only. */
function sourceOf(submission: CheckedSubmission, symbol: ts.Symbol): ts.Expression | null {
  const { ts } = submission;
  const declared = symbol.valueDeclaration;
  if (declared === undefined || submission.fileOf(declared) === undefined) return null;
  if (ts.isBindingElement(declared)) return sourceOfElement(submission, declared);
  const isVariable = ts.isVariableDeclaration(declared);
  if (isVariable && ts.isForOfStatement(declared.parent.parent)) return declared.parent.parent.expression;
  if (!isVariable && !ts.isPropertyAssignment(declared) && !ts.isPropertyDeclaration(declared)) return null;
  const first = declared.initializer === undefined ? undefined : unwrapped(ts, declared.initializer);
  const isEmpty = first !== undefined && ts.isArrayLiteralExpression(first) && first.elements.length === 0;
  const isConst = isVariable && (declared.parent.flags & ts.NodeFlags.Const) !== 0;
  if (isConst && !isEmpty) return first ?? null;
  const given = symbolUses(submission, symbol).flatMap((use) => givenAt(submission, use));
  const all = first === undefined || isEmpty ? given : [first, ...given];
  return all.length === 1 ? all[0]! : null;
}

/** `x = …`, `this.x = …`, `x.push(…)`. */
function givenAt({ ts }: CheckedSubmission, use: ts.Identifier): ts.Expression[] {
  const isName = ts.isPropertyAccessExpression(use.parent) && use.parent.name === use;
  const holder = wrapped(ts, isName ? (use.parent as ts.PropertyAccessExpression) : use);
  const { parent } = holder;
  if (ts.isBinaryExpression(parent) && parent.left === holder) {
    return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken ? [parent.right] : [];
  }
  const isPush = ts.isPropertyAccessExpression(parent) && parent.expression === holder && parent.name.text === "push";
  return isPush && ts.isCallExpression(parent.parent) ? [...parent.parent.arguments] : [];
}

/** `const [a, b] = [f(), g()]`; of what any other list holds nobody knows what made the second. */
function sourceOfElement({ ts }: CheckedSubmission, declared: ts.BindingElement): ts.Expression | null {
  const pattern = declared.parent;
  const from = ts.isVariableDeclaration(pattern.parent) ? pattern.parent.initializer : undefined;
  const list = from && unwrapped(ts, from);
  if (list === undefined || !ts.isArrayBindingPattern(pattern) || !ts.isArrayLiteralExpression(list)) return null;
  return list.elements[pattern.elements.indexOf(declared)] ?? null;
}

/** Of what a call runs, or runs for each item of a list. */
function nameOf(submission: CheckedSubmission, call: ts.CallExpression): string | null {
  const { ts } = submission;
  const name = calleeOf(submission, call)?.name ?? null;
  const [given] = call.arguments;
  if (name !== "map" || given === undefined) return name;
  const inner = unwrapped(ts, given);
  if (ts.isIdentifier(inner)) return inner.text;
  const body = ts.isArrowFunction(inner) && !ts.isBlock(inner.body) ? unwrapped(ts, inner.body) : undefined;
  return body !== undefined && ts.isCallExpression(body) ? (calleeOf(submission, body)?.name ?? null) : null;
}
