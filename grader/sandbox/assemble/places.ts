import type { Program } from "../../compile/index.ts";
import type { Position } from "../../values/index.ts";
import type { AwaitFrame, ErrorRecord } from "../run.ts";
import { SiteMap } from "../wire/positions.ts";
import type { RawError, RawSite } from "../wire/record.ts";

/**
 * Frames of different stacks that are kept of one run. Honest code waits again and again at the same few places, or not so deep; all stacks of a
 * flood would take hundreds of megabytes. What comes behind them is told by the line of the wait alone.
 */
const MOST_FRAMES = 200_000;

/** Places as the child tells them, made places in the submission's text. The same few come again and again, so each is made once. */
export class Places {
  readonly sites: SiteMap;
  readonly #positions = new Map<RawSite, Position | null>();
  readonly #stacks = new Map<string, readonly AwaitFrame[] | null>();
  /** Each call with the await at which it was seen last: it stands so in the stacks of all that it has called. */
  readonly #calls = new Map<number, AwaitFrame>();
  #frames = 0;

  constructor({ modules, sites }: Program) {
    this.sites = new SiteMap(modules, sites);
  }

  position(site: RawSite | null): Position | null {
    if (site === null) return null;
    let position = this.#positions.get(site);
    if (position === undefined) {
      position = this.sites.position(site);
      this.#positions.set(site, position);
    }
    return position;
  }

  /** Null when no place in it is known, or too much is known already. */
  stack(raw: readonly (readonly [frame: number, site: RawSite])[]): readonly AwaitFrame[] | null {
    const key = raw.join(" ");
    let stack = this.#stacks.get(key);
    if (stack === undefined) {
      this.#frames += raw.length;
      if (this.#frames > MOST_FRAMES) return null;
      const frames = raw.map(([frame, site]) => this.#frame(frame, site));
      // What `map` gives has room for nothing more; a list that was pushed to has, for 17, and there are 50,000 such lists.
      const known = frames.every((each) => each !== null) ? frames : frames.filter((each) => each !== null).slice();
      stack = known.length === 0 ? null : known;
      this.#stacks.set(key, stack);
    }
    return stack;
  }

  #frame(frame: number, site: RawSite): AwaitFrame | null {
    const at = this.position(site);
    if (at === null) return null;
    const known = this.#calls.get(frame);
    if (known?.at === at) return known;
    const made = { frame, at };
    this.#calls.set(frame, made);
    return made;
  }

  error({ name, message, site }: RawError): ErrorRecord {
    return { name, message, at: this.position(site) };
  }
}
