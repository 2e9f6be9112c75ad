import type { Scenario } from "../spec/index.ts";
import type { Position } from "../values/index.ts";
import { isElapsed } from "./behind-values.ts";
import type { CheckOutcome } from "./outcome.ts";

export interface Evaluated {
  readonly scenario: Scenario;
  readonly outcomes: readonly (CheckOutcome | null)[];
  /** The same, where of several causes that fit the one at this place is told. */
  again(known: Position): readonly (CheckOutcome | null)[];
}

/**
 * One mistake costs time in several scenarios, and chance lets other waits cost just as much in some of them: what is told of each is what fits the most of
 * them. Nothing but what is said changes. Hidden scenarios have no say.
 */
export function agreeing(all: readonly Evaluated[]): readonly (readonly (CheckOutcome | null)[])[] {
  const own = all.map(latePlace);
  const places = new Map(own.flatMap((at, i) => (at === null || all[i]!.scenario.hidden ? [] : [[lineKey(at), at]])));
  const lines = new Set(own.map((at) => (at === null ? null : lineKey(at))));
  if (lines.size < 2) return all.map(({ outcomes }) => outcomes);
  const fitting = all.map((each, i) => {
    const mine = own[i] ?? null;
    if (mine === null) return new Map<string, readonly (CheckOutcome | null)[]>();
    const byPlace = new Map([[lineKey(mine), each.outcomes]]);
    for (const [key, at] of places) {
      if (byPlace.has(key)) continue;
      const outcomes = each.again(at);
      const now = latePlace({ scenario: each.scenario, outcomes });
      if (now !== null && lineKey(now) === key) byPlace.set(key, outcomes);
    }
    return byPlace;
  });
  const fits = (key: string): number => fitting.filter((each, i) => each.has(key) && !all[i]!.scenario.hidden).length;
  return all.map(({ outcomes }, i) => {
    const keys = [...fitting[i]!.keys()];
    const best = keys.toSorted((a, b) => fits(b) - fits(a))[0];
    return best === undefined || fits(best) === fits(keys[0]!) ? outcomes : fitting[i]!.get(best)!;
  });
}

function latePlace({ scenario, outcomes }: Pick<Evaluated, "scenario" | "outcomes">): Position | null {
  const late = outcomes.find(
    (outcome, i) => isElapsed(scenario.checks[i]!) && outcome?.finding?.code === "elapsed-too-long",
  );
  return late?.finding?.at ?? null;
}

function lineKey({ file, line }: Position): string {
  return `${file}:${line}`;
}
