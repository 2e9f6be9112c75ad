import { groupedBy } from "./grouped-by.ts";
import { firstNotBefore, lastBelow } from "./in-order.ts";
import { placeKey } from "./place.ts";
import type { Story, Wait } from "./story.ts";
import { isWork, worksBefore } from "../beside-the-solution/work-order.ts";

/** One piece of work of a run: a sleep, a request. Those of two runs with the same inputs can be told to be the same ones. */
export interface Piece {
  /** What the two runs know it by: `sleep(70)`, `request GET https://…`. */
  readonly what: string;
  /** Which of those that are alike, in the order in which they began. */
  readonly nr: number;
  readonly beganUs: number;
  readonly endedUs: number;
  readonly task: number;
  /** A key for the place that it stands in. */
  readonly site: string;
  /** What had to be over before it began. */
  readonly before: Pick<Piece, "what" | "nr" | "task"> | null;
  /** A time limit ended it. */
  readonly cut: boolean;
  /** It began when its task had got a lock or a place for that it had stood in a queue. */
  readonly isQueued: boolean;
}

export interface OwnPiece extends Piece {
  readonly wait: Wait;
}

/** By what they are known by, each list in the order in which they began. */
export type Pieces<P extends Piece = Piece> = ReadonlyMap<string, readonly P[]>;

export function piecesIn(story: Story): Pieces<OwnPiece> {
  const works = [...story.tasks.values()].flatMap(({ waits }) => waits).filter(isWork);
  works.sort((a, b) => a.beganRow - b.beganRow);
  const kinds = groupedBy(works, knownBy);
  const numbers = new Map(kinds.flatMap((same) => same.map((wait, nr) => [wait, nr] as const)));
  const beforeIn = worksBefore(story);
  const pieceOf = (wait: Wait): OwnPiece => {
    const task = story.tasks.get(wait.task)!;
    const before = beforeIn(task, wait.beganRow);
    const last = lastBelow(task.waits, ({ endedRow }) => endedRow, wait.beganRow);
    const at = wait.frames.at(-1)?.at;
    return {
      what: knownBy(wait),
      nr: numbers.get(wait)!,
      beganUs: wait.beganUs,
      endedUs: wait.endedUs,
      task: wait.task,
      cut: wait.cut,
      site: at === undefined ? "" : placeKey(at),
      before: before && { what: knownBy(before), nr: numbers.get(before)!, task: before.task },
      isQueued: (last?.kind === "lock" || last?.kind === "semaphore") && last.endedUs === wait.beganUs,
      wait,
    };
  };
  return new Map(kinds.map((same) => [knownBy(same[0]!), same.map(pieceOf)]));
}

/** Without where they stand in the code. */
export function withoutWaits(pieces: Pieces<OwnPiece>): Pieces {
  const plain = ({ wait: _wait, ...piece }: OwnPiece): Piece => piece;
  return new Map([...pieces].map(([what, same]) => [what, same.map(plain)]));
}

/** A sleep is known by its length, whatever it was written with. */
export function knownBy({ kind, what, beganUs, endedUs }: Wait): string {
  return kind === "sleep" && !what.startsWith("sleep(") ? `sleep(${(endedUs - beganUs) / 1000})` : what;
}

/** Of a sleep that was not cut short. */
export function lengthOf({ beganUs, endedUs }: Piece): number {
  return endedUs - beganUs;
}

/** How long a sleep is to go on, by what the runtime says of it, in µs; null for what is none. */
export function toldLength(what: string): number | null {
  const ms = /^sleep\((\d+(?:\.\d+)?)\)$/.exec(what)?.[1];
  return ms === undefined ? null : Math.round(Number(ms) * 1000);
}

export function isSleep({ what }: Piece): boolean {
  return what.startsWith("sleep");
}

/** Whether two kinds of work ever go on at the same time. */
export function areSideBySide(pieces: Pieces, first: string, second: string): boolean {
  const [a, b] = [pieces.get(first) ?? [], pieces.get(second) ?? []];
  return a.some((piece, index) => {
    // Each list is in the order in which they began.
    const last = b[firstNotBefore(b, ({ beganUs }) => beganUs < piece.endedUs) - 1];
    return last !== undefined && last.endedUs > piece.beganUs && (a !== b || last.nr !== index);
  });
}
