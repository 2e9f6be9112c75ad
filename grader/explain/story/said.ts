import type { Run } from "../../sandbox/index.ts";

/** What should have been said, and what was. */
export interface Said {
  readonly want: string;
  readonly got: string;
}

/** Of something printed. */
export interface Moment {
  readonly task: number;
  readonly atMs: number;
  readonly text: string;
}

/** Where in the trace it was said: each thing printed has a row of its own. Null stands for the end of the entry. */
export function rowOf({ trace, tasks, output }: Run, moment: Moment | null): number | null {
  const main = tasks[0]?.id;
  const nth =
    moment === null
      ? 0
      : output.findLastIndex(
          ({ task, atMs, text }) => task === moment.task && atMs === moment.atMs && text.includes(moment.text),
        );
  const rows = trace.event.flatMap((event, row) =>
    (moment === null ? event === "task-ended" && trace.task[row] === main : event === "output") ? [row] : [],
  );
  return rows[nth] ?? null;
}

/** The words of one text that are not in the other. */
export function apart(text: string, other: string): string {
  const known = new Set(other.match(/\w+/gu));
  return (text.match(/\w+/gu) ?? []).filter((word) => !known.has(word)).join(" ");
}
