import { expect, test } from "vitest";
import { reportTrace } from "../../../grader/report/trace.ts";
import { gradeOf } from "../score/grading.ts";
import { aCheck, aRequest, aRun, aScenario, aTask, aTrace, anExercise, at } from "../score/builders.ts";
import { sequential } from "./grades.ts";

interface Event {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur: number;
  readonly id: number;
  readonly args: Record<string, unknown>;
}

/** What Perfetto leaves out: a slice that begins within another one of its track and ends after it. */
function unnested(events: readonly Event[]): Event[] {
  const open = new Map<number, number[]>();
  return events
    .filter(({ ph }) => ph === "X")
    .toSorted((a, b) => a.ts - b.ts)
    .filter(({ tid, ts, dur }) => {
      const ends = open.get(tid) ?? [];
      while (ends.length > 0 && ends.at(-1)! <= ts) ends.pop();
      const outlives = ends.length > 0 && ts + dur > ends.at(-1)!;
      open.set(tid, [...ends, ts + dur]);
      return outlives;
    });
}

/** Each task waits for two things at once, and the entry for one task after the other. */
function busy(count: number) {
  const ids = Array.from({ length: count }, (_, i) => i + 2);
  const endOf = (id: number) => 300 + id * 10;
  const last = endOf(count + 1);
  return aRun({
    elapsedMs: last,
    tasks: [aTask({ id: 1, endedMs: last }), ...ids.map((id) => aTask({ id, createdMs: id, endedMs: endOf(id) }))],
    trace: aTrace(
      ids
        .flatMap((id) => [
          [id, "task-created", { task: id, other: 1 }] as const,
          [id, "wait-began", { task: id, ref: 3 * id, detail: "sleep(200)", site: at(5) }] as const,
          [id + 7, "wait-began", { task: id, ref: 3 * id + 1, detail: "sleep(300)", site: at(6) }] as const,
          [id + 200, "wait-ended", { task: id, ref: 3 * id }] as const,
          [endOf(id), "wait-ended", { task: id, ref: 3 * id + 1 }] as const,
          [id === 2 ? 2 : endOf(id - 1), "wait-began", { task: 1, ref: 3 * id + 2, detail: `task ${id}` }] as const,
          [endOf(id), "wait-ended", { task: 1, other: id, ref: 3 * id + 2 }] as const,
        ])
        .toSorted(([a], [b]) => a - b),
    ),
  });
}

function graded(run: Parameters<typeof gradeOf>[1][number]) {
  return gradeOf(anExercise({ scenarios: [aScenario({ checks: [aCheck({ kind: "leftovers" })] })] }), [run]);
}

function eventsOf(text: string): Event[] {
  return (JSON.parse(text) as { traceEvents: Event[] }).traceEvents;
}

test("a thread a task, named as the learner named it", () => {
  const names = eventsOf(reportTrace([sequential])).filter(({ name }) => name === "thread_name");
  expect(names.map(({ args }) => args["name"])).toEqual(["main", "Task-2", "Task-3"]);
});

test("a slice for each wait, with its line, in virtual microseconds", () => {
  const slices = eventsOf(reportTrace([sequential])).filter(({ ph, tid }) => ph === "X" && tid === 2);
  expect(slices.map(({ name, ts, dur }) => ({ name, ts, dur }))).toEqual([
    { name: "fetchTitle", ts: 0, dur: 300_000 },
    { name: expect.stringContaining("request"), ts: 0, dur: 300_000 },
  ]);
  expect(slices[1]!.args).toEqual({ line: "submission.ts:5:3", "critical path": true });
});

test("of a run with too many events, an instant says from where on waits are left out", () => {
  const run = busy(10);
  const cut = { ...run, trace: { ...run.trace, cutFrom: 9 } };
  const instants = (each: typeof run) => eventsOf(reportTrace([graded(each)])).filter(({ ph }) => ph === "i");
  expect(instants(cut)).toEqual([
    expect.objectContaining({
      ts: run.trace.at[8],
      name: expect.stringMatching(/^too much happened to draw all of it: waits that began after .* are left out$/),
    }),
  ]);
  expect(instants(run)).toEqual([]);
});

