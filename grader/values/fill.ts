import type { Expected, Reference, WrittenExpected } from "./expected.ts";
import { isUndefined } from "./json.ts";
import { isPlainKey, showText } from "./show.ts";
import type { Snapshot } from "./snapshot.ts";

/** The solution gives nothing that could stand in place of a `reference`. The message is the second half of a sentence. */
export class NothingToFill extends Error {
  override readonly name = "NothingToFill";
}

/**
 * Puts what the solution gave in the place of each `reference`: an item of a list takes the item of the same index, a value of a map
 * the value of the same key, an operand of a matcher what stands in the matcher's own place.
 *
 * @param given undefined when the solution gives nothing there
 * @throws NothingToFill
 */
export function fillExpected(written: WrittenExpected, given: Snapshot | undefined): Expected {
  return fill(written, given, "");
}

function fill(written: WrittenExpected, given: Snapshot | undefined, path: string): Expected {
  switch (written.kind) {
    case "reference":
      return filled(written, given, path);
    case "list":
      return { kind: "list", items: fillItems(written.items, given, path) };
    case "unordered":
      return { kind: "unordered", items: fillItems(written.items, given, path) };
    case "map":
      return {
        kind: "map",
        entries: written.entries.map(([key, value]) => [
          key,
          fill(value, valueAt(given, key), `${path}${isPlainKey(key) ? `.${key}` : `[${showText(key, 60)}]`}`),
        ]),
      };
    case "oneOf":
      return { kind: "oneOf", options: written.options.map((option) => fill(option, given, path)) };
    case "contains":
      if (written.item.kind === "reference" && itemsOf(given) !== null) {
        throw new NothingToFill(
          `gives a list${where(path)}, and $contains looks for one item; write { $unordered: reference }, or the item itself`,
        );
      }
      return { kind: "contains", item: fill(written.item, given, path) };
    default:
      return written;
  }
}

function fillItems(written: readonly WrittenExpected[], given: Snapshot | undefined, path: string): Expected[] {
  const items = itemsOf(given);
  return written.map((item, index) => fill(item, items?.[index], `${path}[${index}]`));
}

function filled({ form }: Reference, given: Snapshot | undefined, path: string): Expected {
  if (given === undefined) throw new NothingToFill(`gives nothing${where(path)}`);
  if (form === "itself") return asExpected(given, path);
  if (form === "unordered") {
    const items = itemsOf(given);
    if (items === null) throw new NothingToFill(`does not give a list${where(path)}, and $unordered needs one`);
    return { kind: "unordered", items: items.map((item, index) => asExpected(item, `${path}[${index}]`)) };
  }
  if (typeof given !== "number") throw new NothingToFill(`does not give a number${where(path)}, and $approx needs one`);
  return { kind: "approx", value: given, within: form.within };
}

/** What equals this value and nothing else. */
function asExpected(given: Snapshot, path: string): Expected {
  if (given === null) return { kind: "null" };
  if (typeof given === "boolean") return { kind: "boolean", value: given };
  if (typeof given === "string") return { kind: "string", value: given };
  if (typeof given === "number") return { kind: "number", value: given };
  switch (given.t) {
    case "undefined":
      return { kind: "null" };
    case "number":
      return { kind: "number", value: given.v };
    case "list":
      return { kind: "list", items: given.v.map((item, index) => asExpected(item, `${path}[${index}]`)) };
    case "map":
      return {
        kind: "map",
        entries: given.v
          .filter(([, value]) => !isUndefined(value))
          .map(([key, value]) => [key, asExpected(value, `${path}.${key}`)]),
      };
    default:
      throw new NothingToFill(`gives ${given.v}${where(path)}, which is not plain data, so nothing can equal it`);
  }
}

function itemsOf(given: Snapshot | undefined): readonly Snapshot[] | null {
  return given !== undefined && given !== null && typeof given === "object" && given.t === "list" ? given.v : null;
}

function valueAt(given: Snapshot | undefined, key: string): Snapshot | undefined {
  if (given === undefined || given === null || typeof given !== "object" || given.t !== "map") return undefined;
  return given.v.find(([name]) => name === key)?.[1];
}

function where(path: string): string {
  return path === "" ? "" : ` at ${path}`;
}
