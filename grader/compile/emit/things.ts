import type { CheckedSubmission } from "../checked.ts";
import { codeOf } from "../loops/code-of.ts";
import { filledBy } from "../loops/names.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** What can be looked at and changed: a variable, or a property that the submission itself declares, by its name with a dot before it. */
export type Thing = ts.Symbol | string;

/** What a parameter, a constant or a part of an object stands for. */
export type Aliases = ReadonlyMap<Thing, readonly Thing[]>;

/** The thing that an expression names: of `harbour.gate.isSet` it is `.gate`, of `list[0].length` it is the list. */
export function thingAt(submission: CheckedSubmission, node: ts.Expression): Thing | undefined {
  const { ts, checker } = submission;
  let inner = unwrapped(ts, node);
  for (;;) {
    if (ts.isPropertyAccessExpression(inner)) {
      if (isOwn(submission, checker.getSymbolAtLocation(inner.name))) return `.${inner.name.text}`;
    } else if (!ts.isElementAccessExpression(inner)) {
      break;
    }
    inner = unwrapped(ts, inner.expression);
  }
  if (!ts.isIdentifier(inner)) return undefined;
  const symbol = checker.getSymbolAtLocation(inner);
  return isOwn(submission, symbol) ? symbol : undefined;
}

/** Declared in the submission, and no function. */
function isOwn(submission: CheckedSubmission, symbol: ts.Symbol | undefined): symbol is ts.Symbol {
  const { ts } = submission;
  const made = symbol?.valueDeclaration;
  if (made === undefined || submission.fileOf(made) === undefined) return false;
  return !ts.isFunctionLike(made) && !ts.isClassLike(made) && !ts.isEnumDeclaration(made);
}

/** A place where a thing is read. */
export interface Reading {
  readonly thing: Thing;
  /** In the code itself: there the call stands where a function that it calls reads. */
  readonly at: ts.Node;
  readonly node: ts.Node;
}

/** All that a piece of code reads, and what the functions of the submission read that it calls. What only fills a collection reads nothing of it. */
export function readingsIn(submission: CheckedSubmission, code: ts.Node): readonly Reading[] {
  const { ts } = submission;
  const found: Reading[] = [];
  const seen = new Set<ts.Node>();
  const visit = (node: ts.Node, from: ts.Node | null): void => {
    if (ts.isTypeNode(node)) return;
    const filled = ts.isSourceFile(node) ? null : filledBy(submission, node);
    if (filled !== null) {
      for (const part of filled) visit(part, from);
      return;
    }
    const isName = ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
    const thing = isName && !isPartOfName(ts, node) ? thingAt(submission, node) : undefined;
    if (thing !== undefined) found.push({ thing, at: from ?? node, node });
    const called = ts.isCallExpression(node) ? codeOf(submission, node) : null;
    if (called !== null && !seen.has(called)) {
      seen.add(called);
      ts.forEachChild(called, (child) => visit(child, from ?? node));
    }
    ts.forEachChild(node, (child) => visit(child, from));
  };
  visit(code, null);
  return found;
}

/** `harbour.gate` of `harbour.gate.isSet`, and the names behind dots. */
function isPartOfName(ts: CheckedSubmission["ts"], node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return true;
  if (ts.isElementAccessExpression(parent)) return parent.expression === node;
  return (ts.isPropertyAssignment(parent) || ts.isBindingElement(parent)) && parent.initializer !== node;
}

/** Most of the things that one can stand for. */
const mostBehind = 20;

export function thingsBehind(thing: Thing, aliases: Aliases): ReadonlySet<Thing> {
  const found = new Set([thing]);
  for (const each of found) {
    for (const other of aliases.get(each) ?? []) if (found.size < mostBehind) found.add(other);
  }
  return found;
}

/** What is handed to a parameter at the calls of its function, kept under another name, or taken out of an object. */
export function aliasesIn(submission: CheckedSubmission, source: ts.SourceFile): Aliases {
  const { ts, checker } = submission;
  const found = new Map<Thing, Thing[]>();
  const add = (name: ts.Node, value: ts.Expression | undefined): void => {
    const symbol = ts.isIdentifier(name) ? checker.getSymbolAtLocation(name) : undefined;
    const thing = value !== undefined && isPlain(ts, value) ? thingAt(submission, value) : undefined;
    if (symbol !== undefined && thing !== undefined) found.set(symbol, [...(found.get(symbol) ?? []), thing]);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node)) add(node.name, node.initializer);
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent) && ts.isIdentifier(node.name)) {
      const from = node.propertyName ?? node.name;
      const symbol = checker.getSymbolAtLocation(node.name);
      if (symbol !== undefined && ts.isIdentifier(from))
        found.set(symbol, [...(found.get(symbol) ?? []), `.${from.text}`]);
    }
    if (ts.isShorthandPropertyAssignment(node)) {
      const value = checker.getShorthandAssignmentValueSymbol(node);
      if (isOwn(submission, value))
        found.set(`.${node.name.text}`, [...(found.get(`.${node.name.text}`) ?? []), value]);
    }
    const code = ts.isCallExpression(node) ? codeOf(submission, node) : null;
    if (code !== null) {
      for (const [i, { name }] of code.parameters.entries()) add(name, (node as ts.CallExpression).arguments[i]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A name, with or without dots. */
function isPlain(ts: CheckedSubmission["ts"], node: ts.Expression): boolean {
  const inner = unwrapped(ts, node);
  return ts.isIdentifier(inner) || (ts.isPropertyAccessExpression(inner) && isPlain(ts, inner.expression));
}
