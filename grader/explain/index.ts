/**
 * Why the time went where it went, from a Run's trace: the critical path in source lines, and what on it need not have been. Knows
 * of no points, and of what was expected only a number of milliseconds and, where there is one, what the solution did with the same
 * inputs. Stands to the left of `score`, which puts these words into its findings (ARCHITECTURE draws the arrow from here into the Grade).
 */
export type { Explanation } from "./explanation.ts";
export { modelOf, type Model } from "./model.ts";
export { explainElapsed, explainTime } from "./elapsed.ts";
export { type Besides, nothing } from "./causes-of.ts";
export { isCutOff, toldUntil } from "./cut-off.ts";
export { explainManyAtOnce } from "./many-at-once.ts";
export { explainGroupsApart } from "./groups-apart.ts";
export { explainHadAlready } from "./had-already.ts";
export { explainJustCancelled } from "./just-cancelled.ts";
export { explainDeadlock } from "./deadlock.ts";
export { explainUnreached } from "./out-of-reach.ts";
export { explainPending, explainUnstarted, isIdle } from "./not-awaited.ts";
export { unawaitedTask } from "./unawaited-task.ts";
export { explainFirstCancel, explainLeft, explainUnfinished } from "./unfinished.ts";
export { explainLostUpdate } from "./lost-update.ts";
export { explainSharedReset } from "./shared-reset.ts";
export { explainOwnLocks } from "./own-locks.ts";
export { explainReadBeforeLock } from "./read-before-lock.ts";
export { explainPrintedAfterCancel, explainPutAfterCancel } from "./after-cancel.ts";
export { explainReplacedCancel } from "./replaced-cancel.ts";
export { explainGroupError } from "./group-error.ts";
export { explainSameAgain } from "./first-of-several.ts";
export { explainFirstToEnd } from "./first-to-end.ts";
export { explainLostResults } from "./lost-results.ts";
export { explainBadAnswer, explainNoThrow } from "./no-throw.ts";
export { explainLimiter, type Limiter } from "./limiter.ts";
export { explainOutputOrder } from "./order-of-output.ts";
export { explainUnawaitedValue } from "./unawaited-value.ts";
export { explainReadEarly } from "./read-early.ts";
export { explainSharedByRounds } from "./shared-by-rounds.ts";
export { explainTimeUp } from "./time-up.ts";
export { explainInlineCall } from "./inline-call.ts";
export { explainErrorAsValue } from "./error-as-value.ts";
export { explainFewTasks } from "./few-tasks.ts";
export { explainOrder } from "./order-of-results.ts";
export { explainEarlyItem, explainEarlyLine } from "./early-signal.ts";
export { explainSettled } from "./settled.ts";
export { explainTooSoon } from "./too-soon.ts";
export { explainEarly, explainLess } from "./against-model.ts";
export { explainCancel, explainCancelledWait, explainLateCancel } from "./cancel.ts";
export { explainFellowsCancelled } from "./fellows-cancelled.ts";
export { explainHeldBack } from "./held-back.ts";
export { explainEagerCalls } from "./eager-calls.ts";
export { isRequestWait } from "./requests-by.ts";
export {
  explainEntryWait,
  explainStuckEntry,
  explainSignalBefore,
  explainWaitBefore,
  lastWaitPlace,
} from "./entry-wait.ts";
export { criticalPath } from "./critical-path.ts";
export { tellStory, type Story, type Told, type Wait } from "./story.ts";
export { samePlace } from "./place.ts";
export { showTask } from "./task-name.ts";
export { hasFailed } from "./hasty-retry.ts";
export { callerOfRepeat, callerOfRequest, lineOfRequest, lineThatGivesUp } from "./request-caller.ts";
