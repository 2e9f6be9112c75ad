import { Math } from "../core/intrinsics.ts";
import { inspect } from "../inspect/inspect.ts";

export type Operator = string;

const texts: Record<Operator, string> = {
  deepStrictEqual: "Expected values to be strictly deep-equal:",
  strictEqual: "Expected values to be strictly equal:",
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notIdentical: "Values have same structure but are not reference-equal:",
};

/** Primitives that are together no longer than this are shown as `1 !== 2`. */
const shortest = 12;
const widest = 80;
const mostLines = 50;

/** All of a value, one property per line, in an order that does not depend on how it was made. */
function linesOf(value: unknown): string[] {
  const options = {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    sorted: true,
    getters: true,
  };
  return inspect(value, options).split("\n");
}

const isObject = (value: unknown) => typeof value === "object" && value !== null;

/** What Node 20 says when an assertion without a message of its own fails. */
export function assertionMessage(actual: unknown, expected: unknown, operator: Operator): string {
  if (operator === "deepStrictEqual" || operator === "strictEqual") return difference(actual, expected, operator);
  if (operator === "notDeepStrictEqual" || operator === "notStrictEqual") return unwanted(actual, operator);
  const [left, right] = [actual, expected].map((value) => {
    const text = linesOf(value).join("\n");
    return text.length > 512 ? `${text.slice(0, 509)}...` : text;
  });
  return `${left} ${operator} ${right}`;
}

function unwanted(actual: unknown, operator: Operator): string {
  const isReference = operator === "notStrictEqual" && (isObject(actual) || typeof actual === "function");
  const text = texts[isReference ? "notStrictEqualObject" : operator]!;
  const lines = shortened(linesOf(actual));
  if (lines.length > 1) return `${text}\n\n${lines.join("\n")}\n`;
  return `${text}${lines[0]!.length > 5 ? "\n\n" : " "}${lines[0]}`;
}

function shortened(lines: string[]): string[] {
  return lines.length > mostLines ? [...lines.slice(0, 46), "..."] : lines;
}

/** `message` stands in place of the sentence that goes before the two values. */
export function difference(actual: unknown, expected: unknown, operator: Operator, message = ""): string {
  const left = linesOf(actual);
  const right = linesOf(expected);
  const isReference =
    operator === "strictEqual" &&
    ((isObject(actual) && isObject(expected)) || (typeof actual === "function" && typeof expected === "function"));
  const sentence = message || texts[isReference ? "strictEqualObject" : operator]!;

  let indicator = "";
  if (left.length === 1 && right.length === 1 && left[0] !== right[0]) {
    const [a, b] = [left[0]!, right[0]!];
    const length = a.length + b.length;
    if (length <= shortest) {
      if (!isObject(actual) && !isObject(expected) && (actual !== 0 || expected !== 0)) {
        return `${sentence}\n\n${a} !== ${b}\n`;
      }
    } else if (!isReference && length < widest) {
      let same = 0;
      while (a[same] === b[same]) same++;
      if (same > 2) indicator = `\n  ${" ".repeat(same)}^`;
    }
  }

  const { end, cut } = takeCommonEnd(left, right);
  if (left.length === 0 && right.length === 0) {
    return `${texts["notIdentical"]}\n\n${shortened(linesOf(actual)).join("\n")}\n`;
  }
  return new Comparison(left, right).render(`${sentence}\n+ actual - expected`, end, indicator, cut);
}

/** Lines at the end that both have: three or four are shown, more are cut. Takes them off both lists. */
function takeCommonEnd(left: string[], right: string[]): { end: string; cut: boolean } {
  let end = "";
  let count = 0;
  let last: string | null = null;
  while (left.length > 0 && right.length > 0 && left.at(-1) === right.at(-1)) {
    const line = left.pop()!;
    right.pop();
    if (count++ < 3) end = `\n  ${line}${end}`;
    else last = line;
  }
  const cut = count >= 5;
  if (cut) end = `\n...${end}`;
  if (last !== null) end = `\n  ${last}${end}`;
  return { end, cut };
}

/** The lines one beside the other, by their number: those that differ are marked, long runs of equal ones are cut. */
class Comparison {
  #text = "";
  /** Marked lines of the other side that follow when the run of differing lines is over. */
  #held = "";
  #same = 0;
  #shown = 0;
  #cut = false;
  readonly #left: readonly string[];
  readonly #right: readonly string[];

  constructor(left: readonly string[], right: readonly string[]) {
    this.#left = left;
    this.#right = right;
  }

  render(head: string, end: string, indicator: string, cut: boolean): string {
    this.#cut = cut;
    const count = Math.max(this.#left.length, this.#right.length);
    for (let i = 0; i < count; i++) {
      this.#line(i);
      if (this.#shown > mostLines && i < count - 2) {
        return `${head} ... Lines skipped\n${this.#text}\n...${this.#held}\n...`;
      }
    }
    return `${head}${this.#cut ? " ... Lines skipped" : ""}\n${this.#text}${this.#held}${end}${indicator}`;
  }

  #line(i: number): void {
    const left = this.#left[i];
    const right = this.#right[i];
    if (left === undefined || right === undefined) {
      const lines = left === undefined ? this.#right : this.#left;
      this.#endOfRun(lines, i);
      if (left === undefined) this.#held += `\n- ${right}`;
      else this.#text += `\n+ ${left}`;
      this.#shown++;
    } else if (withoutComma(left) !== withoutComma(right)) {
      this.#endOfRun(this.#left, i);
      this.#text += `\n+ ${left}`;
      this.#held += `\n- ${right}`;
      this.#shown += 2;
    } else {
      this.#text += this.#held;
      this.#held = "";
      this.#same++;
      if (this.#same <= 2) this.#show(right.endsWith(",") ? right : left);
    }
  }

  /** Equal lines before a differing one: the last of them are shown. */
  #endOfRun(lines: readonly string[], i: number): void {
    const same = this.#same;
    this.#same = 0;
    if (same <= 2) return;
    if (same === 5) this.#show(lines[i - 3]!);
    if (same > 5) {
      this.#text += "\n...";
      this.#cut = true;
    }
    if (same > 3) this.#show(lines[i - 2]!);
    this.#show(lines[i - 1]!);
  }

  #show(line: string): void {
    this.#text += `\n  ${line}`;
    this.#shown++;
  }
}

const withoutComma = (line: string) => (line.endsWith(",") ? line.slice(0, -1) : line);
