import type { Run } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { samePlace } from "./place.ts";

/** Where what is waited for on `queued` was made; null when the text of the submission leaves that open. */
export type MadeAt = (kind: string, queued: Position | null) => Position | null;

/** By the await itself, or as the only one of its kind. */
export function knownMakers(makers: Run["makers"]): MadeAt {
  return (kind, queued) => {
    const alike = (makers ?? []).filter((maker) => maker.kind === kind);
    const own = alike.find(({ awaits }) => queued !== null && awaits.some((at) => samePlace(at, queued)));
    return (own ?? (alike.length === 1 ? alike[0] : undefined))?.at ?? null;
  };
}
