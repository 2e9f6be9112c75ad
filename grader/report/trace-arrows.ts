import type { Trace, TraceEvent as RunEvent } from "../sandbox/index.ts";
import { slice, type Track, type TraceEvent } from "./trace-event.ts";

interface Kind {
  readonly name: string;
  /** What the arrow points to, where the task did not begin with it. */
  readonly moment: string | null;
}

const kinds = new Map<RunEvent, Kind>([
  ["task-created", { name: "creates", moment: null }],
  ["wait-ended", { name: "wakes", moment: "continues" }],
  ["cancel-requested", { name: "cancels", moment: "is asked to stop" }],
]);

/** The track of a task, and when the task ended. */
export interface Ended extends Track {
  readonly toUs: number;
}

/**
 * Who made whom, who woke whom, who cancelled whom. Viewers know an arrow by its number alone, whatever process it is in.
 *
 * An arrow joins two slices, and Perfetto lets it point to the one that began later. So each points to a slice of no length that begins
 * with it: the wait that it ends began long before. One that comes from a task which had ended already would come from nowhere.
 */
export function* arrows(
  trace: Trace,
  tracks: ReadonlyMap<number, Ended>,
  nextNumber: () => number,
): Iterable<TraceEvent> {
  const moments = new Map<string, TraceEvent>();
  const found: TraceEvent[] = [];
  for (const [row, event] of trace.event.entries()) {
    const kind = kinds.get(event);
    const from = tracks.get(trace.other[row]!);
    const to = tracks.get(trace.task[row]!);
    const ts = trace.at[row]!;
    if (kind === undefined || from === undefined || to === undefined || to === from || from.toUs < ts) continue;
    const { name, moment } = kind;
    const onto = { pid: to.pid, tid: to.tid };
    const key = `${to.tid} ${ts}`;
    if (moment !== null && !moments.has(key)) moments.set(key, slice(moment, name, ts, ts, onto));
    const common = { name, cat: name, id: nextNumber(), ts };
    found.push({ ph: "s", ...common, pid: from.pid, tid: from.tid }, { ph: "f", ...common, ...onto, bp: "e" });
  }
  yield* moments.values();
  yield* found;
}
