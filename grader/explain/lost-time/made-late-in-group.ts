import { showDuration } from "../../values/index.ts";
import type { Candidate } from "./candidate.ts";
import type { PathStep } from "../story/critical-path.ts";
import { samePlace, showLine } from "../story/place.ts";
import type { Story } from "../story/story.ts";
import type { Part } from "../story/visits.ts";
import { waitOf } from "../story/waits-by.ts";

/** The body of a task group and the wait for its tasks at the end of it: one await that was gone through once, and no rounds. */
export function isGroup(story: Story, { visits }: Part): boolean {
  const [body, end] = visits;
  if (visits.length !== 2 || body === undefined || end === undefined) return false;
  const wait = waitOf(story, end.step);
  return samePlace(body.step.at, end.step.at) && wait?.kind === "group" && waitOf(story, body.step)?.kind !== "group";
}

/** Tasks of the group that its body made only when it had waited for something else; null when they had been there before. */
export function explainMadeLateInGroup(story: Story, { visits }: Part): Candidate | null {
  const [body, end] = visits;
  const last = body!.stretches.at(-1)!;
  const [inner] = after(last.steps, body!.step);
  const first = end!.stretches[0]!;
  const made = after(first.steps, end!.step)
    .map(({ task }) => story.tasks.get(task))
    .find((task) => task !== undefined && task.id !== end!.step.task);
  if (inner?.task !== body!.step.task || made === undefined || made.createdAt === null) return null;
  if (made.createdUs < last.toUs || made.creator !== inner.task) return null;
  const { at } = inner;
  const line = showLine(made.createdAt, at);
  return {
    code: "created-late",
    message:
      `Line ${at.line} waited until ${showDuration(last.toUs / 1000)}, and only then ${line} made the tasks ` +
      `that ${showLine(end!.step.at, at)} waited for until ${showDuration(end!.stretches.at(-1)!.toUs / 1000)}.`,
    hint: `Does what ${line} makes need what line ${at.line} gives? If not, make it before you wait there.`,
    at,
    costMs: Math.min(body!.us, end!.us) / 1000,
    putOff: first.wait,
  };
}

/** Each stretch has steps of its own, which stand for the same visit. */
function after(steps: readonly PathStep[], { visit, frame }: PathStep): readonly PathStep[] {
  return steps.slice(steps.findIndex((each) => each.visit === visit && each.frame === frame) + 1);
}
