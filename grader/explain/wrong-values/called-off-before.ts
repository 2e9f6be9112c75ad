import type { Run } from "../../sandbox/index.ts";
import { type Position, showDuration, spanHolds } from "../../values/index.ts";
import { cancelsOf } from "../story/cancels.ts";
import { functionAround } from "../story/function-around.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { isBefore, showLine } from "../story/place.ts";
import { stepsBetween } from "../story/steps.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";
import { waitsIn } from "../story/waits-by.ts";
import { limitIndex } from "./time-up.ts";

interface CalledOff {
  readonly message: string;
  readonly hint: string;
  readonly at: Position;
}

/**
 * Just as many calls as a number lacks were on their way to the line that adds to it, and were called off at an await before it: by a time limit, or since
 * their task was cancelled.
 */
export function calledOffBefore(run: Run, place: Position, lacking: number): CalledOff | null {
  const around = functionAround(run, place);
  if (around === null || lacking < 1) return null;
  const story = tellStory(run);
  const isOnTheWay = ({ at }: { readonly at: Position }): boolean =>
    isBefore(at, place) && spanHolds(around, at) && functionAround(run, at) === around;
  const last = story.waits.flatMap((wait) => {
    const frame = wait.frames.find(isOnTheWay);
    if (frame === undefined || waitsIn(story, frame.frame).at(-1) !== wait) return [];
    const by = calledOffBy(run, story, wait);
    return by === null ? [] : [{ wait, by, at: frame.at, frame: frame.frame }];
  });
  const calls = groupedBy(last, ({ frame }) => frame).map(([first]) => first!);
  const [first] = calls;
  if (first === undefined || calls.length !== lacking) return null;
  const task = recordOf(run, first.wait.task);
  const who = task === undefined ? "One call" : showTask(task);
  const others = calls.length === 1 ? "" : `, nor did ${calls.length - 1} more`;
  const { by, wait } = first;
  const when = showDuration(wait.endedUs / 1000);
  const line = showLine(place, by.at);
  return {
    message: `${who} did not come to ${line}${others}: on the way there, on ${showLine(first.at, by.at)}, ${
      by.isLimit
        ? `the time that ${showLine(by.at, by.at)} gives was up at ${when}`
        : `it was stopped at ${when}, since ${showLine(by.at, by.at)} had cancelled it`
    }.`,
    hint: by.isLimit
      ? "What is that time meant for, and does what was called off here belong to it?"
      : `What still has to be done at that moment, and should ${showLine(by.at, by.at)} stop this task?`,
    at: by.at,
  };
}

function calledOffBy(run: Run, story: Story, wait: Wait): { readonly at: Position; readonly isLimit: boolean } | null {
  if (wait.endedRow >= story.endRow) return null;
  if (wait.cut) {
    const at = wait.frames[limitIndex(story, wait)]?.at;
    return at === undefined ? null : { at, isLimit: true };
  }
  if (recordOf(run, wait.task)?.state !== "cancelled") return null;
  const row = cancelsOf(run.trace, wait.task).findLast((each) => each <= wait.endedRow);
  // Who has taken a step since then has had the CancelledError already, and waits on to tidy up.
  if (row === undefined || stepsBetween(run.trace, wait.task, row, wait.endedRow)) return null;
  const at = run.trace.site[row];
  return at == null ? null : { at, isLimit: false };
}
