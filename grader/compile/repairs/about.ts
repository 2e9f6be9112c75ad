import type { ts, TypeScript } from "../typescript.ts";
import type { Piece } from "./repair.ts";
import { bare } from "./tree.ts";

const pieces: readonly (readonly [Piece, readonly string[]])[] = [
  ["release", ["release"]],
  ["done", ["taskDone"]],
  ["signal", ["set", "notify", "notifyAll", "clear", "setResult", "setException"]],
  ["lock", ["acquire", "with", "Lock", "Semaphore", "BoundedSemaphore", "Condition", "locked"]],
  ["task", ["createTask", "gather", "taskGroup", "TaskGroup", "ensureFuture", "shield", "run", "all", "allSettled"]],
  ["wait", ["wait", "waitFor", "timeout", "timeoutAt", "asCompleted", "join", "race", "any", "Barrier", "Event"]],
  ["sleep", ["sleep"]],
  ["request", ["fetch", "get", "post", "put", "patch", "delete", "request", "AsyncClient"]],
  ["cancel", ["cancel", "uncancel", "cancelling"]],
];

const byName: ReadonlyMap<string, Piece> = new Map(
  pieces.flatMap(([piece, names]) => names.map((name) => [name, piece] as const)),
);

/** What a piece of code is about: of a statement what it does, of a call what is called. */
export function pieceOf(ts: TypeScript, node: ts.Node): Piece {
  const at = bare(ts, node);
  if (ts.isIdentifier(at) && ts.isAwaitExpression(at.parent)) return "await";
  if (ts.isIdentifier(at)) return byName.get(at.text) ?? (isWhole(ts, at) ? "argument" : "name");
  if (ts.isPropertyAccessExpression(at)) return byName.get(at.name.text) ?? "name";
  if (ts.isCallExpression(at) || ts.isNewExpression(at)) return ofCall(ts, at);
  if (ts.isAwaitExpression(at) || ts.isVoidExpression(at)) return orElse(pieceOf(ts, at.expression), "await");
  if (ts.isExpressionStatement(at)) return orElse(pieceOf(ts, at.expression), "statement");
  if (ts.isBreakOrContinueStatement(at)) return "exit";
  if (ts.isReturnStatement(at) || ts.isThrowStatement(at)) return "return";
  if (ts.isVariableStatement(at)) {
    const value = at.declarationList.declarations[0]?.initializer;
    return value === undefined ? "statement" : orElse(pieceOf(ts, value), "statement");
  }
  if (ts.isTryStatement(at)) return at.finallyBlock === undefined ? "catch" : "finally";
  if (ts.isCatchClause(at)) return "catch";
  if (ts.isIfStatement(at)) return "condition";
  if (ts.isIterationStatement(at, false)) return ofRounds(ts, at);
  if (ts.isNumericLiteral(at) || (ts.isPrefixUnaryExpression(at) && ts.isNumericLiteral(at.operand))) return "number";
  if (ts.isStringLiteralLike(at) || ts.isTemplateExpression(at) || ts.isTemplateLiteralToken(at)) return "text";
  if (ts.isConditionalExpression(at) || isCondition(ts, at)) return "condition";
  if (ts.isToken(at) || ts.isBinaryExpression(at) || ts.isPrefixUnaryExpression(at)) return "operator";
  return ts.isCallExpression(at.parent) || ts.isNewExpression(at.parent) ? "argument" : "statement";
}

/** A loop that does one thing to each of several is about that: `for (const task of all) task.cancel()`. */
function ofRounds(ts: TypeScript, { statement }: ts.IterationStatement): Piece {
  const [only, ...more] = ts.isBlock(statement) ? statement.statements : [statement];
  if (only === undefined || more.length > 0 || !ts.isExpressionStatement(only)) return "loop";
  const piece = pieceOf(ts, only);
  return ofEach.has(piece) && !ts.isAwaitExpression(only.expression) ? piece : "loop";
}

const ofEach = new Set<Piece>(["cancel", "done", "release", "signal"]);

/** Of what a function does the first thing that is known. */
export function pieceOfBody(ts: TypeScript, body: ts.ConciseBody): Piece {
  const find = (node: ts.Node): Piece | undefined => {
    const known = ts.isCallExpression(node) ? ofCall(ts, node) : "call";
    return known === "call" ? ts.forEachChild(node, find) : known;
  };
  return find(body) ?? "call";
}

function ofCall(ts: TypeScript, call: ts.CallExpression | ts.NewExpression): Piece {
  const callee = call.expression;
  const name = ts.isIdentifier(callee) ? callee.text : ts.isPropertyAccessExpression(callee) ? callee.name.text : "";
  const known = byName.get(name);
  // A map has get, set and delete as well.
  const isOfMap = ["get", "set", "delete"].includes(name) && (call.arguments?.length ?? 0) > 0;
  if (known !== undefined && !(isOfMap && !isOfClient(callee, name))) return known;
  // `xs.map((x) => createTask(x))`, `all.push(await task)`
  for (const each of call.arguments ?? []) {
    const handed = bare(ts, each);
    const done = ts.isArrowFunction(handed) ? bare(ts, handed.body) : handed;
    if (!ts.isCallExpression(done) && !ts.isAwaitExpression(done)) continue;
    const inner = pieceOf(ts, done);
    if (inner !== "call") return inner;
  }
  return "call";
}

/** `client.get("/a")` asks for something, `cache.get(key)` looks. */
function isOfClient(callee: ts.Node, name: string): boolean {
  return name !== "set" && /client|http|api|server|session/i.test(callee.getText());
}

function orElse(piece: Piece, other: Piece): Piece {
  return piece === "name" || piece === "argument" || piece === "call" || piece === "operator" ? other : piece;
}

function isWhole(ts: TypeScript, node: ts.Node): boolean {
  return ts.isSpreadElement(node.parent);
}

function isCondition(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  if (parent === undefined || ts.isToken(node)) return false;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) {
    return parent.expression === node;
  }
  return (ts.isConditionalExpression(parent) || ts.isForStatement(parent)) && parent.condition === node;
}
