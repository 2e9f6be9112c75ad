import { expect, it } from "vitest";
import { EarlyRows } from "../../../../grader/sandbox/assemble/early-rows.ts";
import { RunWriter } from "../../../../grader/sandbox/assemble/run-writer.ts";
import type { GuestRow } from "../../../../grader/sandbox/wire/record.ts";
import { plainProgram } from "../../../fixtures/sandbox/program.ts";

const worker: readonly GuestRow[] = [["R"], ["c", 1, 0, "worker", "worker", null], ["s", 1]];

/** Names of the tasks, and what is left behind when the entry, task `main`, has ended. */
function told(early: readonly GuestRow[], entry: readonly GuestRow[], main: number) {
  const writer = new RunWriter(plainProgram(""));
  const rows = (all: readonly GuestRow[]) => expect(writer.take({ t: "rows", at: 0, since: 0, rows: all })).toBe(true);
  rows(early);
  writer.take({ t: "begin", at: 0 });
  rows([...entry, ["m", main], ["s", main], ["d", main, "done", 1, null], ["L", main]]);
  const { tasks, leftovers } = writer.run();
  return { tasks: tasks.map(({ name }) => name), leftovers: leftovers.map(({ what }) => what) };
}

it("of a run that the entry joins are tasks of the scenario, as long as they have not ended", () => {
  const early: readonly GuestRow[] = [
    ...worker,
    ["c", 2, 1, "over", "over", null],
    ["s", 2],
    ["d", 2, "done", 1, null],
  ];
  expect(told(early, [["c", 3, 0, "Task-3", "main", null]], 3)).toEqual({
    tasks: ["main", "worker"],
    leftovers: ["task worker is still running"],
  });
});

it("of a run that is over are none of the scenario's", () => {
  expect(told(worker, [["R"], ["c", 1, 0, "Task-1", "main", null]], 1)).toEqual({ tasks: ["main"], leftovers: [] });
});

it("are given once", () => {
  const rows = new EarlyRows();
  rows.add(["s", 1]);
  expect([rows.take(), rows.take()]).toEqual([[["s", 1]], []]);
});
