import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { plainCallBehind } from "../story/plain-call.ts";
import { tellStory } from "../story/story.ts";
import { recordOf } from "../story/task-records.ts";
import { callHint } from "./eager-calls.ts";

/**
 * A call of a function that should run in a task, but was begun as a part of another; null when no such call was come by.
 * @param isWanted whether tasks of this name are missing
 */
export function explainCalledPlainly(run: Run, isWanted: (name: string) => boolean): Explanation | null {
  const story = tellStory(run);
  for (const wait of story.waits) {
    const call = plainCallBehind(run, wait);
    if (call?.name === undefined || !isWanted(call.name)) continue;
    const owner = wait.task === story.main ? story.name : (recordOf(run, wait.task)?.coroutine ?? story.name);
    // A task of that name is what it should be a part of.
    if (isWanted(owner)) continue;
    return {
      code: "inline-call",
      message: `Line ${call.at.line} starts ${call.name}() with a plain call, so it runs as a part of ${owner === "<anonymous>" ? "the caller's task" : owner} and is no task of its own.`,
      hint: callHint,
      at: call.at,
      costMs: 0,
    };
  }
  return null;
}
