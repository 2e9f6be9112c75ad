import { escapeText, plainName, quote } from "../console/quote.ts";
import { proxyDetails } from "../core/proxy-record.ts";
import { Map, Object, Reflect, String, Symbol } from "../core/intrinsics.ts";
import { describe } from "./describe.ts";
import { layOut } from "./layout.ts";
import { namesOf } from "./names.ts";
import { inspection, optionsOf, type Inspection, type InspectOptions } from "./options.ts";
import { hiddenOfPrototypes } from "./prototype-properties.ts";
import { showPrimitive } from "./primitive.ts";

const custom = Symbol.for("nodejs.util.inspect.custom");

/** Beyond this many characters only the outermost level of what follows is shown. */
const mostWritten = 2 ** 22;

/** Node 20's `util.inspect`, without colors. */
export function inspect(value: unknown, options: InspectOptions = {}): string {
  return show(inspection(options), value, 0);
}
Object.defineProperty(inspect, "custom", { value: custom, enumerable: true });

/** `level` is the number of objects around the value. */
export function show(context: Inspection, value: unknown, level: number): string {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) {
    return showPrimitive(value as never, context);
  }
  const details = proxyDetails(value);
  if (details === null) return "<Revoked Proxy>";
  if (details !== undefined && context.showProxy) return showProxy(context, details, level);
  let target: object = value;
  for (let inner: typeof details | null = details; inner; inner = proxyDetails(target)) target = inner[0];

  const own = context.customInspect ? customText(context, target, value, level) : undefined;
  if (own !== undefined) return own;
  if (context.path.includes(target)) return showCircular(context, target);
  return showObject(context, target, level);
}

function showProxy(context: Inspection, [target, handler]: readonly [object, object], level: number): string {
  if (level > context.depth) return "Proxy [Array]";
  context.indent += 2;
  const parts = [show(context, target, level + 1), show(context, handler, level + 1)];
  context.indent -= 2;
  return layOut(context, parts, { base: "", open: "Proxy [", close: "]", list: true }, level + 1);
}

function customText(context: Inspection, target: object, receiver: object, level: number): string | undefined {
  const method = (target as { readonly [key: symbol]: unknown })[custom];
  if (typeof method !== "function" || method === inspect) return undefined;
  const { constructor } = target as { readonly constructor?: { readonly prototype?: unknown } };
  if (constructor && constructor.prototype === target) return undefined;
  const depth = context.depth === Infinity ? null : context.depth - level;
  const result: unknown = Reflect.apply(method, receiver, [depth, optionsOf(context), inspect]);
  if (result === receiver) return undefined;
  if (typeof result !== "string") return show(context, result, level);
  return result.replaceAll("\n", `\n${" ".repeat(context.indent)}`);
}

function showCircular(context: Inspection, value: object): string {
  context.circular ??= new Map();
  let number = context.circular.get(value);
  if (number === undefined) {
    number = context.circular.size + 1;
    context.circular.set(value, number);
  }
  return `[Circular *${number}]`;
}

function showObject(context: Inspection, value: object, level: number): string {
  const names = namesOf(value, context.showHidden);
  const object = describe(value, names, context, ownKeys(value, context.showHidden));
  const inherited = context.showHidden && level <= context.depth ? hiddenOfPrototypes(value, names.owner) : [];
  if (object.keys.length === 0 && inherited.length === 0 && object.empty !== undefined) return object.empty;
  if (level > context.depth) return object.brief;

  const inner = level + 1;
  context.path.push(value);
  context.lastLevel = inner;
  const part = (item: unknown) => {
    context.indent += 2;
    const text = show(context, item, inner);
    context.indent -= 2;
    return text;
  };
  const pair = (items: readonly [unknown, unknown]) => {
    const texts = items.map(part);
    context.indent += 2;
    const text = layOut(context, texts, { base: "", open: "[", close: "]", list: true }, inner);
    context.indent -= 2;
    return text;
  };
  const entries = object.entries(part, (key) => showValueOf(context, value, key, inner), pair);
  const count = entries.length;
  for (const key of object.keys) entries.push(showProperty(context, value, key, inner));
  for (const { holder, key } of inherited) entries.push(showProperty(context, holder, key, inner, value));
  context.path.pop();

  const reference = context.circular?.get(value);
  if (reference !== undefined) object.base = `<ref *${reference}>${object.base === "" ? "" : ` ${object.base}`}`;
  if (context.sorted !== false) sortFrom(entries, object.list ? count : 0, context.sorted);
  const text = layOut(context, entries, object, inner, value as ArrayLike<unknown>);
  context.written += text.length;
  if (context.written > mostWritten) context.depth = -1;
  return text;
}

function ownKeys(value: object, hidden: boolean): PropertyKey[] {
  if (hidden) return Reflect.ownKeys(value);
  const keys: PropertyKey[] = Object.keys(value);
  for (const symbol of Object.getOwnPropertySymbols(value)) {
    if (Reflect.getOwnPropertyDescriptor(value, symbol)?.enumerable) keys.push(symbol);
  }
  return keys;
}

function showProperty(context: Inspection, holder: object, key: PropertyKey, level: number, receiver = holder): string {
  const enumerable = Reflect.getOwnPropertyDescriptor(holder, key)?.enumerable ?? true;
  const text = showValueOf(context, holder, key, level, receiver);
  return `${showKey(key, enumerable)}: ${text}`;
}

function showKey(key: PropertyKey, enumerable: boolean): string {
  if (typeof key === "symbol") return `[${escapeText(String(key))}]`;
  const name = String(key);
  if (name === "__proto__") return "['__proto__']";
  if (!enumerable) return `[${escapeText(name)}]`;
  return plainName.test(name) ? name : quote(name);
}

function showValueOf(context: Inspection, holder: object, key: PropertyKey, level: number, receiver = holder): string {
  const property = Reflect.getOwnPropertyDescriptor(holder, key);
  if (property === undefined || property.value !== undefined) {
    context.indent += 2;
    const value: unknown = property === undefined ? Reflect.get(holder, key) : property.value;
    const text = show(context, value, level);
    context.indent -= 2;
    return text;
  }
  if (property.get !== undefined) return showGetter(context, property as Accessor, receiver, level);
  return property.set !== undefined ? "[Setter]" : "undefined";
}

type Accessor = { get(): unknown; set?(value: unknown): void };

function showGetter(context: Inspection, { get, set }: Accessor, receiver: object, level: number): string {
  const label = set === undefined ? "Getter" : "Getter/Setter";
  const { getters } = context;
  if (getters === false || (getters === "get" && set !== undefined) || (getters === "set" && set === undefined)) {
    return `[${label}]`;
  }
  context.indent += 2;
  try {
    const value: unknown = Reflect.apply(get, receiver, []);
    if (typeof value === "object" && value !== null) return `[${label}] ${show(context, value, level)}`;
    return `[${label}: ${showPrimitive(value as never, context)}]`;
  } catch (error) {
    return `[${label}: <Inspection threw (${String((error as { message?: unknown }).message)})>]`;
  } finally {
    context.indent -= 2;
  }
}

function sortFrom(entries: string[], from: number, order: true | ((a: string, b: string) => number)): void {
  const sorted = entries.slice(from).sort(order === true ? undefined : order);
  for (let i = 0; i < sorted.length; i++) entries[from + i] = sorted[i]!;
}
