import { showDuration } from "../values/index.ts";
import type { Run } from "../sandbox/index.ts";
import { criticalPath } from "./critical-path.ts";
import type { Explanation } from "./explanation.ts";
import { capital, samePlace, showLine } from "./place.ts";
import { tellStory } from "./story.ts";
import { partsOf, visitsAt } from "./visits.ts";

/** More lengths than this are not listed. */
const mostShown = 6;

/**
 * A loop whose rounds went by too quickly: what was tried again comes from somewhere else (a function that was handed in), so that no
 * request tells a try from a pause.
 */
export function findShortRounds(run: Run): Explanation | null {
  const story = tellStory(run);
  const { stretches } = criticalPath(story);
  const depths = Math.max(0, ...stretches.map(({ steps }) => steps.length));
  for (let depth = 0; depth < depths; depth++) {
    const part = partsOf(
      visitsAt(
        stretches.filter(({ steps }) => steps.length > depth),
        depth,
      ),
    ).find(({ visits }) => visits.length > 1);
    // Who takes item after item has to wait for items, and for no pause.
    if (part === undefined || part.visits.some(({ step }) => story.awaits.takes(step.at) === "queue")) continue;
    const [first] = part.visits;
    const pauses = part.visits.filter(({ step }) => !samePlace(step.at, first!.step.at));
    const at = pauses[0]?.step.at ?? first!.step.at;
    const line = capital(showLine(at, at));
    if (pauses.length === 0) {
      return {
        code: "short-rounds",
        message: `${line} waited ${part.visits.length} times, without a pause between.`,
        hint: "Does something have to come before it is done again? And when it has to be done once more?",
        at,
        costMs: 0,
      };
    }
    const lengths = pauses.filter(({ step }) => samePlace(step.at, at)).map(({ us }) => showDuration(us / 1000));
    const more = lengths.length > mostShown ? ", …" : "";
    return {
      code: "short-rounds",
      message: `${line} waited ${lengths.slice(0, mostShown).join(", ")}${more}, from round to round.`,
      hint: "How long should it wait in each round, compared with the one before?",
      at,
      costMs: 0,
    };
  }
  return null;
}
