import { matchSnapshot, type Expected, type Snapshot } from "../values/index.ts";
import { unawaitedIn } from "./unawaited-text.ts";

/** The first part in which a request is not what was expected. */
export interface PartDifference {
  /** `json.total`, `header accept`. */
  readonly part: string;
  readonly found: string;
  readonly expected: string;
}

/** Method and URL are told elsewhere. */
export function differenceIn(entries: readonly (readonly [string, Expected])[], sent: Snapshot): PartDifference | null {
  const parts = new Map(sent !== null && typeof sent === "object" && sent.t === "map" ? sent.v : []);
  for (const [key, value] of entries) {
    if (key === "method" || key === "url" || key === "line") continue;
    const part = parts.get(key) ?? { t: "undefined" };
    const difference = key === "headers" ? headerDifference(value, part) : null;
    if (difference !== null) return difference;
    const mismatch = matchSnapshot(value, part);
    if (mismatch !== null) return { ...mismatch, part: `${key}${mismatch.path}` };
  }
  return null;
}

/** What is asked of headers is that they hold some. */
function headerDifference(expected: Expected, sent: Snapshot): PartDifference | null {
  if (expected.kind !== "contains" || expected.item.kind !== "map") return null;
  const given = new Map(sent !== null && typeof sent === "object" && sent.t === "map" ? sent.v : []);
  for (const [name, value] of expected.item.entries) {
    const header = given.get(name);
    const mismatch = matchSnapshot(value, header ?? { t: "undefined" });
    if (mismatch !== null)
      return { ...mismatch, part: `header ${name}`, found: header === undefined ? "not there" : mismatch.found };
  }
  return null;
}

/** What was sent is a promise, a task or a coroutine, where its value was expected. */
export function isUnawaited({ found, expected }: PartDifference): boolean {
  return (
    (found === "{}" && !expected.startsWith("{")) || (unawaitedIn(found) !== null && unawaitedIn(expected) === null)
  );
}
