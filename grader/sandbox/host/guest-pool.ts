import { Guest, type GuestKind, type GuestParts } from "./guest.ts";
import { HeadStart } from "./head-start.ts";

interface Kept {
  readonly guest: Guest;
  readonly kind: string;
  readonly start: { readonly of: string; readonly headStart: HeadStart } | null;
}

/** Keeps the last guest for the next scenario of the same kind: to come up takes it longer than most scenarios. */
export class GuestPool {
  readonly #parts: GuestParts;
  #kept: Kept | null = null;

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
    play: (guest: Guest, headStart: HeadStart | null) => Promise<{ readonly clean: boolean }>,
  ): Promise<void> {
    const kept = await this.#guestOf(kind);
    const start =
      scenario === null || kept.start?.of === scenario ? kept.start : { of: scenario, headStart: new HeadStart() };
    // Whatever happens to it now, it comes back only after a clean end.
    this.#kept = null;
    const { clean } = await play(kept.guest, scenario === null ? null : (start?.headStart ?? null));
    if (clean && kept.guest.isReusable) this.#kept = { ...kept, start };
  }

  async #guestOf(kind: GuestKind): Promise<Kept> {
    const key = JSON.stringify(kind);
    if (this.#kept?.kind !== key) this.#kept = { guest: await Guest.boot(this.#parts, kind), kind: key, start: null };
    return this.#kept;
  }
}
