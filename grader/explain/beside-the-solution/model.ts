import type { Run } from "../../sandbox/index.ts";
import { sentUnderPlace } from "./sent-under-a-place.ts";
import { heldIn, type Held } from "./held.ts";
import { mostPlaces } from "../story/most-taken.ts";
import { piecesIn, withoutWaits, type Pieces } from "../story/pieces.ts";
import { limitsUp } from "./limit-was-up.ts";
import { firstCancels } from "../story/cancels.ts";
import { tellStory } from "../story/story.ts";
import { workOrderOf, type WorkOrder } from "./work-order.ts";

/** What the exercise's own solution did with the same inputs: what a run did besides need not have been. */
export interface Model extends Pick<Run, "elapsedMs" | "tasks" | "requests"> {
  /** How often it slept for each length: by what the runtime said, `sleep(100)`. */
  readonly sleeps: ReadonlyMap<string, number>;
  readonly held: Held;
  /** How many had a place of one semaphore at once, at most; 0 without any. */
  readonly places: number;
  /** The requests that went out under a lock or a place; null where none did. */
  readonly underPlace: ReadonlySet<string> | null;
  readonly order: WorkOrder;
  readonly pieces: Pieces;
  /** How often the time of a limit was up. */
  readonly limitsUp: number;
  /** When each task was first told to stop, in µs. */
  readonly cancels: ReadonlyMap<number, number>;
}

/** Of a run whose trace nobody needs any more. */
export function modelOf(run: Run): Model {
  const { elapsedMs, tasks, requests, trace } = run;
  const sleeps = new Map<string, number>();
  for (const [row, event] of trace.event.entries()) {
    const what = trace.detail[row]!;
    if (event === "wait-began" && what.startsWith("sleep")) sleeps.set(what, (sleeps.get(what) ?? 0) + 1);
  }
  const story = tellStory(run);
  return {
    limitsUp: limitsUp(story),
    elapsedMs,
    tasks,
    requests,
    sleeps,
    held: heldIn(trace),
    places: mostPlaces(trace),
    underPlace: sentUnderPlace(run),
    order: workOrderOf(run),
    pieces: withoutWaits(piecesIn(story)),
    cancels: firstCancels(run, story),
  };
}
