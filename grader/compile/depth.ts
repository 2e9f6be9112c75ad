import type { TypeScript, ts } from "./typescript.ts";

/** Levels of the syntax tree. A page of nested callbacks has about eighty; the checker's stack holds twice as many as this. */
const MAX_DEPTH = 400;

/** The text is nested deeper than the checker can follow. */
export class TooDeep extends Error {
  override readonly name = "TooDeep";
}

/**
 * The limit is a number of levels and not the end of the stack, so that every machine and every version of Node draws it at the
 * same place. The walk itself uses no stack.
 *
 * @throws TooDeep
 */
export function refuseTooDeep(ts: TypeScript, file: ts.SourceFile): void {
  let level: ts.Node[] = [file];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw new TooDeep();
    const next: ts.Node[] = [];
    for (const node of level) ts.forEachChild(node, (child) => void next.push(child));
    level = next;
  }
}
