import type { Run } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { showLine } from "../story/place.ts";
import { endOfError } from "../story/where-errors-end.ts";
import { tellStory } from "../story/story.ts";

/** Where the error of a task group went on to whoever is outside, in words that follow a sentence. */
interface WayOut {
  readonly message: string;
  readonly at: Position;
}

/** The way that the error of the last task group took; null when no wait of a group is known. */
export function explainGroupError(run: Run): WayOut | null {
  const group = tellStory(run).waits.findLast(({ kind, frames }) => kind === "group" && frames.length > 0);
  if (group === undefined) return null;
  const at = group.frames.at(-1)!.at;
  const end = endOfError(run, group.frames);
  if (end === null) return { message: `It came out of the group on ${showLine(at, at)}, and nothing caught it`, at };
  const [on, ...more] = end.throwsOn;
  if (!end.rethrows) return null;
  const caught = `What catches errors on ${showLine(end.at, at)} got it first`;
  return on === undefined || more.length > 0
    ? { message: caught, at: end.at }
    : { message: `${caught}, and ${showLine(on, at)} throws it on as it came`, at: on };
}
