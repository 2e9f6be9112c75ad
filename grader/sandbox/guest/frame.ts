import type { Site, TaskCore } from "../../../src/internal.ts";

/**
 * One running call of an async function, or the outermost piece of a task: what compiled code carries through its awaits.
 * A chain of these is the stack of awaits that an engine does not keep.
 */
export interface Frame {
  readonly task: TaskCore | null;
  /** Who called; the task is always the same. */
  readonly caller: Frame | null;
  /** Counted from 1 in each run; 0 for what is no call of an async function. */
  readonly number: number;
  /** Index into `Program.sites` of the await in which it is, -1 in code of our own. */
  site: number;
  /** Suspended at `site`. False too when it has returned. */
  waiting: boolean;
  /** Number of the wait for a native promise that is going on, 0 for none. */
  native: number;
}

/** What the runtime passes around as an opaque Site: a string of the wire's form, and for awaits the frame. */
export interface GuestSite {
  readonly raw: string;
  readonly frame: Frame | null;
  /** The await itself stands in code that belongs to no submission, which this one of the learner's has called. */
  readonly isAround?: boolean;
}

/** The runtime never looks into a site; only its type says that it is a string. */
export function asSite(site: GuestSite): Site {
  return site as unknown as Site;
}

export function fromSite(site: Site | null): GuestSite | null {
  return site as unknown as GuestSite | null;
}
