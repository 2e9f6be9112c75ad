import type { ProgramLateValue } from "../../compile/index.ts";
import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import type { Explanation } from "../explanation.ts";
import { samePlace, showLine } from "../story/place.ts";
import { tasksRunning } from "../story/tasks-running.ts";
import { tellStory, type Story } from "../story/story.ts";

/**
 * A variable that one function read before another had given it its first value; null when no run of the text shows that. When it was read is known
 * by what came after that at the earliest: the next wait of the call, or the end of its task.
 */
export function explainReadEarly(run: Run): Explanation | null {
  const story = tellStory(run);
  for (const late of run.text?.lateValues ?? []) {
    const given = firstGiven(story, late);
    // Past the limit of a trace, another wait there may have been over sooner.
    if (given === null || given.row >= (run.trace.cutFrom ?? Number.POSITIVE_INFINITY)) continue;
    for (const read of late.reads) {
      const row = readBefore(run, story, read);
      if (row === null || row > given.row) continue;
      const when = given.us === null ? "" : `, at ${showDuration(given.us / 1000)}`;
      return {
        code: "read-early",
        message: `\`${late.name}\` gets its value only after the wait on ${showLine(given.at, read.at)}${when}: line ${read.at.line} had read it before that.`,
        hint: `What does line ${read.at.line} have to wait for, and does that come only when the value is there?`,
        at: read.at,
        costMs: 0,
      };
    }
  }
  return null;
}

interface Given {
  readonly at: ProgramLateValue["after"][number];
  readonly row: number;
  /** Null when that had not come by the end. */
  readonly us: number | null;
}

/** When the first of the waits was over that come before it gets a value; null when one of them was never come to, or nobody saw it. */
function firstGiven({ waits, endRow }: Story, { after }: ProgramLateValue): Given | null {
  let first: Given | null = null;
  for (const at of after) {
    const own = waits.filter(({ frames }) => frames.some((each) => samePlace(each.at, at)));
    if (own.length === 0) return null;
    // What an await waits for may wait several times: the shortest that it can have taken.
    const end = own.reduce((a, b) => (b.endedRow < a.endedRow ? b : a));
    const us = end.endedRow >= endRow ? null : end.endedUs;
    if (first === null || end.endedRow < first.row) first = { at, row: end.endedRow, us };
  }
  return first;
}

/** A row before which it was read; null when nothing tells. */
function readBefore(run: Run, { waits, tasks }: Story, read: ProgramLateValue["reads"][number]): number | null {
  const { until } = read;
  if (until !== null) {
    const began = waits
      .filter(({ frames }) => frames.some(({ at }) => samePlace(at, until)))
      .map(({ beganRow }) => beganRow);
    return began.length === 0 ? null : Math.min(...began);
  }
  const own = tasksRunning(run, read);
  const ends = own.map(({ id }) => tasks.get(id)?.endedRow ?? Number.POSITIVE_INFINITY);
  return ends.length === 0 ? null : Math.min(...ends);
}
