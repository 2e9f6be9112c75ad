import type { Position } from "../../values/index.ts";
import type { OwnPiece } from "./pieces.ts";

/** In the innermost call that all of these works belong to, where the first of them was begun; null when they have no call in common. */
export function sharedPlace(works: readonly OwnPiece[]): Position | null {
  const [first, ...others] = works;
  const shared = first?.wait.frames.findLast(({ frame }) =>
    others.every(({ wait }) => wait.frames.some((each) => each.frame === frame)),
  );
  return shared?.at ?? null;
}
