import { type Position, showText } from "../values/index.ts";

/** A YAML file's data with the place of every key and value. Aliases are resolved: a node may stand at several places. */
export type Node = ScalarNode | ListNode | MapNode;

export interface ScalarNode {
  readonly kind: "scalar";
  readonly at: Position;
  readonly value: null | boolean | number | string;
  /** As written, without quotes. */
  readonly source: string;
}

export interface ListNode {
  readonly kind: "list";
  readonly at: Position;
  readonly items: readonly Node[];
}

export interface MapNode {
  readonly kind: "map";
  readonly at: Position;
  readonly entries: ReadonlyMap<string, Entry>;
  /** Whether a merge key, which was refused, would have brought more entries. */
  readonly merged: boolean;
}

export interface Entry {
  readonly keyAt: Position;
  readonly value: Node;
}

export type Path = readonly (string | number)[];

/** The data alone, as JavaScript has it. `__proto__` is a key like any other. */
export function plain(node: Node): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(plain);
  return Object.fromEntries(Array.from(node.entries, ([key, entry]) => [key, plain(entry.value)]));
}

export function child(node: Node | undefined, key: string | number): Node | undefined {
  if (node?.kind === "map") return node.entries.get(String(key))?.value;
  return node?.kind === "list" && typeof key === "number" ? node.items[key] : undefined;
}

export function nodeAt(root: Node, path: Path): Node | undefined {
  return path.reduce<Node | undefined>(child, root);
}

/** The place of the last key of the path, or for a list's item of the item; of the nearest thing above when it is not there. */
export function keyPosition(root: Node, path: Path): Position {
  let at = root.at;
  let node: Node | undefined = root;
  for (const key of path) {
    const entry: Entry | undefined = node?.kind === "map" ? node.entries.get(String(key)) : undefined;
    node = child(node, key);
    at = entry?.keyAt ?? node?.at ?? at;
  }
  return at;
}

/** The place of the value at the path; of the nearest thing above when it is not there. */
export function valuePosition(root: Node, path: Path): Position {
  let at = root.at;
  let node: Node | undefined = root;
  for (const key of path) {
    node = child(node, key);
    at = node?.at ?? at;
  }
  return at;
}

export function entriesOf(node: Node | undefined): ReadonlyMap<string, Entry> {
  return node?.kind === "map" ? node.entries : new Map<string, Entry>();
}

export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === "list" ? node.items : [];
}

/** What stands there, for people. */
export function showNode(node: Node | undefined): string {
  if (!node) return "nothing";
  if (node.kind === "list") return node.items.length === 0 ? "an empty list" : "a list";
  if (node.kind === "map") return node.entries.size === 0 ? "an empty map" : "a map";
  if (node.value === null) return node.source === "" ? "nothing" : "null";
  if (typeof node.value === "string") return `the string ${showText(node.value, 80)}`;
  return `the ${typeof node.value === "number" ? "number" : "boolean"} ${node.source.slice(0, 80)}`;
}

/** `scenarios[0].expect.elapsed`; empty for the file itself. */
export function showPath(path: Path): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else if (/^[\p{ID_Start}$_][\p{ID_Continue}$*?-]*$/u.test(key)) text += text === "" ? key : `.${key}`;
    else text += `[${showText(key, 60)}]`;
  }
  return text;
}
