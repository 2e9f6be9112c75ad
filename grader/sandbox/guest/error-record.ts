import type { RawError } from "../wire/record.ts";
import { cut } from "./cut.ts";
import type { Site } from "../../../src/internal.ts";
import { receiver } from "./carrier.ts";
import { siteOfError } from "./sites.ts";
import { siteOfThrown } from "./thrown.ts";

/**
 * What was thrown, as strings. Reading `name` and `message` may run a getter of the learner's; whatever it does, this returns.
 *
 * @param waitedAt the await that was given it, for what does not know where it was thrown
 */
export function errorRecord(thrown: unknown, waitedAt: Site | null = null): RawError {
  const placeless = (): RawError["site"] => siteOfThrown(thrown) ?? receiver(waitedAt);
  if (typeof thrown !== "object" || thrown === null) {
    return { name: typeOf(thrown), message: cut(primitiveText(thrown)), site: placeless() };
  }
  const isError = isAnError(thrown);
  const name = text(thrown, "name", 200);
  const message = text(thrown, "message", 10_000);
  if (!isError && message === null) {
    return { name: name ?? "object", message: "an object that is not an Error was thrown", site: placeless() };
  }
  return { ...asNode(name ?? "Error", message ?? ""), site: siteOfError(thrown) ?? placeless() };
}

/** A Proxy may have been revoked, or throw when it is asked for its prototype. */
function isAnError(thrown: object): boolean {
  try {
    return thrown instanceof Error;
  } catch {
    return false;
  }
}

function asNode(name: string, message: string): { name: string; message: string } {
  // The engine's own words for what Node calls a RangeError.
  if (message === "stack overflow") return { name: "RangeError", message: "Maximum call stack size exceeded" };
  return { name, message };
}

function text(object: object, key: "name" | "message", longest: number): string | null {
  try {
    const value: unknown = (object as Record<string, unknown>)[key];
    return typeof value === "string" ? cut(value, longest) : null;
  } catch {
    return null;
  }
}

function typeOf(value: unknown): string {
  return value === null ? "null" : typeof value;
}

function primitiveText(value: unknown): string {
  return typeof value === "function" ? "a function" : String(value);
}
