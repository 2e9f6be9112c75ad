import type { Position } from "../values/index.ts";

/** One cause of lost (or missing) time, put into words. The words hold no text of a submission but names. */
export interface Explanation {
  /** Stable: tests assert it. */
  readonly code:
    | "sequential-awaits"
    | "created-late"
    | "await-in-loop"
    | "tried-again"
    | "asked-again"
    | "asked-more"
    | "slept-more"
    | "before-pause"
    | "done-again"
    | "stage-by-stage"
    | "taken-twice"
    | "begun-anew"
    | "late-signal"
    | "time-limit"
    | "pause"
    | "sleep-in-loop"
    | "sleep-after-sleep"
    | "single-consumer"
    | "order-of-work"
    | "narrow-limit"
    | "lock-held"
    | "held-too-long"
    | "place-lost"
    | "handed-on"
    | "waited-for-all"
    | "long-wait"
    | "overlap"
    | "all-at-once"
    | "went-ahead"
    | "no-wait"
    | "sleep-not-wait"
    | "retry-at-once"
    | "retry-steady"
    | "retry-pauses"
    | "short-rounds"
    | "not-awaited"
    | "unawaited-value"
    | "read-early"
    | "shared-by-rounds"
    | "inline-call"
    | "few-tasks"
    | "late-cancel"
    | "early-cancel"
    | "joined-early"
    | "joined-between"
    | "lost-results"
    | "lost-update"
    | "shared-reset"
    | "own-locks"
    | "read-before-lock"
    | "early-done"
    | "after-cancel"
    | "replaced-cancel"
    | "first-to-end"
    | "kept-error"
    | "went-on"
    | "flood";
  /** A sentence that can stand after another one. */
  readonly message: string;
  /** One step to try; never the solution. */
  readonly hint: string;
  /** The line to look at first. */
  readonly at: Position | null;
  /** What it cost: virtual ms that the run would have been shorter without it. 0 where nothing was lost. */
  readonly costMs: number;
}
