import {
  type Besides,
  type Explanation,
  type Mended,
  explainAskedStates,
  explainEarlyClock,
  explainErrorAsValue,
  explainFewTasks,
  explainJustCancelled,
  explainLeft,
  explainLimitWasUp,
  explainLookedOnce,
  explainLostResults,
  explainLostUpdate,
  explainManyAtOnce,
  explainNeverBegun,
  explainOwnLocks,
  explainPutAfterCancel,
  explainReadBeforeLock,
  explainSameAgain,
  explainSharedReset,
  explainSharedWrite,
  explainSignaledEarly,
  explainTriedInVain,
  explainUnstarted,
  toldBy,
} from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { Scenario } from "../spec/index.ts";
import { matchesSnapshot, type Expected, type Mismatch, type Snapshot } from "../values/index.ts";
import { explainGroupMessage } from "./group-message.ts";
import type { WrongList } from "./list-difference.ts";
import { holdsMissed } from "./lost-parts.ts";
import { explainUnasked } from "./unasked.ts";

/** A value that is not the expected one. */
export interface WrongValue {
  readonly run: Run;
  readonly scenario: Scenario;
  readonly model: Besides["model"];
  readonly mended: Mended | null;
  readonly expected: Expected;
  readonly value: Snapshot;
  /** The first place where they differ. */
  readonly mismatch: Mismatch;
  /** The list in it that has other items; null when there is none, or more than one. */
  readonly list: WrongList | null;
}

type Cause = Pick<Explanation, "message" | "hint" | "at">;
type Way = (wrong: WrongValue) => Cause | null;

/** The surest first: what the value itself shows comes before what merely went on while it was made. Only what trying has shown is surer. */
const ways: readonly Way[] = [
  (wrong) => explainJustCancelled(wrong.run, saidIn(wrong), null),
  (wrong) => explainAskedStates(wrong.run, saidIn(wrong), null),
  (wrong) => explainEarlyClock(wrong.run, saidIn(wrong)),
  ({ run, mismatch }) => explainGroupMessage(run, mismatch.found, mismatch.expected),
  ({ run, mismatch }) => explainManyAtOnce(run, mismatch.found, mismatch.expected),
  ({ run, mismatch }) => explainErrorAsValue(run, mismatch.found),
  ({ run }) => explainUnstarted(run),
  (wrong) => explainLostResults(wrong.run, isMissedBy(wrong)),
  ({ run }) => explainSameAgain(run),
  // Any number may stand in a reply by chance, as an id does.
  ({ run, mismatch }) =>
    isNumber(mismatch.found) && isNumber(mismatch.expected)
      ? (explainOwnLocks(run) ?? explainReadBeforeLock(run) ?? explainLostUpdate(run))
      : null,
  (wrong) => explainUnasked(wrong.run, wrong.scenario, missedBy(wrong), wrong.value),
  ({ run }) => explainSharedReset(run),
  ({ run }) => explainSharedWrite(run),
  ({ run }) => explainOwnLocks(run),
  ({ run }) => explainReadBeforeLock(run),
  ({ run }) => explainLostUpdate(run),
  ({ run }) => explainLookedOnce(run),
  ({ run, list }) => (list !== null && list.items.length > list.wanted.length ? explainPutAfterCancel(run) : null),
  ({ run }) => explainLeft(run),
  ({ run, list }) => (list?.isShort === true ? explainFewTasks(run, list.items) : null),
  ({ run, model }) => (model === null ? null : explainTriedInVain(run, model)),
  ({ run, model }) => (model === null ? null : explainSignaledEarly(run, model)),
  ({ run, model }) => (model === null ? null : explainLimitWasUp(run, model)),
  ({ run, model }) => explainNeverBegun(run, model),
];

/** What made it what it is, as far as the run or its text shows that. */
export function causeOfValue(wrong: WrongValue): Cause | null {
  return toldBy(
    wrong.mended,
    ways.map((way) => () => way(wrong)),
  );
}

function saidIn({ mismatch }: WrongValue) {
  return { want: mismatch.expected, got: mismatch.found };
}

/** What should have come and did not. */
function missedBy({ expected, list }: WrongValue): readonly Expected[] {
  return list === null ? [expected] : list.missed;
}

/** Whether a result is what should have come, or holds a part of it. */
function isMissedBy(wrong: WrongValue): (result: Snapshot) => boolean {
  const missed = missedBy(wrong);
  const holdsPart = holdsMissed(missed, wrong.value);
  return (result) => missed.some((item) => matchesSnapshot(item, result)) || holdsPart(result);
}

function isNumber(shown: string): boolean {
  return shown !== "" && Number.isFinite(Number(shown));
}
