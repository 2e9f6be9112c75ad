import { showDuration, type Position } from "../../values/index.ts";
import type { RequestRecord, Run } from "../../sandbox/index.ts";
import type { CriticalPath, Stretch } from "../story/critical-path.ts";
import { requestKey } from "../story/request-key.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { placeKey, samePlace, showLine } from "../story/place.ts";
import { requestsOn } from "../story/requests-on.ts";

/** Waits on the critical path for an answer that another line of the submission had asked for before, whether it had got one or not. */
export function findAskedAgain({ requests }: Run, { stretches }: CriticalPath): Explanation[] {
  const firstAsked = new Map<
    string,
    { readonly stretch: Stretch; readonly index: number; readonly request: RequestRecord }
  >();
  const found = new Map<string, Again>();
  const waitedFor = requestsOn(requests, stretches);
  for (const [index, stretch] of stretches.entries()) {
    const request = waitedFor.get(stretch);
    if (request === undefined || stretch.steps.length === 0) continue;
    const asked = requestKey(request);
    const before = firstAsked.get(asked);
    if (before === undefined) {
      firstAsked.set(asked, { stretch, index, request });
      continue;
    }
    const [first, at] = callsOf(before.stretch, stretch);
    // The same line again is a retry, or looks whether something has changed.
    if (!samePlace(first, at)) {
      const known = found.get(placeKey(at)) ?? { first, at, failed: failureOf(before.request), us: 0, times: 0 };
      found.set(placeKey(at), {
        ...known,
        us: known.us + usAgain(stretches, before.index, index),
        times: known.times + 1,
      });
    }
  }
  return [...found.values()].map(explain);
}

/** The request, and what was then done with its answer if that was the same both times. */
function usAgain(stretches: readonly Stretch[], first: number, second: number): number {
  const lengthOf = ({ fromUs, toUs }: Stretch) => toUs - fromUs;
  let us = lengthOf(stretches[second]!);
  for (let i = 1; first + i < second && second + i < stretches.length; i++) {
    const [one, other] = [stretches[first + i]!, stretches[second + i]!];
    const [a, b] = [one, other].map(({ wait }) => wait.frames.at(-1)?.at);
    const isSame = a !== undefined && b !== undefined && samePlace(a, b) && lengthOf(one) === lengthOf(other);
    if (!isSame || other.wait.kind === "request") break;
    us += lengthOf(other);
  }
  return us;
}

/**
 * The same line that asked again and again for what it had got a good answer to. It may have had to, when an answer changes with time: tell it only when
 * that cost just what was lost.
 */
export function findAskedMore({ requests }: Run, { stretches }: CriticalPath): Explanation[] {
  const waitedFor = requestsOn(requests, stretches);
  const sent = stretches.flatMap((stretch) => {
    const request = waitedFor.get(stretch);
    const at = (stretch.steps.at(-2) ?? stretch.steps.at(-1))?.at;
    return request === undefined || at === undefined || failureOf(request) !== null ? [] : [{ stretch, request, at }];
  });
  return groupedBy(sent, ({ at }) => placeKey(at)).flatMap((all) => {
    const known = new Set<string>();
    const again = all.filter(({ request }) => {
      const asked = requestKey(request);
      return known.has(asked) || !known.add(asked);
    });
    return again.length === 0 || (known.size === 1 && hasPause(stretches, all[0]!.stretch, all.at(-1)!.stretch))
      ? []
      : [
          explainMore(
            again.map(({ stretch }) => stretch),
            all[0]!.at,
          ),
        ];
  });
}

/** Who pauses before the same is asked for again looks whether the answer has changed. */
function hasPause(stretches: readonly Stretch[], first: Stretch, last: Stretch): boolean {
  return stretches.slice(stretches.indexOf(first), stretches.indexOf(last)).some(({ wait }) => wait.kind === "sleep");
}

function explainMore(again: readonly Stretch[], at: Position): Explanation {
  const us = again.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
  return {
    code: "asked-again",
    message:
      `Line ${at.line} asked ${again.length === 1 ? "once" : `${again.length} times`} for what had been asked for just so before, and answered: ` +
      `${showDuration(us / 1000)} in all.`,
    hint: `What becomes of an answer when line ${at.line} has it, and what has to be looked at before the same is asked for again?`,
    at,
    costMs: us / 1000,
  };
}

interface Again {
  readonly first: Position;
  readonly at: Position;
  /** How it had failed; null when there had been a good answer. */
  readonly failed: string | null;
  readonly us: number;
  readonly times: number;
}

function explain({ first, at, failed, us, times }: Again): Explanation {
  const line = showLine(first, at);
  const often = times === 1 ? "" : ` ${times} times`;
  return {
    code: "asked-again",
    message:
      (failed === null
        ? `What line ${at.line} waited for${often} had been asked for before, on ${line}. `
        : `Line ${at.line} asked again${often} for what ${line} had asked for, where ${failed}. `) +
      `Asking again took ${showDuration(us / 1000)}.`,
    hint:
      failed === null
        ? `What does line ${at.line} need that ${line} did not give?`
        : "May it be asked for again after that, and how often?",
    at,
    costMs: us / 1000,
  };
}

function failureOf({ status }: RequestRecord): string | null {
  if (status !== null && status < 400) return null;
  return status === null ? "no answer had come" : `the answer had been ${status}`;
}

/** The calls that led to the two requests, which are often sent by a function of their own: in a task of their own only where nothing else tells them apart. */
function callsOf(first: Stretch, second: Stretch): readonly [Position, Position] {
  const own = [first, second].map(({ steps, task }) => steps.filter((step) => step.task === task));
  const [a, b] = own.map(
    (steps, i) => (steps.at(-2) ?? [first, second][i]!.steps.at(-2) ?? [first, second][i]!.steps.at(-1)!).at,
  );
  if (!samePlace(a!, b!)) return [a!, b!];
  // The same function may have been called in two places.
  const outward = ({ steps }: Stretch) => steps.slice(0, -1).toReversed();
  const [one, other] = [outward(first), outward(second)];
  const out = one.findIndex(({ at }, i) => other[i] !== undefined && !samePlace(at, other[i].at));
  const [c, d] = [first, second].map(({ steps }, i) => ([one, other][i]![out] ?? steps.at(-2) ?? steps.at(-1)!).at);
  return [c!, d!];
}
