import type { ts, TypeScript } from "../typescript.ts";
import { type Bag, bagOf, commonOf, contained, likeness, MOST_OF_IT } from "./likeness.ts";
import type { Names } from "./names.ts";
import { bare, labelOf } from "./tree.ts";

/**
 * What of a list of statements belongs to what of another one, in order. One on both sides: counterparts. One on one side and several on the other: the
 * one does what the several do. Else there is no counterpart.
 */
export interface Pairing {
  readonly solution: readonly ts.Node[];
  readonly submission: readonly ts.Node[];
  readonly like: boolean;
}

/** At most so many statements may do what one does. */
const LONGEST_RUN = 7;

/** Of longer lists, only single statements are taken for each other. */
const MOST_PAIRS = 2500;

export function aligned(
  ts: TypeScript,
  names: Names,
  solution: readonly ts.Node[],
  submission: readonly ts.Node[],
): readonly Pairing[] {
  let pairs = align(ts, names, solution, submission);
  const before = names.count;
  for (const pair of pairs) learn(ts, names, pair);
  if (names.count > before) pairs = align(ts, names, solution, submission);
  for (const pair of pairs) learn(ts, names, pair);
  return pairs;
}

/** Equal statements, and what the same kind of statement declares. */
function learn(ts: TypeScript, names: Names, { solution, submission, like }: Pairing): void {
  const [a, b] = [solution[0], submission[0]];
  if (!like || a === undefined || b === undefined || solution.length > 1 || submission.length > 1) return;
  if (names.same(a, b)) return;
  for (const [one, other] of zip(declaredIn(ts, a), declaredIn(ts, b))) names.same(one, other);
}

function zip(a: readonly ts.Node[], b: readonly ts.Node[]): readonly (readonly [ts.Node, ts.Node])[] {
  return a.length === b.length ? a.map((each, i) => [each, b[i]!] as const) : [];
}

/** The names that a statement declares for those around it, or for its own body. */
export function declaredIn(ts: TypeScript, node: ts.Node): readonly ts.Node[] {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.map(({ name }) => name);
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return node.name === undefined ? [] : [node.name];
  if (ts.isClassElement(node)) return node.name === undefined ? [] : [node.name];
  if (ts.isForOfStatement(node) || ts.isForInStatement(node) || ts.isForStatement(node)) {
    const { initializer } = node;
    return initializer !== undefined && ts.isVariableDeclarationList(initializer)
      ? initializer.declarations.map(({ name }) => name)
      : [];
  }
  return [];
}

