import type { Run } from "../../../grader/sandbox/index.ts";
import { aRun, aTask, aTrace, at } from "../score/builders.ts";

/** `await fetchTitle(1)` on line 9, then `await fetchTitle(2)` on line 10; the request itself stands on line 5. */
export function sequentialCalls(): Run {
  return aRun({
    elapsedMs: 800,
    trace: aTrace([
      [0, "task-created", { task: 1 }],
      [
        0,
        "wait-began",
        {
          task: 1,
          ref: 1,
          detail: "request GET /1",
          stack: [
            [2, at(5)],
            [1, at(9)],
          ],
        },
      ],
      [300, "wait-ended", { ref: 1 }],
      [
        300,
        "wait-began",
        {
          task: 1,
          ref: 2,
          detail: "request GET /2",
          stack: [
            [3, at(5)],
            [1, at(10)],
          ],
        },
      ],
      [800, "wait-ended", { ref: 2 }],
      [800, "task-ended", { task: 1, detail: "done" }],
    ]),
  });
}

/** Tasks, each made and awaited in its turn: lines 9 and 10 make, 11 and 12 … no: each is awaited before the next is made. */
export function sequentialTasks(): Run {
  return aRun({
    elapsedMs: 800,
    tasks: [
      aTask({ id: 1, endedMs: 800 }),
      aTask({ id: 2, createdAt: at(9), endedMs: 300 }),
      aTask({ id: 3, createdAt: at(11), createdMs: 300, endedMs: 800 }),
    ],
    trace: aTrace([
      [0, "task-created", { task: 1 }],
      [0, "task-created", { task: 2, other: 1, site: at(9) }],
      [0, "wait-began", { task: 1, ref: 1, other: 2, detail: "task Task-2", stack: [[1, at(10)]] }],
      [0, "wait-began", { task: 2, ref: 2, detail: "request GET /1", stack: [[2, at(5)]] }],
      [300, "wait-ended", { ref: 2 }],
      [300, "task-ended", { task: 2, detail: "done" }],
      [300, "wait-ended", { ref: 1, other: 2 }],
      [300, "task-created", { task: 3, other: 1, site: at(11) }],
      [300, "wait-began", { task: 1, ref: 3, other: 3, detail: "task Task-3", stack: [[1, at(12)]] }],
      [300, "wait-began", { task: 3, ref: 4, detail: "request GET /2", stack: [[3, at(5)]] }],
      [800, "wait-ended", { ref: 4 }],
      [800, "task-ended", { task: 3, detail: "done" }],
      [800, "wait-ended", { ref: 3, other: 3 }],
      [800, "task-ended", { task: 1, detail: "done" }],
    ]),
  });
}

/** A list of ids first (line 8, 500 ms), then one request of 100 ms for each of three in a loop (line 10). */
export function loopAfterList(): Run {
  return aRun({
    elapsedMs: 800,
    trace: aTrace([
      [0, "wait-began", { task: 1, ref: 1, detail: "request GET /ids", stack: [[1, at(8)]] }],
      [500, "wait-ended", { ref: 1 }],
      ...[0, 1, 2].flatMap((round): Parameters<typeof aTrace>[0][number][] => [
        [
          500 + 100 * round,
          "wait-began",
          {
            task: 1,
            ref: 2 + round,
            detail: "request GET /n",
            stack: [
              [2 + round, at(5)],
              [1, at(10)],
            ],
          },
        ],
        [600 + 100 * round, "wait-ended", { ref: 2 + round }],
      ]),
    ]),
  });
}

/** Three tasks of 100 ms behind a semaphore of one, gathered. */
export function narrowSemaphore(): Run {
  return aRun({
    elapsedMs: 300,
    tasks: [
      aTask({ id: 1, endedMs: 300 }),
      ...[2, 3, 4].map((id) => aTask({ id, endedMs: 100 * (id - 1), createdAt: at(9) })),
    ],
    trace: aTrace([
      [0, "task-created", { task: 1 }],
      [0, "task-created", { task: 2, other: 1 }],
      [0, "task-created", { task: 3, other: 1 }],
      [0, "task-created", { task: 4, other: 1 }],
      [0, "wait-began", { task: 1, ref: 1, detail: "gather", stack: [[1, at(11)]] }],
      [0, "wait-began", { task: 2, ref: 2, detail: "sleep 100 ms", stack: [[2, at(6)]] }],
      [0, "wait-began", { task: 3, ref: 3, detail: "semaphore limit", stack: [[3, at(5)]] }],
      [0, "wait-began", { task: 4, ref: 4, detail: "semaphore limit", stack: [[4, at(5)]] }],
      [100, "wait-ended", { ref: 2 }],
      [100, "task-ended", { task: 2 }],
      [100, "wait-ended", { ref: 3, other: 2 }],
      [100, "wait-began", { task: 3, ref: 5, detail: "sleep 100 ms", stack: [[3, at(6)]] }],
      [200, "wait-ended", { ref: 5 }],
      [200, "task-ended", { task: 3 }],
      [200, "wait-ended", { ref: 4, other: 3 }],
      [200, "wait-began", { task: 4, ref: 6, detail: "sleep 100 ms", stack: [[4, at(6)]] }],
      [300, "wait-ended", { ref: 6 }],
      [300, "task-ended", { task: 4 }],
      [300, "wait-ended", { ref: 1, other: 4 }],
      [300, "task-ended", { task: 1 }],
    ]),
  });
}

/** Two tasks side by side, 300 and 500 ms, both awaited at the end: nothing is lost. */
export function concurrentTasks(): Run {
  return aRun({
    elapsedMs: 500,
    tasks: [aTask({ id: 1, endedMs: 500 }), aTask({ id: 2, endedMs: 300 }), aTask({ id: 3, endedMs: 500 })],
    trace: aTrace([
      [0, "task-created", { task: 1 }],
      [0, "task-created", { task: 2, other: 1 }],
      [0, "task-created", { task: 3, other: 1 }],
      [0, "wait-began", { task: 1, ref: 1, other: 2, detail: "task Task-2", stack: [[1, at(11)]] }],
      [0, "wait-began", { task: 2, ref: 2, detail: "request GET /1", stack: [[2, at(5)]] }],
      [0, "wait-began", { task: 3, ref: 3, detail: "request GET /2", stack: [[3, at(5)]] }],
      [300, "wait-ended", { ref: 2 }],
      [300, "task-ended", { task: 2 }],
      [300, "wait-ended", { ref: 1, other: 2 }],
      [300, "wait-began", { task: 1, ref: 4, other: 3, detail: "task Task-3", stack: [[1, at(12)]] }],
      [500, "wait-ended", { ref: 3 }],
      [500, "task-ended", { task: 3 }],
      [500, "wait-ended", { ref: 4, other: 3 }],
      [500, "task-ended", { task: 1 }],
    ]),
  });
}
