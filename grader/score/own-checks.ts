import { Fraction } from "fraction.js";
import { z } from "zod";
import type { Check } from "../spec/index.ts";
import { snapshotToJson, type Position, type Snapshot } from "../values/index.ts";
import { toFraction, toPoints } from "./fractions.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";

type OwnCheckOutcome = Extract<Check, { kind: "own" }>;

const text = z.string().trim().min(1).max(1000);

const ownCheck = z.strictObject({
  category: z.enum(["concurrency", "returns", "states"]),
  title: text,
  passed: z.union([z.boolean(), z.number().min(0).max(1)]),
  message: text.nullish(),
  hint: text.nullish(),
  line: z.int().min(1).nullish(),
});

/** A third, divided by a computer, is a third again; but nothing below one becomes one. */
function shareOf(share: number): Fraction {
  const near = new Fraction(share).simplify(1e-9);
  return share < 1 && near.gte(1) ? new Fraction(Math.floor(share * 1_000_000), 1_000_000) : near;
}

/**
 * What `checks.ts` gave for one run, as checks of that scenario.
 *
 * @param file where the lines are
 * @returns or a sentence about what is wrong with it
 */
export function readOwnChecks(given: Snapshot, place: Position, file: string): readonly Check[] | string {
  const read = z.array(ownCheck).max(1000).safeParse(snapshotToJson(given));
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue!.path.length === 0 ? "" : ` at ${issue!.path.map((key) => `[${String(key)}]`).join("")}`;
    return `it has to return a list of { category, title, passed, message?, hint?, line? }${where}: ${issue!.message}`;
  }
  const titles = new Set<string>();
  for (const { title, passed: share, message } of read.data) {
    if (titles.has(title)) return `it returns two checks with the title "${title}"`;
    titles.add(title);
    if (share !== true && share !== 1 && (message ?? null) === null) {
      return `its check "${title}" failed without a message for the learner`;
    }
  }
  return read.data.map(({ category, title, passed: share, message, hint, line }) => ({
    kind: "own",
    category,
    title,
    weight: 1,
    why: null,
    at: place,
    earned: toPoints(shareOf(Number(share))),
    message: message ?? null,
    hint: hint ?? null,
    place: (line ?? null) === null ? null : { file, line: line!, column: 1 },
  }));
}

export function checkOwn({ earned, message, hint, place }: OwnCheckOutcome): CheckOutcome {
  if (earned.n === earned.d) return passed;
  const at: Position | null = place;
  return failed({ code: "own-check", message: message ?? "this check did not pass", hint, at }, toFraction(earned));
}
