import { expect, test } from "vitest";
import { taskTable } from "../../../../grader/report/page/task-table.ts";
import { aTask } from "../../score/builders.ts";

const crew = (size: number, waits = 0) =>
  Array.from({ length: size }, (_, index) => ({
    task: aTask({ id: index + 1, endedMs: 5 }),
    fromUs: 0,
    toUs: 5000,
    spans: Array.from({ length: waits }, () => ({
      fromUs: 0,
      toUs: 5000,
      kind: "sleep" as const,
      what: "sleep(5)",
      at: null,
      critical: false,
    })),
  }));

const textOf = (tasks: ReturnType<typeof crew>): string => taskTable(tasks).text;
const count = (text: string, part: string): number => text.split(part).length - 1;

test("every task has a row, and on paper alike ones are three and a sum", () => {
  const table = textOf(crew(100));
  expect(count(table, '<th scope="row">')).toBe(101);
  expect(count(table, '<tr class="unfolded">')).toBe(96);
  expect(table).toContain("and 96 more, 0 ms to 5 ms: 96 done");
  expect(textOf(crew(5))).not.toContain("unfolded");
});

test("on paper a task has its first waits, and how many more there are", () => {
  const table = textOf(crew(1, 40));
  expect(count(table, "sleep(5)")).toBe(40);
  expect(table).toContain('<span class="paper">and 28 more</span>');
});
