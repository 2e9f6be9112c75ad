import type { Rejection } from "../compile/index.ts";
import {
  explainEntryWait,
  explainOutlivedCancel,
  explainStuckEntry,
  type Mended,
  isBorneOut,
  toldBy,
} from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { Position } from "../values/index.ts";
import { joined } from "./told-by-trial.ts";
import { placeOf, trialOf } from "./trial-words.ts";

interface Stopped {
  readonly entryAt: Position | null;
  readonly schedule?: number;
  readonly mended?: Mended | null;
}

/** Why a run was stopped. Where no line is known to blame, the reader begins at the entry. */
export function stopReason(run: Run | null, { entryAt, schedule = 0, mended = null }: Stopped): Rejection | null {
  if (run?.outcome.kind !== "stopped") return null;
  const { reason } = run.outcome;
  const where = schedule === 0 ? "" : `Under schedule ${schedule}: `;
  const told = reason.code === "virtual-time" ? overTime(run, reason, mended) : null;
  const known: Reason = told ?? { message: reason.message, ask: null, at: placeIn(reason) };
  const isKnown = mended === null || known.isSure === true || isBorneOut(mended, known);
  const tried = isKnown ? known : withTrial(run, known, mended);
  const message = tried.ask === null ? tried.message : `${tried.message} ${tried.ask}`;
  return { ...reason, message: `${where}${message}`, ...(tried.at ?? (reason.file === null ? entryAt : null)) };
}

interface Reason {
  readonly message: string;
  /** One step to try. */
  readonly ask: string | null;
  readonly at: Position | null;
  /** Whatever else may bring the run to its end. */
  readonly isSure?: true;
}

function overTime(run: Run, reason: Rejection, mended: Mended | null): Reason | null {
  const [what = ""] = reason.message.split(/(?<=\.) /, 1);
  return toldBy<Reason>(mended, [
    () => {
      const outlived = explainOutlivedCancel(run);
      return outlived && { message: `${what} ${outlived.message}`, ask: outlived.hint, at: outlived.at, isSure: true };
    },
    () => {
      const stuck = explainStuckEntry(run);
      // What goes on forever beside it may be meant to: no advice about that loop.
      const ask = "Who has to be there, or do something, for that wait to end, and does the code get that far?";
      return stuck && { message: `${what} ${stuck.message}`, ask: stuck.hint ?? ask, at: stuck.at };
    },
    () => {
      const waits = explainEntryWait(run);
      return waits === null ? null : { message: `${reason.message} ${waits}`, ask: null, at: placeIn(reason) };
    },
  ]);
}

/** What was found out by trying is told behind it. Where a deadlocked run waits is so whatever led to it; other places are no more than where to begin. */
function withTrial(run: Run, known: Reason, mended: Mended): Reason {
  const place = placeOf(mended);
  if (place === null) return known;
  const { message, hint } = trialOf(mended, "the run comes to its end", run);
  const isDeadlock = run.outcome.kind === "stopped" && run.outcome.reason.code === "deadlock";
  const at = isDeadlock ? (known.at ?? place) : place;
  // The lines of a list stand below what they are a list of.
  const [what = "", ...list] = known.message.split("\n");
  if (list.length > 0) return { message: [joined(what, `${message} ${hint}`), ...list].join("\n"), ask: null, at };
  return { message: joined(what, message), ask: hint, at };
}

function placeIn({ file, line, column }: Rejection): Position | null {
  return file === null || line === null ? null : { file, line, column: column ?? 1 };
}
