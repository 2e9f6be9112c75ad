import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { paintWith } from "../../../grader/report/paint.ts";
import { foldTasks } from "../../../grader/report/timeline-fold.ts";
import { timeline } from "../../../grader/report/timeline.ts";
import type { TimelineInput } from "../../../grader/report/timeline-spans.ts";
import { aRequest, aRun, aTask, aTrace, at } from "../score/builders.ts";
import { concurrentTasks, narrowSemaphore } from "../explain/runs.ts";

function draw(run: TimelineInput, columns = 60): string[] {
  return timeline(run, columns, paintWith(false));
}

test("one row a task, in the order they were made, with what it waits for", () => {
  expect(draw(concurrentTasks())).toEqual([
    "            0 ms           250 ms          500 ms",
    "main        .....................................  done",
    "fetchTitle  ======================                 done",
    "fetchTitle  [===================================]  done",
    "            waits for:  . another task  = request",
    "              [ ] what the end waited for",
  ]);
});

test("of a run with too many events, the picture says until when it shows all, and not what the end waited for", () => {
  const run = concurrentTasks();
  expect(draw({ ...run, trace: { ...run.trace, cutFrom: 9 } })).toEqual([
    "            0 ms           250 ms          500 ms",
    "main        .....................................  done",
    "fetchTitle  ======================                 done",
    "fetchTitle  =====================================  done",
    "            waits for:  . another task  = request",
    "            too much happened to draw all of it: waits that",
    "            began after 300 ms are left out",
  ]);
});

test("of a run with too many events, what is not known of a task is no wait for something else", () => {
  const run = concurrentTasks();
  const waits = run.trace.event.flatMap((event, row) => (event === "wait-began" ? [row] : []));
  const cutFrom = waits[1]!;
  const kept = <T>(column: readonly T[]) =>
    column.filter((_, row) => row < cutFrom || run.trace.event[row] !== "wait-began");
  const { at: times, event, task, other, ref, detail, site } = run.trace;
  const trace = {
    at: kept(times),
    event: kept(event),
    task: kept(task),
    other: kept(other),
    ref: kept(ref),
    detail: kept(detail),
    site: kept(site),
    cutFrom,
  };
  const drawn = draw({ ...run, trace });
  expect(drawn[3]).toBe("fetchTitle  ?????????????????????????????????????  done");
  expect(drawn.join("\n")).toContain("? not known");
  expect(drawn.join("\n")).not.toContain("something else");
});

test("many short waits that the end waited for are marked together, with their sign between the brackets", () => {
  const waits = Array.from({ length: 100 }, (_, index) => index);
  const run = aRun({
    elapsedMs: 1000,
    tasks: [aTask({ id: 1, endedMs: 1000 })],
    trace: aTrace(
      waits.flatMap((n) => [
        [n * 10, "wait-began", { task: 1, ref: n + 1, detail: "sleep(10)", site: at(5) }] as const,
        [n * 10 + 10, "wait-ended", { task: 1, ref: n + 1 }] as const,
      ]),
    ),
  });
  expect(draw(run)[1]).toMatch(/^main {2}\[~+\] {2}done$/);
});

test("a wait of one cell that the end waited for has its brackets around it, where nothing stands", () => {
  const run = aRun({
    elapsedMs: 1000,
    tasks: [
      aTask({ id: 1, endedMs: 1000 }),
      aTask({ id: 2, coroutine: "quick", creator: 1, createdMs: 500, endedMs: 510 }),
    ],
    trace: aTrace([
      [0, "wait-began", { task: 1, ref: 1, detail: "sleep(500)", site: at(5) }],
      [500, "wait-ended", { task: 1, ref: 1 }],
      [500, "task-created", { task: 2, other: 1, site: at(6) }],
      [500, "wait-began", { task: 1, other: 2, ref: 2, detail: "task Task-2", site: at(6) }],
      [500, "wait-began", { task: 2, ref: 3, detail: "sleep(10)", site: at(2) }],
      [510, "wait-ended", { task: 2, ref: 3 }],
      [510, "task-ended", { task: 2, detail: "done" }],
      [510, "wait-ended", { task: 1, other: 2, ref: 2 }],
      [510, "wait-began", { task: 1, ref: 4, detail: "sleep(490)", site: at(7) }],
      [1000, "wait-ended", { task: 1, ref: 4 }],
    ]),
  });
  expect(draw(run)[2]).toMatch(/^quick +\[~\] +done$/);
});

test("kinds of waiting are told apart without color", () => {
  expect(draw(narrowSemaphore())).toEqual([
    "            0 ms           150 ms          300 ms",
    "main        .....................................  done",
    "fetchTitle  [~~~~~~~~~~]                           done",
    "fetchTitle  ############[~~~~~~~~~~~]              done",
    "fetchTitle  #########################[~~~~~~~~~~]  done",
    "            waits for:  . another task  ~ sleep",
    "              # lock, event or queue",
    "              [ ] what the end waited for",
  ]);
});

test.each([30, 37, 40, 61, 80])(
  "each of two waits, one after the other, has both its brackets: %d columns",
  (columns) => {
    const run = aRun({
      elapsedMs: 800,
      tasks: [aTask({ id: 1, endedMs: 800 })],
      trace: aTrace([
        [0, "wait-began", { task: 1, ref: 1, detail: "sleep(300)", site: at(5) }],
        [300, "wait-ended", { task: 1, ref: 1 }],
        [300, "wait-began", { task: 1, ref: 2, detail: "sleep(500)", site: at(6) }],
        [800, "wait-ended", { task: 1, ref: 2 }],
      ]),
    });
    expect(draw(run, columns)[1]).toMatch(/^main {2}\[~+\]\[~+\] {2}done$/);
  },
);

