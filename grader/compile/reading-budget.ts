import type { ts, TypeScript } from "./typescript.ts";

/**
 * How many nodes of a submission our own finders may come to, each as often as it is looked at: functions are read anew for every loop that calls
 * them. A page of code takes some thousands, 160 KB of loops that call functions a million; what is made to be slow takes tens of millions.
 */
const MOST_VISITS = 3_000_000;

/** So much of the code hangs together that it cannot be looked through. */
export class TooMuchToRead extends Error {
  override readonly name = "TooMuchToRead";
}

/**
 * The compiler for the finders of one submission. All of them go through trees by its `forEachChild`, which counts: a count, and no time, so that
 * a verdict is the same on every machine.
 *
 * @throws TooMuchToRead from `forEachChild`
 */
export function countingVisits(compiler: TypeScript): TypeScript {
  let left = MOST_VISITS;
  const forEachChild: TypeScript["forEachChild"] = (node: ts.Node, ...visitors) => {
    left -= 1;
    if (left < 0) throw new TooMuchToRead();
    return compiler.forEachChild(node, ...visitors);
  };
  return Object.create(compiler, { forEachChild: { value: forEachChild } }) as TypeScript;
}
