import type { Run } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import type { KnownAwaits } from "../story/awaits.ts";
import type { Explanation } from "../explanation.ts";
import { capital, placeKey, showLine } from "../story/place.ts";
import { tellStory, type Wait } from "../story/story.ts";

/** Two tasks both had read something when one of them wrote: what the first wrote is lost. Null when that did not happen, or does not show in the text. */
export function explainLostUpdate(run: Run): Explanation | null {
  const { waits, awaits } = tellStory(run);
  const inOrder = waits.toSorted((a, b) => a.beganRow - b.beganRow);
  return lostVariable(inOrder, awaits) ?? lostInObject(run, inOrder);
}

/** Two calls of one function were both between reading a variable and writing it. */
function lostVariable(waits: readonly Wait[], awaits: KnownAwaits): Explanation | null {
  /** By the await: what went on last in it, and in which call. */
  const last = new Map<string, { readonly frame: number; readonly wait: Wait }>();
  for (const wait of waits) {
    for (const { frame, at } of wait.frames) {
      const name = awaits.outdates(at);
      if (name === null) continue;
      const key = placeKey(at);
      const before = last.get(key);
      if (before !== undefined && before.frame !== frame && before.wait.endedRow > wait.beganRow) {
        return {
          code: "lost-update",
          message: `\`${name}\` is read before the wait on ${showLine(at, at)} and written after it, and two calls were there at the same time: the one that writes last does not know what the other wrote.`,
          hint: "May anybody else change it between the reading and the writing? If not, what keeps them from it?",
          at,
          costMs: 0,
        };
      }
      last.set(key, { frame, wait });
    }
  }
  return null;
}

/** From the end of the reading to the end of the writing, in rows of the trace. */
interface Update {
  readonly fromRow: number;
  readonly toRow: number;
}

/** The same with something that an object keeps and gives out by its methods. */
function lostInObject(run: Run, waits: readonly Wait[]): Explanation | null {
  for (const { read, write, holder, key, between } of run.text?.updates ?? []) {
    const updates = between === undefined ? updatesByCalls(waits, read, write) : updatesAround(waits, between);
    if (!hasOverlap(updates)) continue;
    const same = key === "" ? "" : `where both mean the same \`${key}\`, `;
    return {
      code: "lost-update",
      message:
        `${capital(showLine(read, read))} reads from \`${holder}\`, and ${showLine(write, read)} writes back what was worked out from that. ` +
        `Two calls were between these lines at the same time: ${same}the one that writes last does not know what the other wrote.`,
      hint: "May anybody else change it between the reading and the writing? If not, what keeps them from it?",
      at: read,
      costMs: 0,
    };
  }
  return null;
}

function updatesByCalls(waits: readonly Wait[], read: Position, write: Position): readonly Update[] {
  const [readKey, writeKey] = [placeKey(read), placeKey(write)];
  const readIn = new Map<number, number>();
  const updates: Update[] = [];
  for (const { frames, endedRow } of waits) {
    const places = new Set(frames.map(({ at }) => placeKey(at)));
    if (places.has(readKey)) for (const { frame } of frames) readIn.set(frame, endedRow);
    const caller = places.has(writeKey) ? frames.findLast(({ frame }) => readIn.has(frame)) : undefined;
    if (caller !== undefined) updates.push({ fromRow: readIn.get(caller.frame)!, toRow: endedRow });
  }
  return updates;
}

/** Each call's waits there, one after the other in a loop. */
function updatesAround(waits: readonly Wait[], between: readonly Position[]): readonly Update[] {
  const places = new Set(between.map(placeKey));
  return waits.flatMap(({ frames, beganRow, endedRow }) =>
    frames.some(({ at }) => places.has(placeKey(at))) ? [{ fromRow: beganRow, toRow: endedRow }] : [],
  );
}

function hasOverlap(updates: readonly Update[]): boolean {
  let until = Number.NEGATIVE_INFINITY;
  for (const { fromRow, toRow } of updates.toSorted((a, b) => a.fromRow - b.fromRow)) {
    if (fromRow < until) return true;
    until = Math.max(until, toRow);
  }
  return false;
}
