import { host } from "../core/environment.ts";
import { Date as NativeDate, Math, Object, Reflect } from "../core/intrinsics.ts";

const texts = { toString: NativeDate.prototype.toString, toTimeString: NativeDate.prototype.toTimeString };

function now(): number {
  return host().startMs + Math.floor(host().now());
}

/** `Date` on the virtual clock. The objects are the engine's own; its prototype is shared, and names this as its constructor. */
function makeDate(): DateConstructor {
  const VirtualDate = function (this: unknown, ...args: unknown[]): unknown {
    if (new.target === undefined) return new NativeDate(now()).toString();
    return Reflect.construct(NativeDate, args.length === 0 ? [now()] : args, new.target);
  };
  const own = { now, parse: NativeDate.parse, UTC: NativeDate.UTC };
  for (const name of ["now", "parse", "UTC"] as const) {
    Object.defineProperty(VirtualDate, name, { value: own[name], writable: true, configurable: true });
  }
  Object.defineProperty(VirtualDate, "name", { value: "Date", configurable: true });
  Object.defineProperty(VirtualDate, "length", { value: 7, configurable: true });
  Object.defineProperty(VirtualDate, "prototype", { value: NativeDate.prototype, writable: false });
  return VirtualDate as unknown as DateConstructor;
}

/** The engine leaves out the name of the time zone that ends a date's text elsewhere. */
const zoned = {
  toString(this: Date): string {
    return withZone(texts.toString.call(this));
  },
  toTimeString(this: Date): string {
    return withZone(texts.toTimeString.call(this));
  },
};

function withZone(text: string): string {
  return text.endsWith("+0000") ? `${text} (Coordinated Universal Time)` : text;
}

export function virtualDate(): DateConstructor {
  const virtual = makeDate();
  for (const name of ["toString", "toTimeString"] as const) {
    Object.defineProperty(NativeDate.prototype, name, { value: zoned[name], writable: true, configurable: true });
  }
  Object.defineProperty(NativeDate.prototype, "constructor", { value: virtual, writable: true, configurable: true });
  return virtual;
}
