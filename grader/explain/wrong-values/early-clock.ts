import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { samePlace, showLine } from "../story/place.ts";
import type { Said } from "../story/said.ts";
import { tellStory } from "../story/story.ts";

/** A time that was asked for before a wait, when the one that should have been told is that of the end of this wait. */
export function explainEarlyClock(run: Run, { want, got }: Said): Explanation | null {
  const clocks = run.text?.earlyClocks ?? [];
  if (isCutOff(run) || clocks.length === 0) return null;
  const [wanted, told] = [numbersIn(want), numbersIn(got)];
  const pairs = told.flatMap((number, i) =>
    wanted[i] === undefined || wanted[i] === number ? [] : [[number, wanted[i]]],
  );
  const [pair] = pairs;
  if (pair === undefined) return null;
  const [fromUs, toUs] = pair.map((ms) => Math.round(ms! * 1000));
  for (const { name, at, read, awaits } of clocks) {
    const wait = tellStory(run).waits.find(
      ({ frames, beganUs, endedUs }) =>
        beganUs === fromUs &&
        endedUs === toUs &&
        frames.some((frame) => awaits.some((each) => samePlace(each, frame.at))),
    );
    const place = wait?.frames.find((frame) => awaits.some((each) => samePlace(each, frame.at)))?.at;
    if (wait === undefined || place === undefined) continue;
    return {
      code: "early-clock",
      message: `\`${name}\` is the time that ${showLine(at, at)} asked for, at ${showDuration(wait.beganUs / 1000)}; ${showLine(place, at)} then waited until ${showDuration(wait.endedUs / 1000)}, and only after that ${showLine(read, at)} used it.`,
      hint: `Which moment should line ${read.line} tell of, and which of the lines before it comes to that moment?`,
      at,
      costMs: 0,
    };
  }
  return null;
}

function numbersIn(text: string): readonly number[] {
  return Array.from(text.matchAll(/\d+(?:\.\d+)?/gu), ([number]) => Number(number));
}
