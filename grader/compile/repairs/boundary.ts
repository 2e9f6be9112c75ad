import type { ts, TypeScript } from "../typescript.ts";
import { type Range, rangeOf } from "./change.ts";
import type { Names } from "./names.ts";
import type { About, Piece, Wall } from "./repair.ts";
import { nodesWithin } from "./tree.ts";

type Nodes = readonly ts.Node[];

/** What code stands in, the most telling first. */
const walls = ["limit", "lock", "catch", "loop"] as const satisfies readonly Wall["of"][];

type Kind = Wall["of"];

const callees: ReadonlyMap<string, Kind> = new Map([
  ["timeout", "limit"],
  ["timeoutAt", "limit"],
  ["waitFor", "limit"],
  ["with", "lock"],
]);

const pieces: Partial<Record<Kind, Piece>> = { limit: "wait", lock: "lock" };

export interface Boundary {
  readonly about: About;
  /** The calls of the submission that stand on the other side than in the solution. */
  readonly shown: Range;
}

interface Crossed {
  readonly solution: Nodes;
  readonly submission: Nodes;
  /** Nothing but the place of this code is another one. */
  readonly isMove: boolean;
  /** What it is about. */
  readonly piece: Piece;
}

/**
 * The same calls stand within a time limit, a lock, a `try` or a loop in one of the programs, and outside of it in the other.
 */
export function boundaryOf(
  ts: TypeScript,
  names: Names,
  { solution, submission, isMove, piece }: Crossed,
): Boundary | null {
  const [ours, theirs] = [solution, submission].map((nodes) => nodesWithin(ts, nodes, ts.isCallExpression));
  const pairs = pairsOf(ts, names, ours!, theirs!);
  for (const wall of walls) {
    // One that only one of the programs has is missing, or too much.
    // Nor is everything a loop that goes round: `map` does so, too.
    const isInBoth = isMove || (wall !== "loop" && pairs.some((pair) => isIn(ts, wall, pair)));
    const first = pairs.find(({ here, there }) => here.has(wall) !== there.has(wall));
    if (first === undefined || !isInBoth) continue;
    const isInside = first.there.has(wall);
    const across = pairs.filter(({ here, there }) => here.has(wall) !== isInside && there.has(wall) === isInside);
    // What waits may fail, and its error is caught; what does not is skipped by the error of something else.
    const isSkipped = wall === "catch" && !across.some(({ call }) => ts.isAwaitExpression(call.parent));
    if (isSkipped && !isInside) continue;
    const ranges = across.map(({ call }) => rangeOf(call));
    return {
      about: {
        kind: "order",
        piece: isSkipped ? "catch" : (pieces[wall] ?? piece),
        ...(isSkipped ? {} : { wall: { of: wall, isInside } }),
      },
      shown: { start: Math.min(...ranges.map(({ start }) => start)), end: Math.max(...ranges.map(({ end }) => end)) },
    };
  }
  return null;
}

interface Pair {
  /** The submission's. */
  readonly call: ts.CallExpression;
  readonly here: ReadonlySet<Kind>;
  readonly there: ReadonlySet<Kind>;
}

/** Both programs have it: with the same call in it, or as the same call. */
function isIn(ts: TypeScript, wall: Kind, { call, here, there }: Pair): boolean {
  return (here.has(wall) && there.has(wall)) || kindOf(ts, call) === wall;
}

/** The calls that both programs make there, each with what it stands in. */
function pairsOf(
  ts: TypeScript,
  names: Names,
  here: readonly ts.CallExpression[],
  there: readonly ts.CallExpression[],
): readonly Pair[] {
  const open = new Set(there);
  return here.flatMap((call) => {
    const found = [...open].find((each) => isSame(ts, names, call, each));
    if (found === undefined) return [];
    open.delete(found);
    return [{ call: found, here: around(ts, call), there: around(ts, found) }];
  });
}

/** Of what takes other code in, only what it is, and not what it takes in. */
function isSame(ts: TypeScript, names: Names, one: ts.CallExpression, other: ts.CallExpression): boolean {
  const takes = [one, other].map((call) => call.arguments.some((each) => ts.isFunctionLike(each)));
  if (takes[0] !== takes[1]) return false;
  return takes[0] === true ? names.same(one.expression, other.expression) : names.same(one, other);
}

function around(ts: TypeScript, node: ts.Node): ReadonlySet<Kind> {
  const found = new Set<Kind>();
  for (let at = node; !ts.isSourceFile(at.parent); at = at.parent) {
    const wall = wallAt(ts, at, at.parent);
    if (wall !== null) found.add(wall);
  }
  return found;
}

function wallAt(ts: TypeScript, node: ts.Node, parent: ts.Node): Kind | null {
  if (ts.isTryStatement(parent)) return node === parent.tryBlock ? "catch" : null;
  if (ts.isIterationStatement(parent, false)) return node === parent.statement ? "loop" : null;
  if (!ts.isCallExpression(parent) || node === parent.expression) return null;
  return kindOf(ts, parent);
}

function kindOf(ts: TypeScript, { expression }: ts.CallExpression): Kind | null {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return (ts.isIdentifier(name) ? callees.get(name.text) : undefined) ?? null;
}
