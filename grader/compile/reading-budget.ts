import type { ts, TypeScript } from "./typescript.ts";

/**
 * How many nodes of a submission our own finders may come to, each as often as it is looked at: functions are read anew for every loop that calls
 * them. A page of code takes some thousands, 160 KB of loops that call functions a million; what is made to be slow takes tens of millions.
 */
export const MOST_VISITS = 3_000_000;

/** So much of the code hangs together that it cannot be looked through. */
export class TooMuchToRead extends Error {
  override readonly name = "TooMuchToRead";
}

/** So many characters of an expression whose type is asked for count as one node: the checker goes through all of a sum anew for each part of it. */
const CHARACTERS = 4;

/**
 * The compiler for finders that have no checker. They go through trees by its `forEachChild`, which counts, and say themselves what else takes long.
 *
 * @throws TooMuchToRead from both
 */
export function countingWalks(
  compiler: TypeScript,
  most: number,
): { readonly ts: TypeScript; readonly spend: (visits: number) => void } {
  let left = most;
  const spend = (visits: number): void => {
    left -= visits;
    if (left < 0) throw new TooMuchToRead();
  };
  const forEachChild: TypeScript["forEachChild"] = (node: ts.Node, ...visitors) => {
    spend(1);
    return compiler.forEachChild(node, ...visitors);
  };
  return { ts: Object.create(compiler, { forEachChild: { value: forEachChild } }) as TypeScript, spend };
}

/**
 * The compiler and the checker for the finders of one submission. All of them go through trees by this `forEachChild` and ask for types by this
 * `getTypeAtLocation`, which count: a count, and no time, so that a verdict is the same on every machine.
 *
 * @throws TooMuchToRead from both
 */
export function counting(
  compiler: TypeScript,
  checker: ts.TypeChecker,
  most: number,
): { readonly ts: TypeScript; readonly checker: ts.TypeChecker } {
  const { ts, spend } = countingWalks(compiler, most);
  const getTypeAtLocation: ts.TypeChecker["getTypeAtLocation"] = (node) => {
    spend(1 + Math.floor((node.end - node.pos) / CHARACTERS));
    return checker.getTypeAtLocation(node);
  };
  return {
    ts,
    checker: Object.create(checker, { getTypeAtLocation: { value: getTypeAtLocation } }) as ts.TypeChecker,
  };
}
