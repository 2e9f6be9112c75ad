import type { AwaitFrame, Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import type { Candidate } from "./candidate.ts";
import type { CriticalPath } from "../story/critical-path.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { placeKey } from "../story/place.ts";
import { unionUs } from "../story/queued-for.ts";
import { wonBy, type Skipped } from "../story/replay.ts";
import type { Story, Wait } from "../story/story.ts";

/** For more places than this the run is not played again. */
const mostPlayed = 5;

/**
 * Where a task that takes one item after another from a queue waits in its rounds for what becomes of another queue: in `join()`, or for room in it. Whether
 * it has to nobody knows: tell it only when it cost just what was lost.
 */
export function findJoinedBetween({ trace }: Run, story: Story, { blocked }: CriticalPath): Candidate[] {
  const between = blocked.filter((wait) => isBetween(story, wait));
  return groupedBy(between, ({ frames }) => placeKey(frames.at(-1)!.at))
    .slice(0, mostPlayed)
    .flatMap((waits): Candidate[] => {
      const { at } = waits[0]!.frames.at(-1)!;
      const us = wonBy(story, trace, { skipped: waitsAt(story, at) });
      if (us === null || us === 0) return [];
      return [
        {
          code: "joined-between",
          message:
            `Line ${at.line} waited for another queue, ${showDuration(unionUs(waits) / 1000)} in all, ` +
            "before its task took the next item from its own.",
          hint: "What has to be over before a task may take its next item?",
          at,
          costMs: us / 1000,
        },
      ];
    });
}

function isBetween({ tasks, awaits }: Story, { kind, task, what, frames }: Wait): boolean {
  const sources = tasks.get(task)?.sources;
  if (kind !== "queue" || frames.length === 0 || sources === undefined) return false;
  return awaits.puts(frames.at(-1)!.at) && sources.size > 0 && !sources.has(what);
}

function waitsAt({ waits }: Story, at: AwaitFrame["at"]): ReadonlyMap<number, Skipped> {
  const own = waits.filter(({ frames }) => frames.length > 0 && placeKey(frames.at(-1)!.at) === placeKey(at));
  return new Map(own.map(({ number, frames }) => [number, { ...frames.at(-1)!, call: null }]));
}
