import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { type Position, showDuration } from "../../values/index.ts";
import { firstCancel } from "../story/cancels.ts";
import { isCutOff } from "../story/cut-off.ts";
import { samePlace, showLine } from "../story/place.ts";
import { tellStory } from "../story/story.ts";
import { recordOf } from "../story/task-records.ts";
import { showTask } from "../story/task-name.ts";

interface PrinterStopped {
  readonly message: string;
  readonly hint: string;
  readonly at: Position;
}

/**
 * A line did not come. Others like it, but for their numbers, were all printed at one place by one task, and that one was over by then.
 * @param untilMs when the line came before which it was expected; Infinity when none came
 */
export function explainPrinterStopped(run: Run, wanted: string, untilMs: number): PrinterStopped | null {
  if (isCutOff(run) || !/\d/u.test(wanted)) return null;
  const printed = run.output.filter(({ text }) => formOf(text) === formOf(wanted));
  const last = printed.at(-1);
  const at = last?.at;
  if (last === undefined || at == null) return null;
  if (printed.some((each) => each.task !== last.task || each.at === null || !samePlace(each.at, at))) return null;
  const task = recordOf(run, last.task);
  if (task === undefined || task.endedMs === null || task.endedMs > untilMs || task.id === run.tasks[0]?.id)
    return null;
  const times = printed.length === 1 ? "once" : `${printed.length} times`;
  return stoppedBy(run, task, at, `${showTask(task)} printed such a line ${times}, on`);
}

function stoppedBy(run: Run, task: TaskRecord, at: Position, printed: string): PrinterStopped | null {
  const ended = showDuration(task.endedMs!);
  if (task.state === "done")
    return {
      message: `${printed} ${showLine(at, at)}, and had ended at ${ended}`,
      hint: `What ends the work around line ${at.line}, and is that the right moment?`,
      at,
    };
  const row = task.state === "cancelled" ? firstCancel(run.trace, tellStory(run), task.id) : undefined;
  const by = row === undefined ? null : run.trace.site[row];
  if (by == null) return null;
  const line = showLine(by, by);
  return {
    message: `${printed} ${showLine(at, by)}, and ${line} cancelled it at ${ended}`,
    hint: `What did ${task.name} still have to do at that moment, and what has to be over before ${line} stops it?`,
    at: by,
  };
}

function formOf(text: string): string {
  return text.replace(/\d+(?:\.\d+)?/gu, "#");
}
