import { insertAfter, remove, replace, siblings, textOf } from "../../mutants/syntax.ts";
import type { ts } from "../../typescript.ts";
import { pieceOf } from "../about.ts";
import type { Parsed, Sketch, UsualOperator } from "../usual/sketch.ts";
import { allIn } from "../usual/surroundings.ts";
import { declaredBy, ended, insertBefore, leaves, letsALoopWait, usesAny, waits } from "../usual/statements.ts";
import { steersASpin } from "./spinning.ts";

/** Every statement with its neighbor: the other way round, into it, or out of what is around it. */
export const plainMoves: readonly UsualOperator[] = [neighborsSwapped, beforeTheWait, movedIn, movedOut];

/** Two statements that follow one another, the other way round, where one of them waits. */
function neighborsSwapped(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const next = nextOf(parsed, node);
  if (next === null || !isPassable(node) || !isPassable(next)) return [];
  if (!waits(ts, node) && !waits(ts, next)) return [];
  if (usesAny(ts, next, declaredBy(ts, node))) return [];
  // What only has its place: waits are longer than what is done before or after them.
  const at = waits(ts, node) && !waits(ts, next) ? next : node;
  const edits = [replace(node, source, textOf(next, source)), replace(next, source, textOf(node, source))];
  return [{ kind: "neighbors-swapped", about: { kind: "order", piece: pieceOf(ts, at) }, at, edits }];

  /** Of two loops neither is moved. */
  function isPassable(each: ts.Node): each is ts.Statement {
    const areLoops = ts.isForOfStatement(node) && ts.isForOfStatement(next!);
    return isMovable(parsed, each) || (ts.isForOfStatement(each) && waits(ts, each) && !areLoops);
  }
}

/** A statement before a wait that does not come just before it. */
function beforeTheWait(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const place = siblings(ts, node);
  if (place === null || !isMovable(parsed, node) || waits(ts, node)) return [];
  const wait = place.all.slice(0, Math.max(0, place.index - 1)).findLast((each) => waits(ts, each));
  if (wait === undefined) return [];
  const between = place.all.slice(place.all.indexOf(wait), place.index);
  if (
    usesAny(
      ts,
      node,
      between.flatMap((each) => declaredBy(ts, each)),
    )
  )
    return [];
  const edits = [insertBefore(wait, source, `${ended(node, source)} `), remove(node, source)];
  return [{ kind: "before-the-wait", about: { kind: "order", piece: pieceOf(ts, node) }, at: node, edits }];
}

/** A statement before or behind something with a block of its own: as the first or the last thing in there. */
function movedIn(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  if (!isMovable(parsed, node) || !ts.isExpressionStatement(node) || steersASpin(ts, node)) return [];
  const about = { kind: "order", piece: pieceOf(ts, node) } as const;
  const found: Sketch[] = [];
  const text = ended(node, source);
  // In a function that is only made there, a loop would not wait for it.
  const andInFunctions = !letsALoopWait(ts, node);
  for (const block of blocksOf(parsed, nextOf(parsed, node), andInFunctions)) {
    const edits = [remove(node, source), insertBefore(block.statements[0]!, source, `${text} `)];
    found.push({ kind: "moved-in", about, at: node, edits });
  }
  for (const block of blocksOf(parsed, previousOf(parsed, node), andInFunctions)) {
    const last = block.statements.at(-1)!;
    const edits = [leaves(ts, last) ? insertBefore(last, source, `${text} `) : insertAfter(last, ` ${text}`)];
    found.push({ kind: "moved-in", about, at: node, edits: [...edits, remove(node, source)] });
  }
  return found;
}

/** The first or the last thing in a block: before or behind what that is the block of. */
function movedOut(node: ts.Node, parsed: Parsed): readonly Sketch[] {
  const { ts, source } = parsed;
  const place = siblings(ts, node);
  if (place === null || !isMovable(parsed, node) || !ts.isExpressionStatement(node)) return [];
  if (letsALoopWait(ts, node) || steersASpin(ts, node)) return [];
  const block = node.parent as ts.Block;
  const around = ownerOf(parsed, block);
  if (around === null || place.all.length < 2) return [];
  const about = { kind: "order", piece: pieceOf(ts, node) } as const;
  const text = ended(node, source);
  const own = place.all.flatMap((each) => declaredBy(ts, each));
  const found: Sketch[] = [];
  if (place.index === 0)
    found.push({
      kind: "moved-out",
      about,
      at: node,
      edits: [insertBefore(around, source, `${text} `), remove(node, source)],
    });
  if (place.index === place.all.length - 1 && !usesAny(ts, node, own) && !leaves(ts, around))
    found.push({ kind: "moved-out", about, at: node, edits: [remove(node, source), insertAfter(around, ` ${text}`)] });
  return found;
}

function isMovable({ ts }: Parsed, node: ts.Node): node is ts.Statement {
  if (!ts.isExpressionStatement(node) && !ts.isVariableStatement(node) && !ts.isIfStatement(node)) return false;
  return !leaves(ts, node) && !ts.isSourceFile(node.parent);
}

function nextOf({ ts }: Parsed, node: ts.Node): ts.Statement | null {
  const place = siblings(ts, node);
  return place?.all[place.index + 1] ?? null;
}

function previousOf({ ts }: Parsed, node: ts.Node): ts.Statement | null {
  const place = siblings(ts, node);
  return place?.all[place.index - 1] ?? null;
}

/** The outermost blocks with something in them, those of functions that are handed over on demand; at most two. */
function blocksOf(parsed: Parsed, statement: ts.Statement | null, andInFunctions: boolean): readonly ts.Block[] {
  const { ts } = parsed;
  if (statement === null || ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return [];
  const is = (inner: ts.Node): inner is ts.Block => ts.isBlock(inner) && inner.statements.length > 0;
  return allIn(parsed, statement, is, { andInFunctions }).slice(0, 2);
}

/** The statement that a block belongs to. */
function ownerOf({ ts }: Parsed, block: ts.Node): ts.Statement | null {
  for (let around = block.parent; around !== undefined; around = around.parent) {
    if (ts.isFunctionDeclaration(around) || ts.isMethodDeclaration(around) || ts.isSourceFile(around)) return null;
    if (ts.isStatement(around) && (ts.isBlock(around.parent) || ts.isCaseClause(around.parent))) return around;
  }
  return null;
}
