import { proxyDetails } from "../core/proxy-record.ts";
import { isBuiltIn } from "../core/prototypes.ts";
import { JSON, Number, Object, String, Symbol } from "../core/intrinsics.ts";
import { inspect } from "./inspect.ts";
import { showNumber } from "./primitive.ts";

/** Node 20's `util.format`. */
export function format(args: readonly unknown[]): string {
  const [first] = args;
  let text = "";
  let next = 0;
  if (typeof first === "string") {
    if (args.length === 1) return first;
    next = 1;
    text = first.replace(/%([%a-zA-Z])/g, (directive, letter: string) => {
      if (letter === "%") return "%";
      const show = directives[letter];
      return show === undefined || next === args.length ? directive : show(args[next++]);
    });
  }
  for (; next < args.length; next++) {
    const arg = args[next];
    if (next > 0) text += " ";
    text += typeof arg === "string" ? arg : inspect(arg);
  }
  return text;
}

const directives: Record<string, (arg: unknown) => string> = {
  s: showAsText,
  d: (arg) => showAsNumber(arg, Number),
  i: (arg) => showAsNumber(arg, (value) => Number.parseInt(value as string)),
  f: (arg) => showNumber(typeof arg === "symbol" ? NaN : Number.parseFloat(arg as string)),
  j: showAsJson,
  o: (arg) => inspect(arg, { showHidden: true, showProxy: true, depth: 4 }),
  O: (arg) => inspect(arg),
  c: () => "",
};
Object.setPrototypeOf(directives, null);

function showAsNumber(arg: unknown, convert: (arg: unknown) => number): string {
  if (typeof arg === "bigint") return `${arg}n`;
  return showNumber(typeof arg === "symbol" ? NaN : convert(arg));
}

function showAsText(arg: unknown): string {
  if (typeof arg === "number") return showNumber(arg);
  if (typeof arg === "bigint") return `${arg}n`;
  if (typeof arg !== "object" || arg === null || !hasPlainText(arg)) return String(arg);
  return inspect(arg, { depth: 0 });
}

/** Whether turning it into text is left to the language, which would say no more than `[object Object]`. */
function hasPlainText(value: object): boolean {
  const details = proxyDetails(value);
  if (details === null) return true;
  let holder: object = details?.[0] ?? value;
  const { toString, [Symbol.toPrimitive]: toPrimitive } = holder as { [Symbol.toPrimitive]?: unknown };
  const names: PropertyKey[] = [];
  if (typeof toString === "function") names.push("toString");
  if (typeof toPrimitive === "function") names.push(Symbol.toPrimitive);
  if (names.length === 0) return true;
  if (names.some((name) => Object.hasOwn(holder, name))) return false;
  while (!names.some((name) => Object.hasOwn(holder, name))) holder = Object.getPrototypeOf(holder) as object;
  return isBuiltIn(holder);
}

function showAsJson(arg: unknown): string {
  try {
    return String(JSON.stringify(arg));
  } catch (error) {
    if (isCircular(arg, [])) return "[Circular]";
    throw error;
  }
}

/** Engines word the error differently, so the value is asked. */
function isCircular(value: unknown, path: readonly object[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (path.includes(value)) return true;
  return Object.values(value).some((part) => isCircular(part, [...path, value]));
}
