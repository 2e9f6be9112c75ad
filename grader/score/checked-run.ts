import type { ErrorRecord, Run } from "../sandbox/index.ts";
import type { ArgumentValue, Category, Scenario, TaskState } from "../spec/index.ts";
import { snapshotToJson, type Json, type Position } from "../values/index.ts";

/** One check that an instructor's `checks.ts` has made. */
export interface OwnCheck {
  readonly category: Category;
  /** One of its own in its scenario; the same for every run, whether it passed or not. */
  readonly title: string;
  /** A number from 0 to 1 is the share that was earned. */
  readonly passed: boolean | number;
  /** What came, and what was expected. Of a check that did not pass. */
  readonly message?: string | undefined;
  readonly hint?: string | undefined;
  /** Of the file that was handed in. */
  readonly line?: number | null | undefined;
}

/**
 * What `checks.ts` gets to see of one scenario's run: plain data. Times are virtual, in ms since the entry was called; lines are those
 * of the file that was handed in. What is no plain data is `{ $other: "a Map" }`, NaN and the infinities `{ $number: "NaN" }`.
 */
export interface CheckedRun {
  readonly scenario: { readonly name: string; readonly hidden: boolean };
  /** What the entry returned; null when it threw. */
  readonly result: Json;
  readonly error: CheckedError | null;
  readonly elapsedMs: number | null;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  /** In the order in which they were made. The first one is the entry's own. */
  readonly tasks: readonly {
    readonly id: number;
    readonly name: string;
    readonly coroutine: string;
    readonly state: TaskState;
    readonly createdMs: number;
    readonly endedMs: number | null;
    /** Id of the task that made it; 0 for none. */
    readonly creator: number;
    readonly result: Json;
    readonly error: CheckedError | null;
    readonly line: number | null;
  }[];
  /** In the order sent. */
  readonly requests: readonly {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: string | null;
    readonly status: number | null;
    readonly startMs: number;
    readonly endMs: number | null;
    readonly outcome: "answered" | "failed" | "unmocked" | "aborted" | "hanging";
    readonly task: number;
    readonly line: number | null;
  }[];
  readonly leftovers: readonly { readonly kind: string; readonly what: string; readonly line: number | null }[];
  /** Everything that happened, in that order. */
  readonly trace: readonly {
    readonly atMs: number;
    readonly event: string;
    readonly task: number;
    readonly other: number;
    readonly ref: number;
    readonly detail: string;
    readonly line: number | null;
  }[];
}

export interface CheckedError {
  readonly name: string;
  readonly message: string;
  readonly line: number | null;
}

/** @param submission path as shown of the file that was handed in */
export function checkedRun(
  { name, hidden }: Pick<Scenario, "name" | "hidden">,
  run: Run,
  submission: string,
): CheckedRun {
  const line = (at: Position | null): number | null => (at?.file === submission ? at.line : null);
  const error = (record: ErrorRecord | null): CheckedError | null =>
    record === null ? null : { name: record.name, message: record.message, line: line(record.at) };
  const printed = (stream: "stdout" | "stderr"): string[] =>
    run.output.filter((each) => each.stream === stream).flatMap(({ text }) => text.split("\n"));
  const { outcome, trace } = run;
  return {
    scenario: { name, hidden },
    result: outcome.kind === "returned" ? snapshotToJson(outcome.value) : null,
    error: outcome.kind === "threw" ? error(outcome.error) : null,
    elapsedMs: run.elapsedMs,
    stdout: printed("stdout"),
    stderr: printed("stderr"),
    tasks: run.tasks.map((task) => ({
      id: task.id,
      name: task.name,
      coroutine: task.coroutine,
      state: task.state,
      createdMs: task.createdMs,
      endedMs: task.endedMs,
      creator: task.creator,
      result: task.result === null ? null : snapshotToJson(task.result),
      error: error(task.error),
      line: line(task.createdAt),
    })),
    requests: run.requests.map((request) => ({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: request.body,
      status: request.status,
      startMs: request.startMs,
      endMs: request.endMs,
      outcome: request.outcome,
      task: request.task,
      line: line(request.at),
    })),
    leftovers: run.leftovers.map(({ kind, what, at }) => ({ kind, what, line: line(at) })),
    trace: trace.at.map((at, i) => ({
      atMs: at / 1000,
      event: trace.event[i]!,
      task: trace.task[i]!,
      other: trace.other[i]!,
      ref: trace.ref[i]!,
      detail: trace.detail[i]!,
      line: line(trace.site[i]!),
    })),
  };
}

/** As an argument of a program in the sandbox. */
export function asArgument(value: unknown): ArgumentValue {
  if (Array.isArray(value)) return { t: "list", v: value.map(asArgument) };
  if (typeof value === "object" && value !== null) {
    return { t: "map", v: Object.entries(value).map(([key, item]) => [key, asArgument(item)] as const) };
  }
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
