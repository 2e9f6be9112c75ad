/**
 * Why the time went where it went, from a Run's trace alone: the critical path in source lines, and what on it need not have
 * been. Knows of no points and of nothing that was expected but a number of milliseconds. Stands to the left of `score`, which
 * puts these words into its findings (ARCHITECTURE draws the arrow from here into the Grade).
 */
export type { Explanation } from "./explanation.ts";
export { explainElapsed, explainTime } from "./elapsed.ts";
export { explainUnreached } from "./out-of-reach.ts";
export { explainPending, explainUnstarted, unawaitedTask } from "./not-awaited.ts";
export { explainFirstCancel, explainLeft, explainUnfinished } from "./unfinished.ts";
export { explainLostUpdate } from "./lost-update.ts";
export { explainLostResults } from "./lost-results.ts";
export { explainNoThrow } from "./no-throw.ts";
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
export { explainTooSoon } from "./too-soon.ts";
export { explainCancel, explainLateCancel } from "./cancel.ts";
export { explainEagerCalls } from "./eager-calls.ts";
export { isRequestWait } from "./request-wait.ts";
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
export { callerOfRepeat, callerOfRequest, lineOfRequest } from "./request-caller.ts";
