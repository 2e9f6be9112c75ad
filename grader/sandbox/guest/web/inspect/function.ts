import { Function, Object, String } from "../core/intrinsics.ts";
import type { Names } from "./names.ts";

const sourceOf = Function.prototype.toString;
const comments = /\/\/.*?\n|\/\*[^]*?\*\//g;
const classHead = /^class(?![\w$])[^(]*?\s*\{/;

/** `[Function: f]`, `[AsyncFunction (anonymous)]`, `[class B extends A]`. */
export function showFunction(value: Function, names: Names): string {
  return isClass(value) ? showClass(value, names) : showPlain(value, names);
}

function isClass(value: Function): boolean {
  const source = sourceOf.call(value);
  if (!source.startsWith("class") || !source.endsWith("}")) return false;
  const head = source.slice(0, source.indexOf("{"));
  return !head.includes("(") || classHead.test(source.replace(comments, ""));
}

function showClass(value: Function, { constructor, tag }: Names): string {
  const name = Object.hasOwn(value, "name") && value.name;
  let text = `[class ${name ? String(name) : "(anonymous)"}`;
  if (constructor !== "Function" && constructor !== null) text += ` [${constructor}]`;
  if (tag !== "" && constructor !== tag) text += ` [${tag}]`;
  if (constructor === null) return `${text} extends [null prototype]]`;
  const parent = (Object.getPrototypeOf(value) as { name?: unknown }).name;
  return parent ? `${text} extends ${String(parent)}]` : `${text}]`;
}

const kinds = ["AsyncFunction", "GeneratorFunction", "AsyncGeneratorFunction"];
const kindTag = Object.prototype.toString;

function showPlain(value: Function, { constructor, tag }: Names): string {
  // The prototype that says of which kind it is, however far up; a tag that the learner set says something else.
  const own = kindTag.call(value).slice(8, -1);
  const kind = kinds.includes(own) ? own : "Function";
  let text = `[${kind}`;
  if (constructor === null) text += " (null prototype)";
  text += value.name === "" ? " (anonymous)]" : `: ${String(value.name)}]`;
  if (constructor !== null && constructor !== kind) text += ` ${constructor}`;
  if (tag !== "" && constructor !== tag) text += ` [${tag}]`;
  return text;
}
