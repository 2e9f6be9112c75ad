import type { WaitKind } from "../../../src/observer.ts";
import type { Snapshot } from "../../values/index.ts";

/**
 * A place in the submission as the guest knows it: `a12` is the await of number 12, `p3:7:submission.js` is line 3, column 7
 * of the emitted module. Only the parent turns it into a Position of the TypeScript text.
 */
export type RawSite = string;

/** An error as the guest read it. */
export interface RawError {
  readonly name: string;
  readonly message: string;
  readonly site: RawSite | null;
}

/**
 * What the guest's recorder tells, one row per event; the first item says which. Tuples, because there are many. Task ids and
 * wait numbers start anew after each `R`.
 */
export type GuestRow =
  | readonly ["R"]
  /** The clock shows `at` from here on, in µs. */
  | readonly ["@", at: number]
  | readonly ["c", task: number, creator: number, name: string, coroutine: string, site: RawSite | null]
  | readonly ["n", task: number, name: string]
  | readonly ["s", task: number]
  | readonly [
      "w",
      wait: number,
      task: number,
      kind: WaitKind,
      resource: string,
      on: number,
      site: RawSite | null,
      stack: readonly (readonly [frame: number, site: RawSite])[] | null,
    ]
  | readonly ["e", wait: number, waker: number]
  | readonly ["x", task: number, by: number, site: RawSite | null]
  | readonly [
      "d",
      task: number,
      state: "done" | "failed" | "cancelled",
      result: Snapshot | null,
      error: RawError | null,
    ]
  /** `plain`: of setTimeout and the like, which outlive a run. */
  | readonly ["t", timer: number, when: number, task: number, site: RawSite | null, plain: 0 | 1]
  | readonly ["u", timer: number, how: "fired" | "cancelled"]
  | readonly ["h", kind: WaitKind, resource: string, task: number, change: 1 | -1, site: RawSite | null]
  | readonly [
      "W",
      code: "never-awaited" | "never-retrieved" | "unhandled-rejection",
      message: string,
      task: number,
      site: RawSite | null,
    ]
  /** The loop stopped because the entry ended: what is pending now is a leftover. */
  | readonly ["L", main: number]
  /** The entry's own task, once it is known. */
  | readonly ["m", task: number]
  /** After `L`: a plain timer that is still set, or one of which `t` was not told any more. */
  | readonly ["timer", site: RawSite | null]
  /** After `L`: a sleep that goes on, of which `w` was not told any more. */
  | readonly ["sleep", task: number, resource: string, site: RawSite | null];

/** A running function of the learner's: its name, and what was called last in it. */
export type RawFrame = readonly [name: string, site: RawSite];

/** Stopped by the grader: a limit, a deadlock, a crash. `message` is a whole sentence and what to do. */
export interface RawStop {
  readonly code: string;
  readonly message: string;
  readonly site: RawSite | null;
  /** Stacks of the guest, each innermost first, as they were towards the end of a computation that took too long. */
  readonly samples: readonly (readonly RawFrame[])[];
}

/** What the child tells the parent, in the order in which it happened. `at`: the host's clock in µs. */
export type ChildFrame =
  /** From here on the submission's code may run. Always the first one of a scenario. */
  | { readonly t: "entered" }
  /** Nothing new, but the child is alive and the parent is there. */
  | { readonly t: "alive" }
  /** `since`: the instant of the first row. */
  | { readonly t: "rows"; readonly at: number; readonly since: number; readonly rows: readonly GuestRow[] }
  /** The entry is called now. */
  | { readonly t: "begin"; readonly at: number }
  | {
      readonly t: "output";
      readonly at: number;
      readonly stream: "stdout" | "stderr";
      readonly text: string;
      readonly task: number;
      /** Where it was printed, and where that was called from: innermost first. */
      readonly sites: readonly RawSite[];
    }
  | {
      readonly t: "request";
      readonly at: number;
      readonly id: number;
      readonly method: string;
      readonly url: string;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: string | null;
      readonly task: number;
      readonly site: RawSite | null;
    }
  | {
      readonly t: "response";
      readonly at: number;
      readonly id: number;
      readonly outcome: "answered" | "failed" | "unmocked" | "aborted";
      readonly status: number | null;
      readonly nearest: string | null;
    }
  /** Something that the exercise forbids is called. The first call of each is told. */
  | { readonly t: "called"; readonly at: number; readonly target: string; readonly site: RawSite | null }
  /** The entry came to its end; `at` is when. */
  | { readonly t: "settled"; readonly at: number; readonly value: Snapshot | null; readonly error: RawError | null }
  | { readonly t: "stopped"; readonly at: number; readonly stop: RawStop }
  /**
   * Always the last one of a scenario. `exceeded`: at some time it has asked for more memory than it may have, whatever came of that. `workMs`: what
   * the guest has computed.
   */
  | { readonly t: "end"; readonly at: number; readonly exceeded: boolean; readonly workMs: number }
  /** This machine gives too little memory for any guest to come up. */
  | { readonly t: "no-room" }
  /** The child's own fault: a bug of the grader. */
  | { readonly t: "bug"; readonly message: string };
