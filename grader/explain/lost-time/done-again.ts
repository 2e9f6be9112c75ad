import type { ProgramCall } from "../../compile/index.ts";
import type { Position } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import type { CriticalPath, PathStep, Stretch } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { capital, placeKey, samePlace, showLine } from "../story/place.ts";
import type { Story } from "../story/story.ts";
import { hasFailedIn } from "./tried-again.ts";

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
export function findDoneAgain(run: Run, story: Story, { stretches }: CriticalPath): Explanation[] {
  const done = doneOn(story, stretches);
  return groupedBy(done, ({ call }) => call.work ?? undefined).flatMap((same) => {
    const again = same.slice(1);
    const [first] = same;
    // Nobody knows before that it has to be tried again.
    if (same.slice(0, -1).some((each) => hasFailedIn(run, stretches.slice(each.from, each.to)))) return [];
    // One right after the other in one place: a loop that does just this, or two that both have to be done.
    if (first === undefined || again.length === 0) return [];
    const isRow = again.every((each, i) => each.from === same[i]!.to && each.caller === first.caller);
    return isRow ? [] : [explain(stretches, first, again)];
  });
}

function explain(stretches: readonly Stretch[], first: Done, again: readonly Done[]): Explanation {
  const { call } = again[0]!;
  const us = again.reduce((sum, each) => sum + each.us, 0);
  const isLoop = placeKey(again[0]!.at) === placeKey(first.at);
  const other = isLoop ? otherCaller(stretches[first.from]!, stretches[again[0]!.from]!) : null;
  const at = other !== null && other.task !== stretches[again[0]!.from]!.task ? other.at : again[0]!.at;
  const line = showLine(again[0]!.at, at);
  const called =
    other === null || again.length > 1 ? "" : ` The second time ${showLine(other.at, at)} had to wait for that.`;
  const given = call.inputs === 0 ? "" : " and with the same arguments";
  const name = `${call.name}()`;
  return {
    code: "done-again",
    message: isLoop
      ? `${capital(line)} waited for ${name} ${again.length + 1} times${given === "" ? "" : ", with the same arguments"}.${called}`
      : `Line ${at.line} waited for ${name}, as ${showLine(first.at, at)} had before${given}.`,
    hint: isLoop
      ? called === ""
        ? `What do the later ones need that the first ${name} did not give?`
        : `What did ${showLine(other!.at, at)} need at once that the first ${name} had not given?`
      : `What does line ${at.line} need that ${showLine(first.at, at)} did not give?`,
    at,
    costMs: us / 1000,
  };
}

/** Where the two came from, nearest to the call, when the same line made both calls. */
function otherCaller({ steps: first }: Stretch, { steps: second }: Stretch): PathStep | null {
  for (let i = 1; i <= Math.min(first.length, second.length); i++) {
    const [one, other] = [first.at(-i)!, second.at(-i)!];
    if (!samePlace(one.at, other.at)) return other;
  }
  return null;
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
