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
    const rows = draw(many);
    expect(rows).toHaveLength(8);
    expect(rows[5]).toBe("fetchTitle  and 497 more, 3 ms to 500 ms: 487 done, 10 cancelled");
    expect(rows[6]).toMatch(/^watcher .* pending$/);
  });

  test("without a name are summed up without one", () => {
    const run = { ...many, tasks: many.tasks.map((task) => ({ ...task, coroutine: "<anonymous>" })) };
    expect(draw(run)[4]).toMatch(/^… +and 499 more, /);
  });

  test("that the end waited for keep rows of their own behind the sum", () => {
    const rows = foldTasks(many.tasks, [many.tasks[400]!, many.tasks[300]!]);
    expect(rows.slice(4, 7).map(({ task, folded }) => folded ?? task.id)).toEqual([
      "and 495 more, 3 ms to 500 ms: 485 done, 10 cancelled",
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
  for (const each of [run, narrowSemaphore(), concurrentTasks()]) {
    expect(draw(each, columns).filter((line) => stringWidth(line) > columns)).toEqual([]);
  }
});
