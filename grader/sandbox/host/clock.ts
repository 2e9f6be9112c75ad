/** The scenario's time in µs. Only the host moves it, and only forward. */
export class HostClock {
  readonly #limitMicros: number;
  readonly #tooLate: () => void;
  #now = 0;
  /** Since when the limit counts: the call of the entry. */
  #epoch = 0;

  constructor(limitMs: number, tooLate: () => void) {
    this.#limitMicros = Math.round(limitMs * 1000);
    this.#tooLate = tooLate;
  }

  get now(): number {
    return this.#now;
  }

  /** The entry is called now. */
  begin(): void {
    this.#epoch = this.#now;
  }

  /** False when that instant lies past the end of virtual time. */
  moveTo(micros: number): boolean {
    if (micros < this.#now) return true;
    // Not `>`: what is no number at all lies past the end too.
    if (!(micros - this.#epoch <= this.#limitMicros)) {
      this.#now = this.#epoch + this.#limitMicros;
      this.#tooLate();
      return false;
    }
    this.#now = micros;
    return true;
  }
}
