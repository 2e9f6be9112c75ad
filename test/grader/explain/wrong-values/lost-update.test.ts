import { describe, expect, test } from "vitest";
import { explainLostUpdate } from "../../../../grader/explain/index.ts";
import { aRun, aTask, aTrace, at } from "../../score/builders.ts";

type Row = Parameters<typeof aTrace>[0][number];

const wait = (task: number, ref: number, from: number, to: number, line: number, inner = 0): Row[] => [
  [from, "wait-began", { task, ref, detail: "sleep(1)", stack: inner === 0 ? [[task * 10, at(line)]] : [[inner, at(50)], [task * 10, at(line)]] }], // prettier-ignore
  [to, "wait-ended", { ref }],
];

const inOrder = (rows: readonly Row[]): Row[] => rows.toSorted(([a], [b]) => a - b);

const accountIs = (key: string) => ({ updates: [{ read: at(5), write: at(8), holder: "account", key }] });

describe("what two tasks read from an object and write back", () => {
  const overlapping = aRun({
    text: accountIs(""),
    tasks: [aTask({ id: 1 }), aTask({ id: 2 }), aTask({ id: 3 })],
    trace: aTrace(
      inOrder([...wait(2, 1, 0, 10, 5), ...wait(3, 2, 5, 15, 5), ...wait(2, 3, 20, 30, 8), ...wait(3, 4, 25, 35, 8)]),
    ),
  });

  test("is lost when the second had read it before the first wrote", () => {
    expect(explainLostUpdate(overlapping)).toMatchObject({
      code: "lost-update",
      at: at(5),
      message:
        "Line 5 reads from `account`, and line 8 writes back what was worked out from that. Two calls were between these lines at the same time: " +
        "the one that writes last does not know what the other wrote.",
    });
  });

  test("is lost as well when both read without a wait, and waited before they wrote", () => {
    const updates = [{ read: at(4), write: at(6), between: [at(5)], holder: "sums", key: "bed" }];
    const both = [...wait(2, 1, 0, 10, 5), ...wait(3, 2, 5, 15, 5)];
    const turns = [...wait(2, 1, 0, 10, 5), ...wait(3, 2, 10, 20, 5)];
    const run = (rows: readonly Row[]) => aRun({ text: { updates }, trace: aTrace(inOrder(rows)) });

    expect(explainLostUpdate(run(both))).toMatchObject({ at: at(4), message: expect.stringContaining("`bed`") });
    expect(explainLostUpdate(run(turns))).toBeNull();
  });

  test("may be that of another key, which is said", () => {
    expect(explainLostUpdate({ ...overlapping, text: accountIs("id") })!.message).toContain(
      "where both mean the same `id`, the one that writes last",
    );
  });

  test("is lost, too, when each waits in a call of its own", () => {
    const trace = aTrace(
      inOrder([...wait(2, 1, 0, 10, 5, 21), ...wait(3, 2, 5, 15, 5, 31), ...wait(2, 3, 20, 30, 8, 22), ...wait(3, 4, 25, 35, 8, 32)]), // prettier-ignore
    );
    expect(explainLostUpdate({ ...overlapping, trace })).toMatchObject({ at: at(5) });
  });

  test("is not when one comes after the other", () => {
    const trace = aTrace(
      inOrder([...wait(2, 1, 0, 10, 5), ...wait(2, 2, 10, 20, 8), ...wait(3, 3, 20, 30, 5), ...wait(3, 4, 30, 40, 8)]),
    );
    expect(explainLostUpdate({ ...overlapping, trace })).toBeNull();
  });

  test("is not when nobody wrote", () => {
    const trace = aTrace(inOrder([...wait(2, 1, 0, 10, 5), ...wait(3, 2, 5, 15, 5)]));
    expect(explainLostUpdate({ ...overlapping, trace })).toBeNull();
  });
});
