import type { ProgramCall } from "../compile/index.ts";
import type { Position } from "../values/index.ts";
import type { CriticalPath, Stretch } from "./critical-path.ts";
import type { Explanation } from "./explanation.ts";
import { groupedBy } from "./grouped-by.ts";
import { placeKey, showLine } from "./place.ts";
import type { Story } from "./story.ts";

/** One call as the end of the run had to wait for it. */
interface Done {
  readonly call: ProgramCall;
  /** Which running call of the submission's made it. */
  readonly caller: string;
  readonly at: Position;
  readonly us: number;
  /** Index of its first stretch, and of the one after its last. */
  readonly from: number;
  readonly to: number;
}

/**
 * Calls on the critical path that ran one function with the same arguments once more, though it does the same each time as far as the text tells.
 * That it need not have run again nobody knows: tell it only when it cost just what was lost.
 */
export function findDoneAgain(story: Story, { stretches }: CriticalPath): Explanation[] {
  const done = doneOn(story, stretches);
  return groupedBy(done, ({ call }) => call.work ?? undefined).flatMap((same) => {
    const again = same.slice(1);
    const [first] = same;
    // One right after the other in one place: a loop that does just this, or two that both have to be done.
    if (first === undefined || again.length === 0) return [];
    const isRow = again.every((each, i) => each.from === same[i]!.to && each.caller === first.caller);
    return isRow ? [] : [explain(first, again)];
  });
}

function explain(first: Done, again: readonly Done[]): Explanation {
  const { call, at } = again[0]!;
  const us = again.reduce((sum, each) => sum + each.us, 0);
  const isLoop = placeKey(at) === placeKey(first.at);
  const given = call.inputs === 0 ? "" : " and with the same arguments";
  const name = `${call.name}()`;
  return {
    code: "done-again",
    message: isLoop
      ? `Line ${at.line} waited for ${name} ${again.length + 1} times${given === "" ? "" : ", with the same arguments"}.`
      : `Line ${at.line} waited for ${name}, as ${showLine(first.at, at)} had before${given}.`,
    hint: isLoop
      ? `What does each round need that the first ${name} did not give?`
      : `What does line ${at.line} need that ${showLine(first.at, at)} did not give?`,
    at,
    costMs: us / 1000,
  };
}

/** In the order of time. */
function doneOn(story: Story, stretches: readonly Stretch[]): Done[] {
  const found = new Map<string, Done>();
  for (const [index, stretch] of stretches.entries()) {
    const us = stretch.toUs - stretch.fromUs;
    for (const { key, ...called } of calledIn(story, stretch)) {
      const known = found.get(key) ?? { ...called, us: 0, from: index, to: index };
      found.set(key, { ...known, us: known.us + us, to: index + 1 });
    }
  }
  return [...found.values()].toSorted((a, b) => a.from - b.from);
}

interface Called extends Pick<Done, "call" | "caller" | "at"> {
  readonly key: string;
}

/** Each call that the stretch went by in. */
function calledIn({ calls, tasks }: Story, { steps, task }: Stretch): Called[] {
  const awaited = steps.map(({ at, frame, visit }) => ({ at, caller: `frame ${frame}`, key: `${frame} ${visit}` }));
  const own = tasks.get(task);
  const made = own?.createdAt ?? null;
  const all = made === null ? awaited : [...awaited, { at: made, caller: `task ${own!.creator}`, key: `task ${task}` }];
  return all.flatMap((each) => {
    const call = calls.get(placeKey(each.at));
    return call === undefined || call.work === null ? [] : [{ ...each, call }];
  });
}
