import { entriesOf, type Node, type Path } from "./tree.ts";

/** For a scalar where a map is wanted: by the key that it stands under, what was probably meant. */
const AS_MAP: ReadonlyMap<string, (written: string) => string | null> = new Map([
  [
    "rules",
    (name) =>
      /^[\w$]+$/.test(name) && !["any", "eval"].includes(name) ? `{ require: ${name} }` : `{ forbid: ${name} }`,
  ],
  ["throws", (text) => (/^[A-Z]\w*$/.test(text) ? `{ name: ${text} }` : `{ message: ${text} }`)],
  ["expect", (value) => `{ returns: ${value} }`],
  ["peak", (count) => (isCount(count) ? `{ requests: ${count} }` : null)],
  ["points", (share) => (isCount(share) ? `{ returns: ${share} }` : null)],
  ["explore", (count) => `{ schedules: ${isCount(count) ? count : 50}, latency: 10ms..400ms }`],
  ["limits", (time) => `{ virtualTime: ${time} }`],
  ["tasks", (state) => `{ "*": ${state} }`],
]);

/** Where a list of maps is likely one map whose keys were given dashes. */
const MAPS = new Set(["expect", "points", "limits", "weights", "why", "peak", "explore"]);

const LISTS = new Set([
  "rules",
  "hints",
  "files",
  "imports",
  "fixtures",
  "args",
  "requests",
  "scenarios",
  "questions",
  "choices",
]);
const LISTS_OF_MAPS = new Set(["rules", "scenarios", "questions", "choices"]);
/** Under these, the names of keys stand for numbers and texts. */
const TABLES = new Set(["peak", "limits", "weights", "why"]);

/** A value of the wrong kind in the form that was probably meant; null where nobody can know. */
export function rightForm(path: Path, node: Node): string | null {
  const [key = "", above = ""] = path.filter((each) => typeof each === "string").toReversed();
  const isItem = typeof path.at(-1) === "number";
  if (TABLES.has(above)) return null;
  // `title:T`, which is a text.
  if (path.length === 0)
    return node.kind === "scalar" && /^\w+:\S/.test(node.source) ? node.source.replace(":", ": ") : null;
  if (key === "leftovers") return "none";
  if (key === "latency") return above === "explore" ? asRange(node) : null;
  if (node.kind === "map") return !isItem && LISTS.has(key) ? asItem(key, node) : null;
  if (node.kind === "scalar") {
    return node.value === null ? null : fromScalar(path, { key, above, isItem }, inFlow(node));
  }
  if (key === "forbid" || key === "require") return aRuleEach(key, node.items);
  return MAPS.has(key) ? withoutDashes(node.items) : null;
}

interface Place {
  readonly key: string;
  readonly above: string;
  readonly isItem: boolean;
}

function fromScalar(path: Path, { key, above, isItem }: Place, written: string): string | null {
  // How many there were at once is asked by `peak`; how many in all, only by listing them.
  if (key === "requests" && isCount(written)) return null;
  if (!isItem && LISTS.has(key)) {
    const item = LISTS_OF_MAPS.has(key) ? AS_MAP.get(key)?.(written) : written;
    return item === undefined || item === null ? null : `[${item}]`;
  }
  if (above === "at") return AS_MAP.get("tasks")!(written);
  // `GET /a: hello`, of the exercise or of a scenario.
  const http = path.indexOf("http");
  if (http >= 0) return path.length === http + 3 ? `{ text: ${written} }` : null;
  return AS_MAP.get(key)?.(written) ?? null;
}

function isCount(written: string): boolean {
  return /^\d+$/.test(written);
}

/** A map where a list is wanted: its first key begins an item, or is the name of one. */
function asItem(key: string, node: Node): string | null {
  const [first] = entriesOf(node);
  if (first === undefined) return null;
  const [name, { value }] = first;
  if (value.kind === "scalar") return `- ${name}: ${inFlow(value)}`;
  return key === "scenarios" ? `- name: ${name}` : null;
}

function aRuleEach(key: string, items: readonly Node[]): string | null {
  return items.length === 0 ? null : items.map((item) => `{ ${key}: ${inFlow(item)} }`).join(", ");
}

/** A list of maps of one key each, where one map is wanted. */
function withoutDashes(items: readonly Node[]): string | null {
  const entries = items.flatMap((item) => [...entriesOf(item)]);
  if (entries.length === 0 || entries.some(([, { value }]) => value.kind !== "scalar")) return null;
  return `{ ${entries.map(([key, { value }]) => `${key}: ${inFlow(value)}`).join(", ")} }`;
}

function asRange(node: Node): string | null {
  const ends = node.kind === "list" ? node.items : [...entriesOf(node).values()].map(({ value }) => value);
  return ends.length === 2 && ends.every((end) => end.kind === "scalar") ? ends.map(inFlow).join("..") : null;
}

/** As it can stand between brackets. */
function inFlow(node: Node): string {
  if (node.kind !== "scalar") return "…";
  return /^[\w$.][\w$./*?@+ -]*$/.test(node.source) ? node.source : JSON.stringify(node.source);
}
