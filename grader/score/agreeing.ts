import type { KnownCause } from "../explain/index.ts";
import type { Scenario } from "../spec/index.ts";
import { isElapsed } from "./behind-values.ts";
import type { CheckOutcome } from "./outcome.ts";

export interface Evaluated {
  readonly scenario: Scenario;
  readonly outcomes: readonly (CheckOutcome | null)[];
  /** The same, where of several causes that fit this one is told. */
  again(known: KnownCause): readonly (CheckOutcome | null)[];
}

/**
 * One mistake costs time in several scenarios, and chance lets other waits cost just as much in some of them: what is told of each is what fits the most of
 * them. Nothing but what is said changes. Hidden scenarios have no say.
 */
export function agreeing(all: readonly Evaluated[]): readonly (readonly (CheckOutcome | null)[])[] {
  const own = all.map(causeIn);
  const open = own.filter((cause, i) => cause !== null && !all[i]!.scenario.hidden);
  const causes = new Map(open.map((cause) => [causeKey(cause!), cause!]));
  if (new Set(own.map((cause) => cause && causeKey(cause))).size < 2) return all.map(({ outcomes }) => outcomes);
  const fitting = all.map((each, i) => {
    const mine = own[i] ?? null;
    if (mine === null) return new Map<string, readonly (CheckOutcome | null)[]>();
    const byCause = new Map([[causeKey(mine), each.outcomes]]);
    for (const [key, cause] of causes) {
      if (byCause.has(key)) continue;
      const outcomes = each.again(cause);
      const now = causeIn({ scenario: each.scenario, outcomes });
      if (now !== null && causeKey(now) === key) byCause.set(key, outcomes);
    }
    return byCause;
  });
  const fits = (key: string): number => fitting.filter((each, i) => each.has(key) && !all[i]!.scenario.hidden).length;
  return all.map(({ outcomes }, i) => {
    const keys = [...fitting[i]!.keys()];
    const best = keys.toSorted((a, b) => fits(b) - fits(a))[0];
    return best === undefined || fits(best) === fits(keys[0]!) ? outcomes : fitting[i]!.get(best)!;
  });
}

function causeIn({ scenario, outcomes }: Pick<Evaluated, "scenario" | "outcomes">): KnownCause | null {
  const outcome = outcomes.find((_, i) => isElapsed(scenario.checks[i]!));
  return outcome?.cause ?? outcome?.suspect ?? null;
}

/** The same kind, in the same line. */
function causeKey({ code, at }: KnownCause): string {
  return `${code} ${at.file}:${at.line}`;
}
