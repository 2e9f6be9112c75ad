/** An event of Chrome's trace format, as far as a run needs it. Times in µs. */
export interface TraceEvent {
  readonly ph: "M" | "X" | "s" | "f" | "i";
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly cat?: string;
  readonly ts?: number;
  readonly dur?: number;
  readonly id?: number;
  readonly bp?: "e";
  /** Of an instant: it is about the whole process. */
  readonly s?: "p";
  readonly args?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The track that an event is on: a process a scenario, a thread a task. */
export interface Track {
  readonly pid: number;
  readonly tid: number;
}

export function slice(
  name: string,
  cat: string,
  fromUs: number,
  toUs: number,
  track: Track,
  args: NonNullable<TraceEvent["args"]> = {},
): TraceEvent {
  return { ph: "X", name, cat, ts: fromUs, dur: toUs - fromUs, ...track, args };
}
