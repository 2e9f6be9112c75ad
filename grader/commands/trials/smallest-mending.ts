import type { Repair } from "../../compile/index.ts";

/** How one scenario went with some repairs made. */
export interface TrialOutcome {
  readonly passes: boolean;
  /** Virtual ms; null when it never ended. */
  readonly elapsedMs: number | null;
}

/** What mends one scenario. */
export interface Mending {
  readonly repairs: readonly Repair[];
  readonly elapsedMs: number | null;
  /** Each of these alone mends it, too. */
  readonly others?: readonly Repair[];
}

/**
 * Plays scenarios with these repairs made, one outcome for each; null when there is no program to play, and "enough" when no more should be tried.
 *
 * @param scenarios by their places in the exercise
 * @param next will probably be tried then: its program can be made meanwhile
 */
export type TryOut = (
  repairs: readonly Repair[],
  scenarios: readonly number[],
  next?: Repair,
) => Promise<readonly TrialOutcome[] | null | "enough">;

/** More places at once are no mistake any more, but another program. */
const MOST_AT_ONCE = 3;

/**
 * For each scenario that goes wrong, the smallest set of repairs with which it goes right: one alone where that does, the one that mends the most
 * scenarios; else of all together those without which it goes wrong again. What is not in the map, nothing mends.
 */
export async function smallestMending(
  repairs: readonly Repair[],
  wrong: readonly number[],
  tryOut: TryOut,
): Promise<ReadonlyMap<number, Mending>> {
  const found = new Map<number, Mending>();
  const singles: { readonly repair: Repair; readonly mends: ReadonlyMap<number, TrialOutcome> }[] = [];
  let isEnough = false;
  for (const [i, repair] of repairs.entries()) {
    const outcomes = await tryOut([repair], wrong, repairs[i + 1]);
    isEnough = outcomes === "enough";
    if (outcomes === "enough") break;
    const mends = new Map(
      wrong.flatMap((scenario, i) => (outcomes?.[i]?.passes ? [[scenario, outcomes[i]] as const] : [])),
    );
    singles.push({ repair, mends });
    if (mends.size === wrong.length) break;
  }
  const byMost = singles.toSorted((a, b) => b.mends.size - a.mends.size);
  for (const scenario of wrong) {
    const best = byMost.find(({ mends }) => mends.has(scenario));
    if (best !== undefined)
      found.set(scenario, { repairs: [best.repair], elapsedMs: best.mends.get(scenario)!.elapsedMs });
  }
  const open = wrong.filter((scenario) => !found.has(scenario));
  const together = isEnough || open.length === 0 ? null : await smallestTogether(apart(repairs), open, tryOut);
  for (const [scenario, mending] of together ?? []) found.set(scenario, mending);
  return found;
}

/** So many more are tried once one was found: which of several was meant, other findings may tell. */
const MORE = 8;

/** The first of these repairs with which each of these scenarios goes right, alone, and others that do as well; empty when none does. */
export async function mendingAlone(
  repairs: readonly Repair[],
  scenarios: readonly number[],
  tryOut: TryOut,
): Promise<ReadonlyMap<number, Mending>> {
  let first: { readonly repair: Repair; readonly outcomes: readonly TrialOutcome[] } | null = null;
  const others: Repair[] = [];
  let more = MORE;
  for (const [i, repair] of repairs.entries()) {
    if (first !== null && more-- === 0) break;
    const outcomes = await tryOut([repair], scenarios, repairs[i + 1]);
    if (outcomes === "enough") break;
    if (outcomes === null || !outcomes.every(({ passes }) => passes)) continue;
    if (first === null) first = { repair, outcomes };
    else others.push(repair);
  }
  if (first === null) return new Map();
  const { repair, outcomes } = first;
  return new Map(
    scenarios.map((scenario, i) => [scenario, { repairs: [repair], elapsedMs: outcomes[i]!.elapsedMs, others }]),
  );
}

async function smallestTogether(
  all: readonly Repair[],
  open: readonly number[],
  tryOut: TryOut,
): Promise<ReadonlyMap<number, Mending> | null> {
  if (all.length < 2) return null;
  const whole = await tryOut(all, open);
  if (whole === null || whole === "enough") return null;
  const scenarios = open.filter((_, i) => whole[i]?.passes);
  if (scenarios.length === 0) return null;
  let needed = all;
  let outcomes: readonly TrialOutcome[] = whole.filter(({ passes }) => passes);
  for (const repair of all) {
    const rest = needed.filter((each) => each !== repair);
    if (rest.length === 0) break;
    const without = await tryOut(rest, scenarios);
    if (without === "enough") return null;
    if (without === null || !without.every(({ passes }) => passes)) continue;
    needed = rest;
    outcomes = without;
  }
  if (needed.length > MOST_AT_ONCE) return null;
  return new Map(scenarios.map((scenario, i) => [scenario, { repairs: needed, elapsedMs: outcomes[i]!.elapsedMs }]));
}

/** Those that can be made together: of two that change the same text, the first. */
function apart(repairs: readonly Repair[]): readonly Repair[] {
  const chosen: Repair[] = [];
  for (const repair of repairs) if (!chosen.some((other) => overlap(other, repair))) chosen.push(repair);
  return chosen;
}

function overlap(a: Repair, b: Repair): boolean {
  if (a.path !== b.path) return false;
  return a.edits.some((one) =>
    b.edits.some((other) => one.start <= other.end && other.start <= one.end && !isSame(one, other)),
  );
}

/** As two imports of the same name are. */
function isSame(one: Repair["edits"][number], other: Repair["edits"][number]): boolean {
  return one.start === other.start && one.end === other.end && one.text === other.text;
}
