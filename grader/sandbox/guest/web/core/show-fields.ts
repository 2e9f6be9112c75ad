import type { InspectOptions } from "../inspect/options.ts";
import { Symbol } from "./intrinsics.ts";

type Inspect = (value: unknown, options: InspectOptions) => string;

/** The name under which a class says how it is printed. */
export const customInspect: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

/** `Blob { size: 2, type: '' }`: how Node prints objects whose state is in private fields. */
export function showFields(
  name: string,
  fields: object,
  depth: number | null,
  options: InspectOptions,
  inspect: Inspect,
): string {
  if (depth !== null && depth < 0) return `[${name}]`;
  const inner = options.depth == null ? null : options.depth - 1;
  return `${name} ${inspect(fields, { ...options, depth: inner })}`;
}
