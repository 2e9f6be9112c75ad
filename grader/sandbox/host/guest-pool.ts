import { Guest, type GuestKind, type GuestParts } from "./guest.ts";
import { HeadStart } from "./head-start.ts";

interface Kept {
  readonly guest: Guest;
  readonly kind: string;
  readonly start: { readonly of: string; readonly headStart: HeadStart } | null;
}

/** An exercise has scenarios of one kind or two: with requests, and without. */
const MOST_KEPT = 3;

/** Keeps guests for the next scenarios of their kinds: to come up takes one longer than most scenarios. */
export class GuestPool {
  readonly #parts: GuestParts;
  /** By kind, the one that was used last at the end. */
  readonly #kept = new Map<string, Kept>();

  constructor(parts: GuestParts) {
    this.#parts = parts;
  }

  /** Has a guest ready for a scenario of this kind. */
  async prepare(kind: GuestKind): Promise<void> {
    await this.#guestOf(kind);
  }

  /**
   * Lends a fresh guest.
   *
   * @param scenario names what is played but for its schedule, and so whose head start it may have; null: it gets none
   */
  async use(
    kind: GuestKind,
    scenario: string | null,
    play: (guest: Guest, headStart: HeadStart | null) => Promise<{ readonly atRest: boolean }>,
  ): Promise<void> {
    const kept = await this.#guestOf(kind);
    const start =
      scenario === null || kept.start?.of === scenario ? kept.start : { of: scenario, headStart: new HeadStart() };
    // Whatever happens to it now, it comes back only if nothing in it was broken off.
    this.#kept.delete(kept.kind);
    const { atRest } = await play(kept.guest, scenario === null ? null : (start?.headStart ?? null));
    if (atRest && kept.guest.isReusable) this.#keep({ ...kept, start });
  }

  #keep(kept: Kept): void {
    this.#kept.set(kept.kind, kept);
    for (const [oldest] of this.#kept) if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
  }

  /** What is known of a scenario since its guest was lent for it last. */
  headStart(kind: GuestKind, scenario: string): HeadStart | null {
    const start = this.#kept.get(JSON.stringify(kind))?.start;
    return start?.of === scenario ? start.headStart : null;
  }

  async #guestOf(kind: GuestKind): Promise<Kept> {
    const key = JSON.stringify(kind);
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const fresh = { guest: await Guest.boot(this.#parts, kind), kind: key, start: null };
    this.#keep(fresh);
    return fresh;
  }
}
