import { mostAtOnce } from "../story/most-at-once.ts";
import type { Run } from "../../sandbox/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import { eagerCallOf } from "../story/eager-call-place.ts";
import { endsByItself } from "../story/ends-by-itself.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { explainLimiter } from "../story/limiter.ts";
import { begunAt } from "../too-soon/not-in-turn.ts";
import { placeKey, showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";

/**
 * A number in the result is how much of what one line began went on at once, and more than it should be.
 * @param found as it was shown, and `wanted` what it should be
 */
export function explainManyAtOnce(run: Run, found: string, wanted: string): Explanation | null {
  if (isCutOff(run) || !/^\d+$/u.test(found) || !/^\d+$/u.test(wanted) || Number(found) <= Number(wanted)) return null;
  // One at a time is what anything is that goes on at all.
  if (found === "1") return null;
  const story = tellStory(run);
  const works = story.waits.filter(
    ({ kind, frames, beganUs, endedUs }) =>
      (kind === "call" || endsByItself(kind)) && frames.length > 0 && beganUs < endedUs,
  );
  const crews = groupedBy(works, (wait) => placeKey(begunAt(story, wait)));
  const fitting = crews.filter((crew) => crew.length > 1 && mostAtOnce(crew) === Number(found));
  const [crew, ...others] = fitting;
  if (crew === undefined || others.length > 0) return null;
  const place = begunAt(story, crew[0]!);
  const begun = eagerCallOf(run, place)?.at ?? place;
  const limiter = explainLimiter(
    run,
    crew.map(({ task, beganUs, endedUs }) => ({ task, fromUs: beganUs, toUs: endedUs })),
  );
  const at = limiter === null || limiter.isUnpassed ? begun : limiter.at;
  const told = `So many of what ${showLine(begun, at)} began went on at once.`;
  return {
    code: "many-at-once",
    message: limiter === null ? told : `${told} ${limiter.message}`,
    hint: limiter?.hint ?? "What decides here how many may go on at once, and what does the next one have to wait for?",
    at,
    costMs: 0,
  };
}