test("a slice is not named by the runtime's own word for a promise that it did not make", () => {
  const run = aRun({
    elapsedMs: 500,
    requests: [aRequest({ startMs: 300, endMs: 500, task: 1 })],
    tasks: [aTask({ id: 1, endedMs: 500 })],
    trace: aTrace([
      [0, "wait-began", { task: 1, ref: 1, detail: "native a promise", site: at(5) }],
      [300, "wait-ended", { task: 1, ref: 1 }],
      [300, "wait-began", { task: 1, ref: 2, detail: "native a promise", site: at(6) }],
      [500, "wait-ended", { task: 1, ref: 2 }],
    ]),
  });
  const slices = eventsOf(reportTrace([graded(run)])).filter(({ ph }) => ph === "X");
  expect(slices.slice(1).map(({ name }) => name)).toEqual(["a promise", "a request"]);
});

test("every arrow begins and ends", () => {
  const events = eventsOf(reportTrace([sequential]));
  const ids = (ph: string) => events.filter((event) => event.ph === ph).map(({ id }) => id);
  expect(ids("s").length).toBeGreaterThan(0);
  expect(ids("f")).toEqual(ids("s"));
});

test("no two arrows have one number, in different runs neither", () => {
  const begun = eventsOf(reportTrace([sequential, sequential])).filter(({ ph }) => ph === "s");
  expect(new Set(begun.map(({ id }) => id)).size).toBe(begun.length);
});

test("waits of one task that overlap without nesting are on tracks of their own", () => {
  const run = aRun({
    elapsedMs: 500,
    tasks: [aTask({ id: 1, endedMs: 500 })],
    trace: aTrace([
      [0, "wait-began", { task: 1, ref: 1, detail: "sleep(300)", site: at(5) }],
      [200, "wait-began", { task: 1, ref: 2, detail: "sleep(300)", site: at(6) }],
      [300, "wait-ended", { task: 1, ref: 1 }],
      [500, "wait-ended", { task: 1, ref: 2 }],
    ]),
  });
  const waits = eventsOf(reportTrace([graded(run)])).filter(({ ph, name }) => ph === "X" && name.startsWith("sleep"));
  expect(waits.map(({ tid }) => tid)).toEqual([1, 2]);
});

test.each([1, 10, 500])("the slices of each track nest, and each arrow joins two of them: %i tasks", (count) => {
  const events = eventsOf(reportTrace([graded(busy(count)), graded(busy(count))]));
  const slices = events.filter(({ ph }) => ph === "X");
  const ends = events.filter(({ ph }) => ph === "s" || ph === "f");
  expect(slices.length).toBeGreaterThan(4 * count);
  expect(unnested(events)).toEqual([]);
  const tracks = new Map<number, Event[]>();
  for (const each of slices) tracks.set(each.tid, [...(tracks.get(each.tid) ?? []), each]);
  const holds = ({ ts, tid }: Event) => tracks.get(tid)!.some((each) => each.ts <= ts && ts <= each.ts + each.dur);
  expect(ends.filter((end) => !holds(end))).toEqual([]);
});

test("an arrow points to a slice that begins with it, so that no viewer turns it round", () => {
  const events = eventsOf(reportTrace([graded(busy(2))]));
  const points = events.filter(({ ph }) => ph === "f").map(({ tid, ts }) => ({ tid, ts }));
  const begun = events.filter(({ ph }) => ph === "X").map(({ tid, ts }) => ({ tid, ts }));
  expect(points.length).toBe(4);
  expect(begun).toEqual(expect.arrayContaining(points));
});

test("no arrow comes from a task that had ended before", () => {
  const run = aRun({
    elapsedMs: 500,
    tasks: [aTask({ id: 1, endedMs: 500 }), aTask({ id: 2, endedMs: 300 })],
    trace: aTrace([
      [500, "wait-began", { task: 1, ref: 1, detail: "Task-2" }],
      [500, "wait-ended", { task: 1, other: 2, ref: 1 }],
    ]),
  });
  expect(eventsOf(reportTrace([graded(run)])).filter(({ ph }) => ph === "s")).toEqual([]);
});

test("each process has threads of its own, the first of which bears its number", () => {
  const names = eventsOf(reportTrace([sequential, sequential])).filter(({ name }) => name === "thread_name");
  expect(names.map(({ pid, tid }) => [pid, tid])).toEqual([
    [1, 1],
    [1, 2],
    [1, 3],
    [4, 4],
    [4, 5],
    [4, 6],
  ]);
});

test("a hidden scenario leaves no trace", () => {
  const processes = eventsOf(reportTrace([sequential])).filter(({ name }) => name === "process_name");
  expect(processes).toHaveLength(1);
});