test("a plain fetch is a request, though it is a native await", () => {
  const run = aRun({
    elapsedMs: 100,
    requests: [aRequest({ startMs: 0, endMs: 100, task: 1 })],
    trace: aTrace([
      [0, "wait-began", { task: 1, ref: 1, detail: "native", site: at(5) }],
      [100, "wait-ended", { ref: 1 }],
    ]),
  });
  expect(draw(run)[1]).toMatch(/^main {2}\[=+\] {2}done$/);
});

test("a task that is over at once is a stroke at its instant", () => {
  const run = aRun({
    elapsedMs: 100,
    tasks: [aTask({ id: 1, endedMs: 100 }), aTask({ id: 2, coroutine: "quick", createdMs: 50, endedMs: 50 })],
  });
  expect(draw(run)[2]).toMatch(/^quick {2} +\| +done$/);
});

test("without any time there is nothing to draw but the states", () => {
  expect(draw(aRun())).toEqual(["      all of it at 0 ms", "main  done"]);
});

test("a name in wide characters leaves the bars in line", () => {
  const run = aRun({
    elapsedMs: 100,
    tasks: [aTask({ id: 1, endedMs: 100 }), aTask({ id: 2, name: "日本語タスク", endedMs: 100 })],
  });
  const [, main, other] = draw(run);
  expect(stringWidth(main!)).toBe(stringWidth(other!));
});

test.each([
  [20, "10 ms", "20 ms"],
  [90_000, "45 s", "1 min 30 s"],
  [10_800_000, "1 h 30 min", "3 h"],
])("the scale of %d ms is written as people write time", (elapsedMs, middle, end) => {
  const [scale] = draw(aRun({ elapsedMs, tasks: [aTask({ id: 1, endedMs: elapsedMs })] }), 80);
  expect(scale!.trim().split(/ {2,}/)).toEqual(["0 ms", middle, end]);
});

describe("hundreds of tasks", () => {
  const many = aRun({
    elapsedMs: 500,
    tasks: [
      aTask({ id: 1, endedMs: 500 }),
      ...Array.from({ length: 500 }, (_, index) =>
        aTask({ id: index + 2, createdMs: index, endedMs: index + 1, state: index < 490 ? "done" : "cancelled" }),
      ),
      aTask({ id: 600, coroutine: "watcher", state: "pending", endedMs: null }),
    ],
  });

  test("of a kind are a few rows and a sum", () => {
    const rows = draw(many, 80);
    expect(rows).toHaveLength(8);
    expect(rows[5]).toBe("fetchTitle  and 497 more, 3 ms to 500 ms: 487 done, 10 cancelled");
    expect(rows[6]).toMatch(/^watcher .* pending$/);
  });

  test("that are left pending are summed up until the end of the run", () => {
    const tasks = many.tasks.map((task) => ({ ...task, state: "pending" as const, createdMs: 0, endedMs: null }));
    expect(draw({ ...many, tasks })[5]).toBe("fetchTitle  and 497 more, 0 ms to 500 ms: 497 pending");
  });

  test("without a name are summed up without one", () => {
    const run = { ...many, tasks: many.tasks.map((task) => ({ ...task, coroutine: "<anonymous>" })) };
    expect(draw(run)[4]).toMatch(/^… +and 499 more, /);
  });

  test("that the end waited for keep rows of their own behind the sum", () => {
    const span = { kind: "sleep", what: "sleep(1)", at: null } as const;
    const waitedFor = new Map([
      [many.tasks[400]!, { ...span, fromUs: 0, toUs: 5000, critical: true }],
      [many.tasks[300]!, { ...span, fromUs: 0, toUs: 3000, critical: true }],
    ]);
    const spans = many.tasks.map((task) => ({ task, fromUs: 0, toUs: 0, spans: [waitedFor.get(task) ?? []].flat() }));
    const rows = foldTasks(spans);
    expect(rows.slice(4, 7).map((row) => row.folded ?? row.spans.task.id)).toEqual([
      "and 495 more, at 0 ms: 485 done, 10 cancelled",
      many.tasks[300]!.id,
      many.tasks[400]!.id,
    ]);
  });

  test("each of another kind still are no more than a screen", () => {
    const run = { ...many, tasks: many.tasks.map((task) => ({ ...task, coroutine: `kind${task.id}` })) };
    expect(draw(run).length).toBeLessThan(40);
  });
});

test.each([40, 60, 80, 120, 200])("fits %d columns", (columns) => {
  const run = aRun({
    elapsedMs: 3,
    tasks: [aTask({ id: 1, endedMs: 3 }), aTask({ id: 2, name: "n".repeat(300), state: "cancelled", endedMs: 2 })],
  });
  const states = ["done", "failed", "cancelled", "pending"] as const;
  const crowd = aRun({
    elapsedMs: 3_723_005,
    tasks: Array.from({ length: 600 }, (_, index) =>
      aTask({ id: index + 1, coroutine: "oneOfTheManyThatAreAlike", state: states[index % 4]!, endedMs: 3_723_004 }),
    ),
  });
  for (const each of [run, crowd, narrowSemaphore(), concurrentTasks()]) {
    expect(draw(each, columns).filter((line) => stringWidth(line) > columns)).toEqual([]);
  }
});
