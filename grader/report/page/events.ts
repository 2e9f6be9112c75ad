import { showDuration } from "../../values/index.ts";
import { shownWait } from "../shown-wait.ts";
import type { TraceEvent } from "../../sandbox/index.ts";
import type { TimelineInput } from "../timeline-spans.ts";
import { tellingNames } from "./task-names.ts";

/** One thing that happened, for the reader who goes through a run step by step. */
export interface StoryEvent {
  readonly us: number;
  /** Whom it is about; 0 for nobody. */
  readonly task: number;
  readonly file: string | null;
  readonly line: number | null;
  /** A sentence. */
  readonly text: string;
}

/** A page with more of them would be slow, and nobody steps that far. */
const mostEvents = 3000;

/** In the order in which things happened; `more` that are left off. */
export function storyEvents(run: TimelineInput): { readonly events: readonly StoryEvent[]; readonly more: number } {
  const telling = tellingNames(run.tasks);
  const labels = new Map(run.tasks.map((task) => [task.id, telling(task)]));
  const nameOf = (id: number) => labels.get(id) ?? "the event loop";
  const { trace } = run;
  const events: StoryEvent[] = [];
  const waits = new Map<number, string>();
  let more = 0;
  for (const [row, event] of trace.event.entries()) {
    const detail = event === "wait-began" ? shownWait(trace.detail[row]!) : trace.detail[row]!;
    if (event === "wait-began") waits.set(trace.ref[row]!, detail);
    const tell = sentences[event];
    if (tell === null) continue;
    if (events.length === mostEvents) more += 1;
    else {
      const site = trace.site[row] ?? null;
      const other = trace.other[row]!;
      const text = tell({
        task: nameOf(trace.task[row]!),
        by: other === 0 ? null : nameOf(other),
        detail,
        waited: waits.get(trace.ref[row]!),
      });
      events.push({
        us: trace.at[row]!,
        task: trace.task[row]!,
        file: site?.file ?? null,
        line: site?.line ?? null,
        text: `${showDuration(trace.at[row]! / 1000)}: ${text}`,
      });
    }
  }
  return { events, more };
}

interface Told {
  readonly task: string;
  /** Who did it to the task; null for the loop, a timer, a reply. */
  readonly by: string | null;
  readonly detail: string;
  /** What the wait was for that ended. */
  readonly waited: string | undefined;
}

/** Null for what only a machine cares about. */
const sentences: Readonly<Record<TraceEvent, ((told: Told) => string) | null>> = {
  "task-created": ({ task, by }) => (by === null ? `${task} is created` : `${by} creates ${task}`),
  "task-renamed": ({ detail }) => `a task is now named ${detail}`,
  "task-step": null,
  "wait-began": ({ task, detail }) => `${task} waits: ${detail}`,
  "wait-ended": ({ task, by, waited }) =>
    `${task} continues${by === null ? "" : `, woken by ${by}`}${waited === undefined ? "" : ` (${waited})`}`,
  "cancel-requested": ({ task, by }) => (by === null ? `${task} is asked to stop` : `${by} cancels ${task}`),
  "task-ended": ({ task, detail }) => `${task} is ${detail}`,
  "timer-set": null,
  "timer-ended": null,
  held: ({ task, detail }) => `${task} takes the ${detail}`,
  "given-back": ({ task, detail }) => `${task} releases the ${detail}`,
  "request-sent": ({ task, detail }) => `${task} sends ${detail}`,
  "request-ended": ({ task, detail }) => `the request of ${task} ends: ${detail}`,
  output: ({ task, detail }) => `${task} writes to ${detail}`,
  stopped: ({ detail }) => `the run is stopped: ${whyStopped.get(detail) ?? detail}`,
};

/** By code, in the words of somebody who has never seen the code. */
const whyStopped: ReadonlyMap<string, string> = new Map([
  ["cpu", "too much computing time"],
  ["memory", "too much memory"],
  ["steps", "it keeps running without time moving"],
  ["virtual-time", "it has had all of its virtual time"],
  ["output", "too much output"],
  ["tasks", "too many tasks"],
  ["requests", "too many requests"],
  ["timers", "too many timers"],
  ["deadlock", "nothing can ever continue"],
  ["crashed", "it crashed"],
]);
