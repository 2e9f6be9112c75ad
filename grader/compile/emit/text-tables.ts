import type { CheckedSubmission } from "../checked.ts";
import type { AwaitInLoop, Program } from "../program.ts";
import { TooMuchToRead } from "../reading-budget.ts";
import type { Floating } from "../rules/floating-promise.ts";
import type { UnawaitedUse } from "../unawaited/uses.ts";
import { awaitTable } from "./await-table.ts";
import { cancelledAskedLast } from "./cancelled-asked-last.ts";
import { cancelsUnheeded } from "./cancels-unheeded.ts";
import { callTable } from "./call-table.ts";
import { catchTable } from "./catch-table.ts";
import { cutTable } from "./cut-table.ts";
import { eagerCallTable } from "./eager-call-table.ts";
import { earlyClocks } from "./early-clocks.ts";
import { earlyDones } from "./early-dones.ts";
import { earlySignals } from "./early-signals.ts";
import { emptyLooks } from "./empty-looks.ts";
import { finallyTable } from "./finally-table.ts";
import { freshLocks } from "./fresh-locks.ts";
import { lateValues } from "./late-values.ts";
import { looseCalls } from "./loose-calls.ts";
import { madeFor } from "./made-for.ts";
import { makerTable } from "./maker-table.ts";
import { narrowKeys } from "./narrow-keys.ts";
import { raceTable } from "./race-table.ts";
import { sortTable } from "./sort-table.ts";
import { readsBeforeLock } from "./reads-before-lock.ts";
import { resultsInATry } from "./results-in-a-try.ts";
import { sharedByRounds } from "./shared-by-rounds.ts";
import { sharedResets } from "./shared-resets.ts";
import { sharedWrites } from "./shared-writes.ts";
import { thenAppends } from "./then-appends.ts";
import { unawaitedTable } from "./unawaited-table.ts";
import { unthrownTable } from "./unthrown-table.ts";
import { keyedUpdates } from "./keyed-updates.ts";
import { updateTable } from "./update-table.ts";
import { waitsUnderIf } from "./waits-under-if.ts";

/** What was found in the text before. */
export interface Found {
  /** Awaits that make independent work wait in line. */
  readonly inLoops: readonly AwaitInLoop[];
  readonly uses: readonly UnawaitedUse[];
  readonly floating: readonly Floating[];
}

/** In UTF-16 units. Longer programs are no learner's, and some of these finders hold each of many places against each other. */
const MOST_TEXT = 100_000;

/** Nodes that all of these finders together may come to. A page of code takes some ten thousands. */
const MOST_VISITS = 900_000;

/**
 * What the text tells of a program, for explanations alone. Without it they say less, and the program runs all the same: so whoever hands in a text that
 * cannot be looked through in a short time loses no points for that.
 */
export function textTables(checked: CheckedSubmission, found: Found): Partial<Program> {
  const length = checked.files.reduce((sum, { source }) => sum + source.text.length, 0);
  if (length > MOST_TEXT) return {};
  try {
    return tables(checked.counted(MOST_VISITS), found);
  } catch (error) {
    // A RangeError: too many functions call one another for the stack.
    if (error instanceof TooMuchToRead || error instanceof RangeError) return {};
    throw error;
  }
}

function tables(submission: CheckedSubmission, { inLoops, uses, floating }: Found): Partial<Program> {
  return {
    awaits: submission.files.flatMap((loaded) => awaitTable(submission, loaded, inLoops)),
    makers: makerTable(submission),
    calls: callTable(submission),
    eagerCalls: eagerCallTable(submission),
    unawaited: unawaitedTable(submission, uses),
    catches: catchTable(submission),
    unthrown: unthrownTable(submission),
    lateValues: lateValues(submission),
    sharedByRounds: sharedByRounds(submission),
    cuts: cutTable(submission),
    floating: floating.map(({ node }) => {
      return submission.position(node);
    }),
    updates: [...updateTable(submission), ...keyedUpdates(submission)],
    looseCalls: looseCalls(submission, floating),
    finallies: finallyTable(submission),
    earlyDones: earlyDones(submission),
    thenAppends: thenAppends(submission),
    freshLocks: freshLocks(submission),
    readsBeforeLock: readsBeforeLock(submission),
    sharedResets: sharedResets(submission),
    races: raceTable(submission),
    sorts: sortTable(submission),
    madeFor: madeFor(submission),
    earlySignals: earlySignals(submission),
    askedLast: cancelledAskedLast(submission),
    triedResults: resultsInATry(submission),
    cancels: cancelsUnheeded(submission),
    emptyLooks: emptyLooks(submission),
    waitsUnderIf: waitsUnderIf(submission),
    narrowKeys: narrowKeys(submission),
    earlyClocks: earlyClocks(submission),
    sharedWrites: sharedWrites(submission),
  };
}
