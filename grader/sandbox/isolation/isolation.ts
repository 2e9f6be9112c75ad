/** From the least to the most. Each has what those before it have. */
const ISOLATION_LEVELS = ["process", "kernel", "container"] as const;

/**
 * `process`: the guest engine in a process with Node's permission flags; on every platform. `kernel`: besides, the system's kernel refuses
 * files and connections. `container`: besides, there is no network at all and no other process to be seen.
 */
export type IsolationLevel = (typeof ISOLATION_LEVELS)[number];

/** What keeps a submission in, from the inside out. The first three are everywhere. */
const LAYERS = [
  /** A JavaScript engine of its own in WebAssembly, without a host object. */
  "guest",
  /** Node's permission flags: no file outside the grader's own folder, no process, no worker, no addon. */
  "permissions",
  /** Empty environment, no stdin, bounded memory, output and time. */
  "limits",
  /** The kernel's limits on files written and opened. */
  "rlimits",
  /** No capability, and none to be had by starting a program. */
  "privileges",
  /** The kernel refuses to write any file, and to read any but the system's and the grader's own. */
  "files",
  /** The kernel refuses TCP. */
  "tcp",
  /** The kernel refuses signals to other processes. */
  "signals",
  /** A network namespace of its own, from which nothing leads out. */
  "network",
  /** A process namespace: no other process can be named. */
  "processes",
] as const;

export type IsolationLayer = (typeof LAYERS)[number];

export interface Isolation {
  readonly level: IsolationLevel;
  readonly layers: readonly IsolationLayer[];
}

export function isolationOf(layers: ReadonlySet<IsolationLayer>): Isolation {
  const has = (layer: IsolationLayer) => layers.has(layer);
  const kernel = has("files") && (has("tcp") || has("network"));
  const level = kernel && has("network") && has("processes") ? "container" : kernel ? "kernel" : "process";
  return { level, layers: LAYERS.filter(has) };
}

export function isBelow(level: IsolationLevel, least: IsolationLevel): boolean {
  return ISOLATION_LEVELS.indexOf(level) < ISOLATION_LEVELS.indexOf(least);
}
