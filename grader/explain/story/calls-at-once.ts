import type { Position } from "../../values/index.ts";
import { placeKey } from "./place.ts";
import type { Wait } from "./story.ts";

/** The wait with which a second call came to these awaits of a function while another one was still there; null when none did. */
export function callsAtOnce(all: readonly Wait[], awaits: readonly Position[]): Wait | null {
  const keys = new Set(awaits.map(placeKey));
  let last: { readonly frame: number; readonly endedRow: number } | null = null;
  for (const wait of all.toSorted((a, b) => a.beganRow - b.beganRow)) {
    const own = wait.frames.find((each) => keys.has(placeKey(each.at)));
    if (own === undefined) continue;
    if (last !== null && last.frame !== own.frame && last.endedRow > wait.beganRow) return wait;
    if (last === null || wait.endedRow > last.endedRow || last.frame === own.frame)
      last = { frame: own.frame, endedRow: wait.endedRow };
  }
  return null;
}
