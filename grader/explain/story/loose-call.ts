import type { ProgramLooseCall } from "../../compile/index.ts";
import type { Run, TaskRecord } from "../../sandbox/index.ts";
import { spanHolds, type Position } from "../../values/index.ts";
import { tellStory } from "./story.ts";

/** A wait for a task that stands in a call which itself nobody waits for. */
export interface LooseWait {
  readonly at: Position;
  readonly call: ProgramLooseCall;
}

/** Who waits for a task in a call whose promise nobody has; null when none does, or somebody else waits for it too. */
export function looseWaitFor(run: Run, task: TaskRecord): LooseWait | null {
  const calls = run.text?.looseCalls ?? [];
  if (calls.length === 0) return null;
  const waits = tellStory(run).waits.filter(
    ({ on, kind, what, frames }) =>
      frames.length > 0 && (on === task.id || (on === 0 && kind !== "native" && namesTask(what, task.name))),
  );
  const found = waits.map(({ frames }) => ({
    at: frames.at(-1)!.at,
    // What goes on after its first wait may seem to stand in a wait of the caller's that came meanwhile.
    call: calls.find(({ body }) => frames.some((frame) => spanHolds(body, frame.at))),
  }));
  const [first] = found;
  return first?.call === undefined || found.some(({ call }) => call === undefined)
    ? null
    : { at: first.at, call: first.call };
}

/** `task load, task Task-3`; no name is taken for the beginning of another. */
function namesTask(what: string, name: string): boolean {
  return what.split(/,|: /).some((each) => each.trim() === `task ${name}`);
}
