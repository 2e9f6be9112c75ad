import type { Guest, GuestPicture } from "./guest.ts";
import type { GuestHost } from "./guest-host.ts";
import { KnownRuns } from "./known-runs.ts";
import { WatchedHost, type Told } from "./watched-host.ts";

/** A scenario up to where its schedule is asked for the first time. */
export interface Start {
  readonly picture: GuestPicture;
  readonly told: readonly Told[];
  /** The guest has nothing more to do by itself: time moves on, or a reply comes. */
  readonly isHostsTurn: boolean;
}

/**
 * A scenario is the same under each of its schedules until its ready tasks are put in order or its first reply is handed over. That far it
 * is played once. Every run after that gets the guest's memory as it was then, and its host is told again what the guest had told until
 * then; from there on it goes its own way.
 */
export class HeadStart {
  readonly known = new KnownRuns();
  /** Number of the last moment between two calls of the guest before it asked for an order of tasks; null: not known. */
  #lastMoment: number | null = null;
  #start: Start | null = null;
  #isPossible = true;

  get start(): Start | null {
    return this.#start;
  }

  /** For a run that is played from its beginning. */
  lookout(host: GuestHost): Lookout {
    return new Lookout(host, {
      wanted: this.#isPossible ? this.#lastMoment : -1,
      asked: (lastMoment) => {
        this.#lastMoment = lastMoment;
      },
      reached: (start) => {
        this.#start = start;
        this.#isPossible = start !== null;
      },
    });
  }
}

interface Findings {
  /** Where to take the picture, if that is known. */
  readonly wanted: number | null;
  /** The guest has asked for an order after this moment, and a picture cannot be taken any more; next time it can. */
  asked(lastMoment: number): void;
  /** Null: the guest cannot be brought there a second time. */
  reached(start: Start | null): void;
}

/** Finds out where the schedule is asked for the first time, and takes the picture there. */
export class Lookout {
  readonly host: WatchedHost;
  readonly #findings: Findings;
  #moments = 0;
  #isOver = false;

  constructor(host: GuestHost, findings: Findings) {
    this.#findings = findings;
    this.host = new WatchedHost(host, () => {
      if (!this.#isOver) findings.asked(this.#moments);
      this.#end();
    });
    if (findings.wanted === -1) this.#end();
  }

  /** Between two calls of the guest. */
  moment(guest: Guest, isHostsTurn: boolean): void {
    if (this.#isOver) return;
    this.#moments += 1;
    if (!isHostsTurn && this.#moments !== this.#findings.wanted) return;
    const told = this.#end();
    const picture = told === null ? null : guest.picture();
    this.#findings.reached(picture === null ? null : { picture, told: told!, isHostsTurn });
  }

  #end(): readonly Told[] | null {
    this.#isOver = true;
    return this.host.stopListening();
  }
}
