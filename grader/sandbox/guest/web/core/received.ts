import { showPlain } from "../console/plain.ts";
import { String } from "./intrinsics.ts";

/** How Node's argument errors name what came instead: `type string ('x')`, `an instance of Foo`, `undefined`. */
export function received(value: unknown): string {
  if (value == null) return `${value as null}`;
  if (typeof value === "function") return `function ${value.name}`;
  if (typeof value === "object") {
    const name = (value.constructor as { name?: unknown } | undefined)?.name;
    return name ? `an instance of ${String(name)}` : (showPlain(value) ?? "an object");
  }
  const shown = typeof value === "symbol" ? String(value) : (showPlain(value) ?? String(value));
  return `type ${typeof value} (${shown.length > 28 ? `${shown.slice(0, 25)}...` : shown})`;
}