function align(
  ts: TypeScript,
  names: Names,
  solution: readonly ts.Node[],
  submission: readonly ts.Node[],
): readonly Pairing[] {
  const [rows, columns] = [solution.length, submission.length];
  const [ours, theirs] = [solution, submission].map((list) => new Runs(ts, names, list)) as [Runs, Runs];
  const longest = rows * columns <= MOST_PAIRS ? LONGEST_RUN : 1;
  const best: number[][] = Array.from({ length: rows + 1 }, () => Array.from({ length: columns + 1 }, () => 0));
  const taken: (readonly [number, number])[][] = best.map((row) => row.map(() => [0, 0] as const));
  const score = (i: number, j: number, over: number, under: number): number => {
    if (over === 1 && under === 1) {
      const [a, b] = [ours.bag(i, 1), theirs.bag(j, 1)];
      const alike = likeness(a, b);
      const isLinked = areLinked(ts, names, solution[i]!, submission[j]!);
      const least = isLinked ? 0 : ours.head(i) === theirs.head(j) ? 0.35 : 0.55;
      const isInside =
        contained(a, b) >= MOST_OF_IT &&
        Math.min(a.size, b.size) > 2 &&
        (a.size > b.size ? ours.isAround(i) : theirs.isAround(j));
      return alike < least && !isInside ? -1 : commonOf(a, b) * (0.5 + alike / 2) + (isLinked ? 2 : 0);
    }
    const isAround = over === 1 ? ours.isAround(i) : theirs.isAround(j);
    const head = over === 1 ? ours.head(i) : theirs.head(j);
    if (!isAround || (over === 1 ? theirs.hasHead(j, under, head) : ours.hasHead(i, over, head))) return -1;
    const [a, b] = [ours.bag(i, over), theirs.bag(j, under)];
    const alike = likeness(a, b);
    return alike < 0.6 ? -1 : commonOf(a, b) * (0.5 + alike / 2) - 1;
  };
  for (let i = rows; i >= 0; i--) {
    for (let j = columns; j >= 0; j--) {
      let most = -1;
      const consider = (value: number, over: number, under: number): void => {
        if (value < 0) return;
        const total = value + best[i + over]![j + under]!;
        if (total <= most) return;
        most = total;
        taken[i]![j] = [over, under];
      };
      if (i < rows && j < columns) consider(score(i, j, 1, 1), 1, 1);
      for (let run = 2; run <= longest; run++) {
        if (i < rows && j + run <= columns) consider(score(i, j, 1, run), 1, run);
        if (j < columns && i + run <= rows) consider(score(i, j, run, 1), run, 1);
      }
      if (i < rows) consider(0, 1, 0);
      if (j < columns) consider(0, 0, 1);
      best[i]![j] = Math.max(most, 0);
    }
  }
  const pairs: Pairing[] = [];
  for (let [i, j] = [0, 0]; i < rows || j < columns;) {
    const [over, under] = taken[i]![j]!;
    pairs.push({
      solution: solution.slice(i, i + over),
      submission: submission.slice(j, j + under),
      like: over > 0 && under > 0,
    });
    i += over;
    j += under;
  }
  return pairs;
}

/** What is looked at again and again of a list of statements. */
class Runs {
  readonly #bags = new Map<string, Bag>();
  readonly #heads: readonly string[];
  readonly #around: readonly boolean[];

  readonly #ts: TypeScript;
  readonly #names: Names;
  readonly #nodes: readonly ts.Node[];

  constructor(ts: TypeScript, names: Names, nodes: readonly ts.Node[]) {
    [this.#ts, this.#names, this.#nodes] = [ts, names, nodes];
    this.#heads = nodes.map((each) => headOf(ts, each));
    this.#around = nodes.map((each) => holdsStatements(ts, each));
  }

  bag(start: number, length: number): Bag {
    const key = `${start} ${length}`;
    const bag = this.#bags.get(key) ?? bagOf(this.#ts, this.#names, this.#nodes.slice(start, start + length));
    this.#bags.set(key, bag);
    return bag;
  }

  head(i: number): string {
    return this.#heads[i]!;
  }

  hasHead(start: number, length: number, head: string): boolean {
    return this.#heads.slice(start, start + length).includes(head);
  }

  isAround(i: number): boolean {
    return this.#around[i]!;
  }
}

/** One that has others in it: what it does could be done by several. */
export function holdsStatements(ts: TypeScript, node: ts.Node): boolean {
  return ts.isBlock(node) || ts.forEachChild(node, (child) => holdsStatements(ts, child) || undefined) === true;
}

function areLinked(ts: TypeScript, names: Names, a: ts.Node, b: ts.Node): boolean {
  const [one, other] = [declaredIn(ts, a)[0], declaredIn(ts, b)[0]];
  if (one === undefined || other === undefined) return false;
  const [here, there] = [names.declared(one), names.declaredThere(other)];
  return here !== undefined && there !== undefined && names.of(here) === there;
}

/** The kind of a statement; of a call also what is called. */
function headOf(ts: TypeScript, node: ts.Node): string {
  const at = bare(ts, node);
  if (ts.isExpressionStatement(at) || ts.isAwaitExpression(at)) return headOf(ts, at.expression);
  if (ts.isCallExpression(at)) return `call ${lastName(ts, at.expression)}`;
  return labelOf(ts, at);
}

function lastName(ts: TypeScript, node: ts.Node): string {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  return ts.isIdentifier(node) ? node.text : "";
}
