import { headerOf } from "../core/node-error.ts";
import { host } from "../core/environment.ts";
import { Array, Error, String } from "../core/intrinsics.ts";
import { prefix, type Names } from "./names.ts";
import type { Inspection } from "./options.ts";

type AnyError = Error & { readonly errors?: unknown };

/**
 * Name, message and stack, with the class put in front of the name if the name does not say it. Takes from `keys` what is said by
 * that, and adds the hidden ones that are worth showing.
 */
export function showError(error: AnyError, names: Names, inspection: Inspection, keys: PropertyKey[]): string {
  const name = error.name == null ? "Error" : String(error.name);
  const plain = stackText(error);
  if (!inspection.showHidden) dropKeysIn(plain, error, keys);
  if ("cause" in error && !keys.includes("cause")) keys.push("cause");
  if (Array.isArray(error.errors) && !keys.includes("errors")) keys.push("errors");

  const text = withClass(plain, name, names);
  const message = error.message ? String(error.message) : "";
  const at = message === "" ? -1 : text.indexOf(message);
  const framesAt = text.indexOf("\n    at", at === -1 ? undefined : at + message.length);
  if (framesAt === -1) return indented(`[${text}]`, inspection);
  const frames = withoutFramesOf(error.cause, text.slice(framesAt + 1).split("\n"));
  return indented(`${text.slice(0, framesAt)}\n${frames.join("\n")}`, inspection);
}

/** The guest's stacks are frames only; Node's begin with name and message. */
export function stackText(error: AnyError): string {
  const stack: unknown = error.stack;
  if (typeof stack !== "string" || stack === "") return stack ? String(stack) : headerOf(error);
  if (!/^ {4}at /.test(stack)) return stack;
  const shown = host().showStack(stack).trimEnd();
  return shown === "" ? headerOf(error) : `${headerOf(error)}\n${shown}`;
}

function dropKeysIn(stack: string, error: AnyError, keys: PropertyKey[]): void {
  for (const key of ["name", "message", "stack"] as const) {
    const index = keys.indexOf(key);
    if (index !== -1 && stack.includes(String(error[key]))) keys.splice(index, 1);
  }
}

function withClass(stack: string, name: string, names: Names): string {
  let length = name.length;
  let fallback = "Error";
  if (names.constructor === null) {
    const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n {4}at)/.exec(stack) ?? /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
    fallback = start?.[1] ?? "";
    length = fallback.length;
    fallback ||= "Error";
  } else if (!name.endsWith("Error") || !stack.startsWith(name) || !["", ":", "\n"].includes(stack.charAt(length))) {
    return stack;
  }
  const className = prefix(names, fallback).slice(0, -1);
  if (className === name) return stack;
  const rest = stack.slice(length);
  if (!className.includes(name)) return `${className} [${name}]${rest}`;
  return length === 0 ? `${className}: ${rest}` : className + rest;
}

/** Four or more frames that the cause shows as well are shown once. */
function withoutFramesOf(cause: unknown, frames: string[]): string[] {
  if (!(cause instanceof Error)) return frames;
  const causeText = stackText(cause);
  const start = causeText.indexOf("\n    at");
  if (start === -1) return frames;
  const other = causeText.slice(start + 1).split("\n");
  for (let i = 0; i < frames.length - 3; i++) {
    const at = other.indexOf(frames[i]!);
    if (at === -1) continue;
    let same = 1;
    while (i + same < frames.length && at + same < other.length && frames[i + same] === other[at + same]) same++;
    if (same <= 3) continue;
    const note = `    ... ${same - 2} lines matching cause stack trace ...`;
    return [...frames.slice(0, i + 1), note, ...frames.slice(i + same - 1)];
  }
  return frames;
}

function indented(text: string, { indent }: Inspection): string {
  return indent === 0 ? text : text.replaceAll("\n", `\n${" ".repeat(indent)}`);
}
