import type { BrokenRule } from "../compile/index.ts";
import type { ForbiddenCall } from "../sandbox/index.ts";
import type { Rule } from "../spec/index.ts";
import type { Position } from "../values/index.ts";
import type { Graded } from "./score-submission.ts";

/** A rule that is kept as far as the source can tell, and was broken by a run. */
export type BrokenInARun = Omit<BrokenRule, "at" | "more"> & { readonly at: Position | null };

/**
 * What a run called in spite of a `forbid`, without a name or a type that tells it. A line of a hidden scenario would tell about
 * its inputs, and is not given.
 */
export function brokenWhileRunning(input: Graded, entryAt: Position | null): BrokenInARun[] {
  const known = new Set(input.rules.map(({ rule }) => rule.target));
  const calls = callsOf(input);
  return input.exercise.rules.flatMap((rule) => {
    const own =
      rule.kind === "forbid" && !known.has(rule.target) ? calls.filter(({ target }) => target === rule.target) : [];
    const shown = own.find(({ hidden, at }) => !hidden && at !== null) ?? own.find(({ hidden }) => !hidden) ?? own[0];
    return shown === undefined ? [] : [told(rule, shown, entryAt)];
  });
}

interface Call extends ForbiddenCall {
  readonly hidden: boolean;
}

function callsOf({ exercise, runs, explorations = [], replay }: Graded): Call[] {
  return exercise.scenarios.flatMap(({ hidden }, index) =>
    [runs[index], replay?.written[index], explorations[index]]
      .flatMap((seen) => seen?.forbiddenCalls ?? [])
      .map((call) => ({ ...call, hidden })),
  );
}

function told(rule: Rule, { hidden, at }: Call, entryAt: Position | null): BrokenInARun {
  const who = hidden
    ? "the submission called it in a hidden scenario"
    : at === null
      ? "the submission called it when it ran"
      : "this line called it when it ran";
  return {
    rule,
    message: `${rule.target} is not allowed in this exercise, and ${who}.`,
    hint: `Find a way without ${rule.target}.`,
    at: hidden ? null : (at ?? entryAt),
  };
}
