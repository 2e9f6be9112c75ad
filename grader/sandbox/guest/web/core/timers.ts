import { requireFunction } from "./arguments.ts";
import { host } from "./environment.ts";
import { Map, Math, Number, Reflect, Symbol } from "./intrinsics.ts";
import { webClass } from "./web-class.ts";

const longest = 2 ** 31 - 1;

/** Timeouts that were turned into a number, which then serves to clear them. */
const numbered = new Map<number, Timeout>();

type Callback = (...args: unknown[]) => unknown;

export class Timeout {
  #callback: Callback;
  #args: readonly unknown[];
  #ms: number;
  #repeat: boolean;
  #timer: number | null = null;
  #ref = true;

  constructor(callback: Callback, ms: number, args: readonly unknown[], repeat: boolean) {
    this.#callback = callback;
    this.#args = args;
    this.#ms = ms;
    this.#repeat = repeat;
    this.#start();
  }

  #start(): void {
    const fire = () => {
      if (!this.#repeat) this.#timer = null;
      Reflect.apply(this.#callback, this, this.#args);
    };
    this.#timer = host().setTimer(fire, this.#ms, this.#repeat);
    if (!this.#ref) host().refTimer(this.#timer, false);
  }

  ref(): this {
    return this.#setRef(true);
  }

  unref(): this {
    return this.#setRef(false);
  }

  #setRef(ref: boolean): this {
    this.#ref = ref;
    if (this.#timer !== null) host().refTimer(this.#timer, ref);
    return this;
  }

  hasRef(): boolean {
    return this.#ref;
  }

  refresh(): this {
    if (this.#timer !== null) {
      host().clearTimer(this.#timer);
      this.#start();
    }
    return this;
  }

  close(): this {
    if (this.#timer !== null) host().clearTimer(this.#timer);
    this.#timer = null;
    return this;
  }

  [Symbol.toPrimitive](): number {
    const number = (this.#number ??= ++lastNumber);
    numbered.set(number, this);
    return number;
  }
  #number: number | null = null;

  static isTimeout(value: object): value is Timeout {
    return #timer in value;
  }
}

let lastNumber = 0;

export class Immediate {
  #cleared = false;
  #ref = true;

  constructor(callback: Callback, args: readonly unknown[]) {
    host().queueTask(() => {
      if (!this.#cleared) Reflect.apply(callback, this, args);
    });
  }

  ref(): this {
    this.#ref = true;
    return this;
  }

  unref(): this {
    this.#ref = false;
    return this;
  }

  hasRef(): boolean {
    return this.#ref;
  }

  static clear(value: unknown): void {
    if (typeof value === "object" && value !== null && #cleared in value) value.#cleared = true;
  }
}

webClass(Timeout, "Timeout", { tag: false });
webClass(Immediate, "Immediate", { tag: false });

/** As Node: what is not between 1 ms and 2^31 - 1 ms is 1 ms, and fractions are cut off. */
export function delay(ms: unknown): number {
  const number = Number(ms);
  return number >= 1 && number <= longest ? Math.trunc(number) : 1;
}

function clear(value: unknown): void {
  if (typeof value === "object" && value !== null) {
    if (Timeout.isTimeout(value)) value.close();
  } else if (typeof value === "number" || typeof value === "string") {
    numbered.get(Number(value))?.close();
    numbered.delete(Number(value));
  }
}

/** Method shorthands: like Node's, they cannot be called with `new`. */
export const timers = {
  setTimeout(callback: Callback, ms?: unknown, ...args: unknown[]): Timeout {
    requireFunction(callback, "callback");
    return new Timeout(callback, delay(ms), args, false);
  },
  setInterval(callback: Callback, ms?: unknown, ...args: unknown[]): Timeout {
    requireFunction(callback, "callback");
    return new Timeout(callback, delay(ms), args, true);
  },
  setImmediate(callback: Callback, ...args: unknown[]): Immediate {
    requireFunction(callback, "callback");
    return new Immediate(callback, args);
  },
  clearTimeout(timeout?: unknown): void {
    clear(timeout);
  },
  clearInterval(timeout?: unknown): void {
    clear(timeout);
  },
  clearImmediate(immediate?: unknown): void {
    Immediate.clear(immediate);
  },
};
