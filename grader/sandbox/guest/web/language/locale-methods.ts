import { group } from "../core/environment.ts";
import { BigInt, Date, Number, Object, String } from "../core/intrinsics.ts";

type Locales = string | readonly string[] | undefined;

/** As in Node with an American locale and the time zone UTC, wherever it runs; loaded at the first call. */
const methods: readonly (readonly [object, Record<string, unknown>])[] = [
  [
    String.prototype,
    {
      localeCompare(this: unknown, that: string, locales?: Locales, options?: Intl.CollatorOptions) {
        return group("locale").compareText(String(this), String(that), locales, options ?? {});
      },
    },
  ],
  [
    Number.prototype,
    {
      toLocaleString(this: number, locales?: Locales, options?: Intl.NumberFormatOptions) {
        return group("locale").showNumber(Number.prototype.valueOf.call(this), locales, options ?? {});
      },
    },
  ],
  [
    BigInt.prototype,
    {
      toLocaleString(this: bigint, locales?: Locales, options?: Intl.NumberFormatOptions) {
        return group("locale").showNumber(BigInt.prototype.valueOf.call(this), locales, options ?? {});
      },
    },
  ],
  [
    Date.prototype,
    {
      toLocaleString(this: Date, locales?: Locales, options?: Intl.DateTimeFormatOptions) {
        return group("locale").showDate(Date.prototype.getTime.call(this), "both", locales, options ?? {});
      },
      toLocaleDateString(this: Date, locales?: Locales, options?: Intl.DateTimeFormatOptions) {
        return group("locale").showDate(Date.prototype.getTime.call(this), "date", locales, options ?? {});
      },
      toLocaleTimeString(this: Date, locales?: Locales, options?: Intl.DateTimeFormatOptions) {
        return group("locale").showDate(Date.prototype.getTime.call(this), "time", locales, options ?? {});
      },
    },
  ],
];

export function defineLocaleMethods(): void {
  for (const [prototype, own] of methods) {
    for (const name of Object.keys(own)) {
      Object.defineProperty(prototype, name, { value: own[name], writable: true, configurable: true });
    }
  }
}
