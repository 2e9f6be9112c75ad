import { showDuration, type Position } from "../../values/index.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { capital, placeKey, samePlace, showLine } from "../story/place.ts";

/**
 * Each place on the critical path in which the submission slept, in one task or in several one after the other: what the run would
 * be shorter without it.
 */
export function findPauses({ stretches }: CriticalPath): Explanation[] {
  const pauses = new Map<
    string,
    {
      readonly at: Position;
      readonly lengths: number[];
      readonly callers: Set<string>;
      readonly caller: Position | undefined;
      /** Who waited for the sleep. */
      readonly waiting: Position | undefined;
    }
  >();
  for (const { wait, fromUs, toUs, steps } of stretches) {
    const at = wait.frames.at(-1)?.at;
    if (at === undefined || wait.kind !== "sleep" || wait.legs.length > 1) continue;
    const known = pauses.get(placeKey(at));
    const outer = steps[0];
    const waiting = steps.findLast((step) => !samePlace(step.at, at))?.at;
    if (known === undefined)
      pauses.set(placeKey(at), { at, lengths: [], callers: new Set(), caller: outer?.at, waiting });
    pauses.get(placeKey(at))!.lengths.push(toUs - fromUs);
    pauses.get(placeKey(at))!.callers.add(outer?.visit ?? "");
  }
  return [...pauses.values()].map(({ at, lengths, callers, caller, waiting }) => {
    const us = lengths.reduce((sum, each) => sum + each, 0);
    const line = capital(showLine(at, at));
    const [first] = lengths;
    const isCall = callers.size === 1 && caller !== undefined && caller.line !== at.line;
    const called = isCall ? `, in what ${showLine(caller, at)} waited for` : "";
    const waited =
      waiting === undefined || waiting.line === at.line ? "" : `, for which ${showLine(waiting, at)} waited`;
    const each = lengths.every((length) => length === first) ? `, ${showDuration(first! / 1000)} each time` : "";
    return {
      code: "pause",
      message:
        lengths.length === 1
          ? `${line} slept for ${showDuration(us / 1000)}${waited}, and the end of the run had to wait for that.`
          : `The end of the run had to wait for ${lengths.length} sleeps on line ${at.line}, one after the other${each}${called}: ${showDuration(us / 1000)} in all.`,
      hint: `What is the sleep on line ${at.line} for? Does anything need it there, and for that long?`,
      at,
      costMs: us / 1000,
    };
  });
}
