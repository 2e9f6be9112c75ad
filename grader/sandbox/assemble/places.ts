import type { Program } from "../../compile/index.ts";
import type { Position } from "../../values/index.ts";
import type { AwaitFrame, ErrorRecord } from "../run.ts";
import { SiteMap } from "../wire/positions.ts";
import type { RawError, RawSite } from "../wire/record.ts";

/** Places as the child tells them, made places in the submission's text. The same few come again and again, so each is made once. */
export class Places {
  readonly sites: SiteMap;
  readonly #positions = new Map<RawSite, Position | null>();
  readonly #stacks = new Map<string, readonly AwaitFrame[] | null>();

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

  /** Null when no place in it is known. */
  stack(raw: readonly (readonly [frame: number, site: RawSite])[]): readonly AwaitFrame[] | null {
    const key = raw.join(" ");
    let stack = this.#stacks.get(key);
    if (stack === undefined) {
      const frames = raw
        .map(([frame, site]) => ({ frame, at: this.position(site) }))
        .filter((each): each is AwaitFrame => each.at !== null);
      stack = frames.length === 0 ? null : frames;
      this.#stacks.set(key, stack);
    }
    return stack;
  }

  error({ name, message, site }: RawError): ErrorRecord {
    return { name, message, at: this.position(site) };
  }
}
