import type { Run } from "../../sandbox/index.ts";
import { type Position, type Span, spanHolds } from "../../values/index.ts";

/** The innermost function that a place stands in; they are listed in the order in which they begin. */
export function functionAround({ text }: Pick<Run, "text">, place: Position): Span | null {
  return text?.functions?.findLast(({ span }) => spanHolds(span, place))?.span ?? null;
}
