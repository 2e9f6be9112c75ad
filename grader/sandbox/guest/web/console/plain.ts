import { plainName, quote } from "./quote.ts";
import { Array, Object, Reflect } from "../core/intrinsics.ts";

/** Up to this length a value stands on one line at any of the levels shown, whatever surrounds it. */
const oneLine = 64;
const deepest = 2;
const longestList = 6;

/**
 * What nearly every submission prints: primitives and small plain data, shown as Node shows it. Null for all that needs the
 * full formatter, which takes far longer to load than a short scenario takes to run.
 */
export function showPlain(value: unknown): string | null {
  const text = plain(value, 0);
  return text === null || text.length > oneLine ? null : text;
}

function plain(value: unknown, level: number): string | null {
  switch (typeof value) {
    case "string":
      return value.length > oneLine ? null : quote(value);
    case "number":
      return Object.is(value, -0) ? "-0" : `${value}`;
    case "bigint":
      return `${value}n`;
    case "boolean":
    case "undefined":
      return `${value}`;
    case "object":
      if (value === null) return "null";
      if (level > deepest) return null;
      return Array.isArray(value) ? plainList(value, level) : plainObject(value, level);
    default:
      return null;
  }
}

/** Exactly the items: no hole, no further property, no class of the learner's own. */
function plainList(value: unknown[], level: number): string | null {
  const { length } = value;
  if (length > longestList || Object.getPrototypeOf(value) !== Array.prototype) return null;
  if (Reflect.ownKeys(value).length !== length + 1) return null;
  if (length === 0) return "[]";
  let text = "";
  for (let i = 0; i < length; i++) {
    const item = plainProperty(value, `${i}`, level);
    if (item === null) return null;
    text += (i === 0 ? "" : ", ") + item;
  }
  return `[ ${text} ]`;
}

function plainObject(value: object, level: number): string | null {
  if (Object.getPrototypeOf(value) !== Object.prototype) return null;
  let text = "";
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key !== "string" || !plainName.test(key) || key === "__proto__" || key === "constructor") return null;
    const item = plainProperty(value, key, level);
    if (item === null || text.length > oneLine) return null;
    text += `${text === "" ? "" : ", "}${key}: ${item}`;
  }
  return text === "" ? "{}" : `{ ${text} }`;
}

function plainProperty(value: object, key: string, level: number): string | null {
  const property = Reflect.getOwnPropertyDescriptor(value, key);
  if (property === undefined || property.get !== undefined || property.set !== undefined || !property.enumerable)
    return null;
  return plain(property.value, level + 1);
}
