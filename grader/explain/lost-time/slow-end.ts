import { showDuration, type Position } from "../../values/index.ts";
import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { counterpartsOf } from "../beside-the-solution/counterparts.ts";
import type { Model } from "../beside-the-solution/model.ts";
import { firstCancel, firstCancels } from "../story/cancels.ts";
import type { CriticalPath, PathStep, Stretch } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { firstNotBefore } from "../story/in-order.ts";
import { stretchesOf } from "../story/path-by.ts";
import { placeKey, showLine } from "../story/place.ts";
import type { Story } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";

/** What went on after it had been called off, and took its time to end all the same: the clearing up, or a catch that goes on. */
export function findSlowEnd(run: Run, story: Story, path: CriticalPath, model: Model | null): Explanation[] {
  const theirs = model === null ? null : counterpartsOf(run, model);
  const own = firstCancels(run, story);
  // Who takes as long for that in the solution's run has to.
  const isDue = ({ id, endedMs }: TaskRecord): boolean => {
    const other = theirs?.get(id);
    const since = other === undefined ? undefined : model?.cancels.get(other.id);
    if (other === undefined || other.endedMs === null || endedMs === null || since === undefined) return false;
    return Math.round((endedMs - other.endedMs) * 1000) <= own.get(id)! - since;
  };
  return [...ofTasks(run, story, path, isDue), ...ofTimeLimits(story, path)];
}

/** Tasks on the critical path that were cancelled. */
function ofTasks(run: Run, story: Story, path: CriticalPath, isDue: (task: TaskRecord) => boolean): Explanation[] {
  const { at: times } = run.trace;
  return run.tasks.slice(1).flatMap((task): Explanation[] => {
    const row = firstCancel(run.trace, story, task.id);
    if (row === undefined || isDue(task)) return [];
    const after = stretchesOf(path, task.id).filter(({ fromUs, wait }) => fromUs >= times[row]! && wait.beganRow > row);
    const last = after.at(-1);
    if (last === undefined) return [];
    return explain(after, (line) => {
      const called = `${showTask(task)} was cancelled at ${showDuration(times[row]! / 1000)}`;
      return `${called}, but then it waited on ${line} and ended only at ${showDuration(last.toUs / 1000)}.`;
    });
  });
}

/** Waits in a call that its time limit had ended already. */
function ofTimeLimits({ awaits }: Story, { stretches }: CriticalPath): Explanation[] {
  const inside = visitsOf(stretches);
  const found = new Map<string, { readonly limit: Position; readonly after: Stretch[] }>();
  for (const [index, { wait, steps }] of stretches.entries()) {
    const limit = wait.cut ? steps.findLast(({ at }) => awaits.isLimited(at)) : undefined;
    if (limit === undefined) continue;
    for (const late of during(inside, limit, index + 1)) {
      const own = late.wait.frames.at(-1)?.at;
      if (own === undefined) continue;
      const known = found.get(placeKey(own));
      if (known === undefined) found.set(placeKey(own), { limit: limit.at, after: [late] });
      else known.after.push(late);
    }
  }
  return [...found.values()].flatMap(({ limit, after }) =>
    explain(after, (line, us) => {
      const often = after.length === 1 ? "" : ` ${after.length} times,`;
      const inAll = after.length === 1 ? " more" : " in all";
      return `When the time limit on ${showLine(limit, limit)} was up, ${line} went on waiting${often} ${showDuration(us / 1000)}${inAll}.`;
    }),
  );
}

/** For each visit of a call: where the stretches stand that went by in it. */
type Inside = ReadonlyMap<string, readonly { readonly stretch: Stretch; readonly index: number }[]>;

function visitsOf(stretches: readonly Stretch[]): Inside {
  const all = stretches.flatMap((stretch, index) =>
    [...new Set(stretch.steps.map(visitKey))].map((key) => ({ stretch, index, key })),
  );
  return new Map(groupedBy(all, ({ key }) => key).map((own) => [own[0]!.key, own]));
}

function visitKey({ frame, visit }: PathStep): string {
  return `${frame} ${visit}`;
}

/** What went by in the same visit, from an index on. */
function during(inside: Inside, step: PathStep, from: number): readonly Stretch[] {
  const own = inside.get(visitKey(step)) ?? [];
  return own.slice(firstNotBefore(own, ({ index }) => index < from)).map(({ stretch }) => stretch);
}

function explain(after: readonly Stretch[], tell: (line: string, us: number) => string): Explanation[] {
  const at = after[0]?.wait.frames.at(-1)?.at;
  if (at === undefined) return [];
  const us = after.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0);
  return [
    {
      code: "late-cancel",
      message: tell(`line ${at.line}`, us),
      hint: "What has to be done when this is called off, and how long may that take?",
      at,
      costMs: us / 1000,
    },
  ];
}
