import type { Run } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import type { Compared, Early } from "./against-model.ts";
import type { Explanation } from "../explanation.ts";
import { keptPlaces } from "../story/kept-places.ts";
import type { OwnPiece } from "../story/pieces.ts";
import { showLine } from "../story/place.ts";
import type { Story, Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";
import { waitsOf } from "../story/waits-by.ts";

/**
 * A request that was sent before its time because who asked for it had stood in the queue for a lock until the same request, in flight when that began, was
 * over: it came too late to share the answer. Null where that is not so, and where the solution has it queue, too.
 */
export function explainQueuedMeanwhile({ run, story, own }: Compared, early: Early): Explanation | null {
  const { wait } = early.own;
  if (wait.kind !== "request" || early.model.isQueued) return null;
  const queued = queueBefore(story, early.own);
  if (queued === null) return null;
  const isMeanwhile = ({ beganUs, endedUs }: OwnPiece): boolean =>
    beganUs <= queued.beganUs && endedUs > queued.beganUs && endedUs <= queued.endedUs;
  const same = own.get(early.own.what)?.some(isMeanwhile) ?? false;
  const [held] = same ? keptPlaces(story, run.trace, [queued]) : [];
  const made = queued.task === wait.task ? null : story.tasks.get(wait.task)!.createdAt;
  const sent = made ?? wait.frames.at(-1)?.at;
  return held === undefined || sent === undefined ? null : explain(run, queued, held, { what: wait.what, at: sent });
}

/** Where its task, or the one that made it for this, had just got a lock after a queue. */
function queueBefore(story: Story, { task: id, beganUs }: OwnPiece): Wait | null {
  const task = story.tasks.get(id);
  const isMadeForIt = task?.createdUs === beganUs;
  const queued = [id, ...(isMadeForIt ? [task!.creator] : [])].map((each) =>
    waitsOf(story, each).find(
      ({ kind, endedUs, beganUs: from }) => kind === "lock" && endedUs === beganUs && from < endedUs,
    ),
  );
  return queued.find((each) => each !== undefined) ?? null;
}

function explain(
  run: Run,
  queued: Wait,
  held: Position,
  sent: { readonly what: string; readonly at: Position },
): Explanation {
  const who = recordOf(run, queued.task);
  const name = who === undefined ? "its task" : showTask(who);
  const line = showLine(held, held);
  const [from, until] = [queued.beganUs, queued.endedUs].map((us) => showDuration(us / 1000));
  return {
    code: "lock-held",
    message:
      `${sent.what.replace(/^request /, "")} was in flight at ${from}, when ${name} began to queue for the lock that was held on ${line}. ` +
      `It was over when ${name} had the lock, at ${until}, and ${showLine(sent.at, held)} had it sent once more.`,
    hint: `What must nobody else do meanwhile? Does what ${line} waits for belong to that?`,
    at: held,
    costMs: 0,
  };
}
