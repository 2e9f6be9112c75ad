import { Guest, type GuestKind, type GuestParts } from "./guest.ts";

/** Keeps the last guest for the next scenario of the same kind: to come up takes it longer than most scenarios. */
export class GuestPool {
  readonly #parts: GuestParts;
  #kept: { readonly guest: Guest; readonly key: string } | null = null;

  constructor(parts: GuestParts) {
    this.#parts = parts;
  }

  /** Has a guest ready for a scenario of this kind. */
  async prepare(kind: GuestKind): Promise<void> {
    const key = JSON.stringify(kind);
    if (this.#kept?.key !== key) this.#kept = { guest: await Guest.boot(this.#parts, kind), key };
  }

  /** Lends a fresh guest. */
  async use(kind: GuestKind, play: (guest: Guest) => Promise<{ readonly clean: boolean }>): Promise<void> {
    await this.prepare(kind);
    const { guest, key } = this.#kept!;
    // Whatever happens to it now, it comes back only after a clean end.
    this.#kept = null;
    const { clean } = await play(guest);
    if (clean && guest.leave()) this.#kept = { guest, key };
  }
}
