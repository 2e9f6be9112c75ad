import type { About, ProgramAwait } from "../../../grader/compile/index.ts";
import type { Mended } from "../../../grader/explain/index.ts";
import type { RequestRecord, Run, TaskRecord, Trace, TraceEvent } from "../../../grader/sandbox/index.ts";
import type { Category, Check, ResolvedExercise, Rule, Scenario } from "../../../grader/spec/index.ts";
import type { Expected, Json, Position, Snapshot } from "../../../grader/values/index.ts";

/** `at(9)` is line 9 of the submission; the column tells two places of one line apart. */
export function at(line: number, column = 3, file = "submission.ts"): Position {
  return { file, line, column };
}

/** What was found out by trying: one line was changed. */
export function mendedAt(line: number, about: Partial<About> = {}, elapsedMs: number | null = null): Mended {
  const span = { ...at(line, 1), endLine: line, endColumn: 99 };
  return { places: [{ at: span, about: { kind: "other", piece: "statement", ...about } }], elapsedMs };
}

export function aTask(task: Partial<TaskRecord> & { id: number }): TaskRecord {
  return {
    name: task.id === 1 ? "main" : `Task-${task.id}`,
    coroutine: task.id === 1 ? "main" : "fetchTitle",
    state: "done",
    createdMs: 0,
    endedMs: 0,
    creator: task.id === 1 ? 0 : 1,
    createdAt: null,
    result: null,
    error: null,
    ...task,
  };
}

/** What the text tells of an await: nothing but what is given. */
export function anAwait(known: Partial<ProgramAwait> & Pick<ProgramAwait, "at">): ProgramAwait {
  return {
    needs: [],
    together: null,
    looksFor: [],
    readsAfter: [],
    generator: null,
    puts: false,
    apart: false,
    limited: false,
    until: false,
    takes: null,
    changedLate: null,
    appended: [],
    outdated: null,
    timer: null,
    endless: false,
    held: null,
    ...known,
  };
}

export function aRequest(request: Partial<RequestRecord> = {}): RequestRecord {
  return {
    method: "GET",
    url: "https://x.test/a",
    headers: [],
    body: null,
    status: 200,
    startMs: 0,
    endMs: 100,
    outcome: "answered",
    nearest: null,
    task: 1,
    at: null,
    ...request,
  };
}

type Row = readonly [
  ms: number,
  event: TraceEvent,
  row: {
    task?: number;
    other?: number;
    ref?: number;
    detail?: string;
    site?: Position;
    stack?: readonly [frame: number, at: Position][];
  },
];

export function aTrace(rows: readonly Row[]): Trace {
  return {
    at: rows.map(([ms]) => ms * 1000),
    event: rows.map(([, event]) => event),
    task: rows.map(([, , row]) => row.task ?? 0),
    other: rows.map(([, , row]) => row.other ?? 0),
    ref: rows.map(([, , row]) => row.ref ?? 0),
    detail: rows.map(([, , row]) => row.detail ?? ""),
    site: rows.map(([, , row]) => row.site ?? row.stack?.[0]?.[1] ?? null),
    stack: rows.map(([, , row]) => row.stack?.map(([frame, place]) => ({ frame, at: place })) ?? null),
  };
}

/** A run of `main` that returned undefined at once, unless said otherwise. */
export function aRun(run: Partial<Run> = {}): Run {
  return {
    outcome: { kind: "returned", value: { t: "undefined" } },
    elapsedMs: 0,
    endMs: run.elapsedMs ?? 0,
    tasks: [aTask({ id: 1, endedMs: run.elapsedMs ?? 0 })],
    requests: [],
    output: [],
    leftovers: [],
    warnings: [],
    trace: aTrace([]),
    ...run,
  };
}

export function returned(value: Snapshot, run: Partial<Run> = {}): Run {
  return aRun({ outcome: { kind: "returned", value }, ...run });
}

export function threw(name: string, message: string, place: Position | null = null): Run {
  return aRun({ outcome: { kind: "threw", error: { name, message, at: place } } });
}

export function stopped(code: string, message = code): Run {
  const reason = { code, message, file: "submission.ts", line: 4, column: 1 };
  return aRun({ outcome: { kind: "stopped", reason }, elapsedMs: null });
}

/** Printed lines, one call each. */
export function printed(...texts: string[]): Run {
  return aRun({
    output: texts.map((text, index) => ({ stream: "stdout", atMs: 0, text, task: 1, at: at(index + 1) })),
  });
}

type WithoutCommon<C> = C extends Check ? Omit<C, "category" | "title" | "weight" | "why" | "at"> & Partial<C> : never;

const categories = new Map<string, Category>([
  ["elapsed", "concurrency"],
  ["elapsed-scaled", "concurrency"],
  ["peak", "concurrency"],
  ["tasks", "states"],
  ["leftovers", "states"],
]);

export function aCheck(check: WithoutCommon<Check>): Check {
  const category = categories.get(check.kind) ?? "returns";
  const common = { category, title: check.kind, weight: 1, why: null, at: at(1, 1, "exercise.yaml") };
  return { ...common, ...check };
}

export function aTaskCheck(check: Partial<Extract<Check, { kind: "tasks" }>>): Check {
  return aCheck({
    kind: "tasks",
    pattern: "fetchTitle",
    state: null,
    count: null,
    endedAt: null,
    result: null,
    instantMs: null,
    ...check,
  });
}

const limits = {
  virtualTimeMs: 6e4,
  steps: 1e5,
  cpuMs: 1000,
  memoryBytes: 2 ** 27,
  outputBytes: 2 ** 16,
  tasks: 1e4,
  requests: 1e4,
  timers: 1e5,
};

export function aScenario(scenario: Partial<Scenario> & { checks: readonly Check[] }): Scenario {
  return {
    name: "one",
    args: [],
    routes: [],
    hidden: false,
    limits,
    seed: 1,
    startMs: 0,
    at: at(1, 1, "exercise.yaml"),
    ...scenario,
  };
}

export function anExercise(exercise: Partial<ResolvedExercise> & { scenarios: readonly Scenario[] }): ResolvedExercise {
  const used = new Set(exercise.scenarios.flatMap((scenario) => scenario.checks.map((check) => check.category)));
  return {
    kind: "code",
    id: "two-titles",
    title: "Fetch two titles at once",
    file: "exercises/two-titles/exercise.yaml",
    pass: 100,
    hints: [],
    files: ["submission.ts"],
    entry: "main",
    harness: null,
    checks: null,
    fixtures: [],
    imports: [],
    rules: [],
    explore: null,
    accept: [],
    keys: {},
    points: Object.fromEntries([...used].map((category) => [category, { n: 100, d: used.size }])),
    ...exercise,
  };
}

export function aRule(rule: Partial<Rule> = {}): Rule {
  return { kind: "require", target: "createTask", why: null, points: null, at: at(1, 1, "exercise.yaml"), ...rule };
}

/** Plain data as an instructor would write it. */
export function expected(value: Json): Expected {
  if (value === null) return { kind: "null" };
  if (typeof value === "string") return { kind: "string", value };
  if (typeof value === "number") return { kind: "number", value };
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (Array.isArray(value)) return { kind: "list", items: value.map((item: Json) => expected(item)) };
  return { kind: "map", entries: Object.entries(value).map(([key, item]) => [key, expected(item)]) };
}
