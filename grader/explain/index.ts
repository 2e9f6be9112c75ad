/**
 * Why the time went where it went, from a Run's trace: the critical path in source lines, and what on it need not have been. Knows
 * of no points, and of what was expected only a number of milliseconds and, where there is one, what the solution did with the same
 * inputs. Stands to the left of `score`, which puts these words into its findings (ARCHITECTURE draws the arrow from here into the Grade).
 *
 * `story` reads the trace and says nothing. `lost-time`, `too-soon`, `left-behind` and `wrong-values` name causes of what their names say, from one run
 * alone. `beside-the-solution` names those that the solution's run of the same scenario shows.
 */
export type { Explanation } from "./explanation.ts";
export { placeAtMended, toldBy } from "./at-mended.ts";
export { isBorneOut, isParted, namesMended } from "./names-mended.ts";
export { sentencesOf } from "./sentences.ts";
export { isMendedLine, type Mended, type MendedPlace } from "./mended.ts";
export { modelOf, type Model } from "./beside-the-solution/model.ts";
export { explainElapsed, explainTime } from "./lost-time/elapsed.ts";
export { type Besides, type KnownCause, nothing } from "./lost-time/causes-of.ts";
export { isCutOff, toldUntil } from "./story/cut-off.ts";
export { explainManyAtOnce } from "./wrong-values/many-at-once.ts";
export { explainGroupsApart } from "./left-behind/groups-apart.ts";
export { explainHadAlready } from "./wrong-values/had-already.ts";
export { explainAskedStates } from "./wrong-values/asked-states.ts";
export { explainJustCancelled } from "./left-behind/just-cancelled.ts";
export { areCancelsHeeded } from "./left-behind/heeded-cancels.ts";
export { explainDeadlock } from "./left-behind/deadlock.ts";
export { holdsOf } from "./story/holds.ts";
export { explainLetGoOn } from "./left-behind/let-go-on.ts";
export { explainPrinterStopped } from "./left-behind/printer-stopped.ts";
export { explainStillAtWork } from "./left-behind/still-at-work.ts";
export { explainStarved } from "./left-behind/starved.ts";
export { explainUnreached } from "./left-behind/out-of-reach.ts";
export { explainBegunOutside } from "./left-behind/begun-outside.ts";
export { explainNeverReached } from "./left-behind/never-reached.ts";
export { isWaitedAt } from "./story/waited-at.ts";
export { explainTimeWasUp } from "./left-behind/time-was-up.ts";
export { endlessRound } from "./left-behind/endless.ts";
export { explainPending, explainUnstarted, isIdle } from "./left-behind/not-awaited.ts";
export { unawaitedTask } from "./left-behind/unawaited-task.ts";
export { explainFirstCancel, explainLeft, explainUnfinished } from "./left-behind/unfinished.ts";
export { explainWritten, type Sought } from "./wrong-values/written.ts";
export type { Write } from "./wrong-values/write-chain.ts";
export { explainLostUpdate } from "./wrong-values/lost-update.ts";
export { explainSharedReset } from "./wrong-values/shared-reset.ts";
export { explainSharedWrite } from "./wrong-values/shared-write.ts";
export { explainEarlyClock } from "./wrong-values/early-clock.ts";
export { explainLookedOnce } from "./wrong-values/looked-once.ts";
export { explainOwnLocks } from "./wrong-values/own-locks.ts";
export { explainReadBeforeLock } from "./wrong-values/read-before-lock.ts";
export { explainPrintedAfterCancel, explainPutAfterCancel } from "./wrong-values/after-cancel.ts";
export { explainReplacedCancel } from "./wrong-values/replaced-cancel.ts";
export { explainErrorInGroup } from "./wrong-values/error-in-group.ts";
export { explainFailureOfOne } from "./wrong-values/failure-of-one.ts";
export { explainGroupError } from "./wrong-values/group-error.ts";
export { explainFailedFirst, explainSameAgain } from "./left-behind/first-of-several.ts";
export { explainFirstToEnd } from "./wrong-values/first-to-end.ts";
export { explainLostResults } from "./wrong-values/lost-results.ts";
export { explainAskedPast } from "./wrong-values/asked-past-last.ts";
export { explainBadAnswer, explainNoThrow } from "./wrong-values/no-throw.ts";
export { mostAtOnce } from "./story/most-at-once.ts";
export { explainLimiter, type Limiter, type Work } from "./story/limiter.ts";
export { explainSorted } from "./wrong-values/sorted.ts";
export { explainLimitOfSeveral } from "./too-soon/limit-of-several.ts";
export { explainMakerFirst, explainOutputOrder, explainStoppedByEnd } from "./wrong-values/order-of-output.ts";
export { explainUnawaitedValue } from "./wrong-values/unawaited-value.ts";
export { explainReadEarly } from "./wrong-values/read-early.ts";
export { explainSharedByRounds } from "./wrong-values/shared-by-rounds.ts";
export { explainTimeUp } from "./wrong-values/time-up.ts";
export { explainInlineCall } from "./wrong-values/inline-call.ts";
export { explainErrorAsValue } from "./wrong-values/error-as-value.ts";
export { explainFewTasks } from "./wrong-values/few-tasks.ts";
export { explainOrder } from "./wrong-values/order-of-results.ts";
export { explainEarlyItem, explainEarlyLine } from "./too-soon/early-signal.ts";
export { explainSettled } from "./too-soon/settled.ts";
export { explainTooSoon } from "./too-soon/too-soon.ts";
export { areLimitsUp, explainLimitWasUp } from "./beside-the-solution/limit-was-up.ts";
export { explainEarly, explainLess } from "./beside-the-solution/against-model.ts";
export {
  explainCancel,
  explainCancelledWait,
  explainKeptCancel,
  explainLateCancel,
  lateCancelHint,
} from "./left-behind/cancel.ts";
export { explainSharedCancel } from "./left-behind/shared-cancel.ts";
export { explainSignaledEarly } from "./beside-the-solution/signaled-early.ts";
export { explainWentOnTooLong } from "./beside-the-solution/went-on-too-long.ts";
export { requestKey } from "./story/request-key.ts";
export { explainTriedInVain } from "./beside-the-solution/tried-in-vain.ts";
export { explainNeverBegun } from "./left-behind/never-begun.ts";
export { explainOutlivedCancel } from "./left-behind/outlived-cancel.ts";
export { explainFellowsCancelled } from "./left-behind/fellows-cancelled.ts";
export { isOverBefore } from "./beside-the-solution/over-before.ts";
export { explainHeldBack } from "./lost-time/held-back.ts";
export { explainEagerCalls } from "./wrong-values/eager-calls.ts";
export { explainCalledPlainly } from "./wrong-values/called-plainly.ts";
export { isRequestWait } from "./story/requests-by.ts";
export {
  explainEntryWait,
  explainStuckEntry,
  explainSignalBefore,
  explainWaitBefore,
  lastWaitPlace,
} from "./left-behind/entry-wait.ts";
export { criticalPath } from "./story/critical-path.ts";
export { tellStory, type Story, type Told, type Wait } from "./story/story.ts";
export { capital, listed, samePlace } from "./story/place.ts";
export { showTask } from "./story/task-name.ts";
export { hasFailed } from "./lost-time/hasty-retry.ts";
export {
  callerOfRepeat,
  callerOfRequest,
  lineOfRequest,
  lineThatGivesUp,
  plainCallOfRequest,
} from "./story/request-caller.ts";
