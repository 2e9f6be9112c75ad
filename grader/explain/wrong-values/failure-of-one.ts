import type { ErrorRecord, Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { madeBefore, madeBy } from "../story/made-by.ts";
import { showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";
import { waitsOf } from "../story/waits-by.ts";
import { endOfError } from "../story/where-errors-end.ts";

/**
 * A task whose error went on to the entry, which gathered it with others, and left that at once while others were still at work. Null when it came out
 * another way, or something was to deal with it.
 */
export function explainFailureOfOne(run: Run, error: ErrorRecord): Explanation | null {
  const story = tellStory(run);
  const wait = waitsOf(story, story.main).findLast(({ kind, endedUs }) => kind === "gather" && endedUs === story.endUs);
  const at = wait?.frames.at(-1)?.at;
  const count = Number(/^gather of (\d+)/.exec(wait?.what ?? "")?.[1] ?? 0);
  if (wait === undefined || at === undefined || count < 2 || isCutOff(run) || endOfError(run, wait.frames)) return null;
  const made = madeBy(story, wait.task);
  const there = madeBefore(made, wait.beganRow);
  const gathered = made.slice(Math.max(0, there - count), there).flatMap(({ id }) => recordOf(run, id) ?? []);
  const failed = gathered.find(({ error: own }) => own?.name === error.name && own.message === error.message);
  if (gathered.length < count || failed === undefined || failed.endedMs !== wait.endedUs / 1000) return null;
  const others = gathered.filter(({ id }) => story.tasks.get(id)!.endedRow > wait.endedRow);
  if (others.length === 0) return null;
  const names = others.length > mostNamed ? `${others.length} others` : others.map(showTask).join(" and ");
  const thrown = failed.error!.at;
  const where = thrown === null ? "" : ` on ${showLine(thrown, at)}`;
  return {
    code: "failure-of-one",
    message:
      `${showTask(failed)} failed with that${where} at ${showDuration(failed.endedMs)}, and ${showLine(at, at)}, which waited for ${count}, passed it on at once: ` +
      `${names} ${others.length === 1 ? "was" : "were"} still at work.`,
    hint: `May this error leave its task? If so, does the failure of one have to be the failure of all that ${showLine(at, at)} waits for?`,
    at,
    costMs: 0,
  };
}

const mostNamed = 2;
