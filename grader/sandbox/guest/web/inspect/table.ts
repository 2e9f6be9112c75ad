import { Array, Map, Math, Object, Reflect, Set } from "../core/intrinsics.ts";
import { iteratorSource } from "../core/iterator-record.ts";
import { nodeTypeError } from "../core/node-error.ts";
import { received } from "../core/received.ts";
import { mapEntriesOf, setItemsOf } from "./collections.ts";
import { inspect } from "./inspect.ts";
import { textWidth } from "./width.ts";

/** What console.table prints, in Node 20's frame; null for what is no table, to be logged as it is. */
export function table(data: unknown, columns?: readonly string[]): string | null {
  if (columns !== undefined && !Array.isArray(columns)) {
    throw nodeTypeError(
      "ERR_INVALID_ARG_TYPE",
      `The "properties" argument must be an instance of Array. Received ${received(columns)}`,
    );
  }
  if (data === null || typeof data !== "object") return null;
  if (data instanceof Map) {
    const entries = mapEntriesOf(data);
    return frame(
      ["(iteration index)", "Key", "Values"],
      entries.map(([key, value], index) => [`${index}`, cell(key), cell(value)]),
    );
  }
  const source = data instanceof Set ? setItemsOf(data) : iteratorItems(data);
  if (source !== null) {
    return frame(
      ["(iteration index)", "Values"],
      source.map((value, index) => [`${index}`, cell(value)]),
    );
  }
  return tableOfRows(data as Record<string, unknown>, columns);
}

function iteratorItems(data: object): unknown[] | null {
  const source = iteratorSource(data);
  return source === undefined ? null : [...source.items()];
}

function tableOfRows(data: Record<string, unknown>, columns: readonly string[] | undefined): string {
  const index = Object.keys(data);
  const names: string[] = [];
  const cells: Map<string, string>[] = [];
  let values = false;
  for (const key of index) {
    const row = data[key];
    const line = new Map<string, string>();
    cells.push(line);
    if (row === null || (typeof row !== "object" && typeof row !== "function")) {
      line.set("", cell(row));
      values = true;
      continue;
    }
    for (const name of columns ?? Object.keys(row)) {
      if (!names.includes(name)) names.push(name);
      if (Object.hasOwn(row, name)) line.set(`.${name}`, cell(Reflect.get(row, name)));
    }
  }
  const fields = [...names.map((name) => `.${name}`), ...(values ? [""] : [])];
  return frame(
    ["(index)", ...names, ...(values ? ["Values"] : [])],
    index.map((key, row) => [key, ...fields.map((field) => cells[row]!.get(field) ?? "")]),
  );
}

/** Objects are shown by their kind only. */
function cell(value: unknown): string {
  const depth =
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 2 ? -1 : 0;
  return inspect(value, { maxArrayLength: 3, breakLength: Infinity, depth });
}

function frame(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, column) => Math.max(...[name, ...rows.map((row) => row[column]!)].map(textWidth)) + 2);
  const rule = (left: string, cross: string, right: string) =>
    left + widths.map((width) => "─".repeat(width)).join(cross) + right;
  const line = (cells: readonly string[]) =>
    `│${cells.map((text, column) => filled(text, widths[column]!)).join("│")}│`;
  return [rule("┌", "┬", "┐"), line(head), rule("├", "┼", "┤"), ...rows.map(line), rule("└", "┴", "┘")].join("\n");
}

function filled(text: string, width: number): string {
  return ` ${text}${" ".repeat(width - textWidth(text) - 1)}`;
}
