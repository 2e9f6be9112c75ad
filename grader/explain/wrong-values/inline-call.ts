import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { placeKey, showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";

/**
 * A call that was awaited where it stands, so that it ran inside its caller's task; null when no such call of these functions was come by.
 * @param isWanted whether tasks of this name are missing
 */
export function explainInlineCall(run: Run, isWanted: (name: string) => boolean): Explanation | null {
  const story = tellStory(run);
  const waited = new Map(
    story.waits.flatMap((wait) => wait.frames.map(({ at }) => [placeKey(at), wait.task] as const)),
  );
  const made = new Set(
    [...story.tasks.values()].flatMap(({ createdAt }) => (createdAt === null ? [] : [placeKey(createdAt)])),
  );
  const held = (run.awaits ?? []).flatMap(({ at, held: own }) =>
    own?.kind === "coroutine" && own.name !== null ? [{ at, name: own.name, madeAt: own.made }] : [],
  );
  const calls = (run.calls ?? []).map(({ at, name }) => ({ at, name, madeAt: null }));
  for (const { at, name, madeAt } of [...calls, ...held]) {
    const task = waited.get(placeKey(at));
    if (task === undefined || made.has(placeKey(at)) || !isWanted(name)) continue;
    const record = run.tasks.find(({ id }) => id === task);
    // A task of that name is what it should be a part of.
    if (record !== undefined && task !== story.main && isWanted(record.name)) continue;
    const owner = record?.name ?? story.name;
    const isUnnamed = task !== story.main && record?.coroutine === "<anonymous>";
    return {
      code: "inline-call",
      message:
        madeAt === null
          ? `Line ${at.line} awaits ${name}() directly, so it runs as a part of ${owner} and is no task of its own.`
          : `Line ${madeAt.line} makes only a coroutine of ${name}(), and ${showLine(at, madeAt)} awaits it directly, so it runs as a part of ${owner} and is no task of its own.`,
      hint: isUnnamed
        ? `A task bears the name that it is given where it is made, or that of the function that it was made of. Which function is that of ${owner}?`
        : "A coroutine that is awaited directly runs inside its caller's task. Only createTask and similar calls turn it into a task.",
      at: madeAt ?? at,
      costMs: 0,
    };
  }
  return null;
}
