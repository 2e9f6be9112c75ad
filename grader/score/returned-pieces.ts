import { isMendedLine, type Mended } from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { Position } from "../values/index.ts";
import type { Finding } from "./grade.ts";
import { type cutOtherwise, leftOut, type WrongList } from "./list-difference.ts";

/** The right items in other pieces than they should be. */
export function cutUp(
  run: Run,
  { given, wanted }: NonNullable<ReturnType<typeof cutOtherwise>>,
  what: string,
  mended: Mended | null = null,
): Finding {
  return {
    code: "returned-other",
    message: `${what}. All items are there and in order, but ${given === null ? "in no lists of their own" : `in ${lists(given)}`}; ${wanted === null ? "one plain list is" : `${lists(wanted)} ${wanted.length === 1 ? "is" : "are"}`} expected`,
    hint:
      given === null || wanted === null
        ? "Where results are put into the list: is it the items that go in, or a list of them?"
        : "What decides that a piece is full, and is that looked at before or after the next item goes in?",
    at: given === null || wanted === null ? null : onlyCut(run, mended),
  };
}

export function wronglySized(
  run: Run,
  { given, wanted }: { given: readonly number[]; wanted: readonly number[] },
  what: string,
  mended: Mended | null = null,
): Finding {
  const at = onlyCut(run, mended);
  return {
    code: "returned-other",
    message: `${what}. The result is in ${lists(given)}, where ${lists(wanted)} ${wanted.length === 1 ? "is" : "are"} expected`,
    hint: `What decides${at === null ? "" : ` on line ${at.line}`} where each piece begins and ends?`,
    at,
  };
}

/** The line that decides about the size of pieces, when only one does, or one of them was mended. */
export function onlyCut(run: Run, mended: Mended | null = null): Position | null {
  const cuts = run.text?.cuts ?? [];
  if (cuts.length === 1) return cuts[0]!;
  return mended === null ? null : (cuts.find((at) => isMendedLine(mended, at)) ?? null);
}

function lists(all: readonly number[]): string {
  return all.length === 1 ? `a list of ${sizes(all)}` : `lists of ${sizes(all)}`;
}

function sizes(all: readonly number[]): string {
  const shown = all.slice(0, mostSizes).map(String);
  if (all.length > mostSizes) return `${shown.join(", ")}, …`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

const mostSizes = 6;

/** Nobody has to have worked for what has no value: it is not missing because something was not waited for. Null when more than that is wrong. */
export function withoutEmpty({ path, wanted, items }: WrongList, what: string): Finding | null {
  const places = leftOut(wanted, items);
  if (places === null || !places.every((place) => wanted[place]!.kind === "null")) return null;
  const names = places.slice(0, 3).map((place) => `${path}[${place}]`);
  const more = places.length > names.length ? ", …" : "";
  return {
    code: "returned-other",
    message: `${what}. The other items are right: what should stand at ${names.join(", ")}${more} and has no value is left out`,
    hint: "Which line takes items without a value out of the list, or does not put them in?",
    at: null,
  };
}
