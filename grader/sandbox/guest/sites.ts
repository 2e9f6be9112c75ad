import type { Site } from "../../../src/internal.ts";
import { currentFrame } from "./carrier.ts";
import { asSite, fromSite } from "./frame.ts";
import { host } from "./host.ts";

/** Modules of our own; the engine names native frames `native`. */
const OURS = "chronograde:";

/** More frames than these tell nobody anything: a function that prints for its caller, and who called that. */
const MOST_SITES = 4;

/**
 * The frames of a stack that are the learner's, innermost first, in the wire's form.
 *
 * `constructors`: names of functions to be left out at the top, those of an error's own classes.
 *
 * A line is `    at name (file:line:column)`; the name may hold anything, so it is read from the end.
 */
function sitesOfStack(stack: string, most: number, constructors: readonly string[]): string[] {
  const sites: string[] = [];
  let constructing = true;
  for (const line of stack.split("\n")) {
    const open = line.lastIndexOf("(");
    if (open < 0 || !line.endsWith(")")) continue;
    constructing &&= constructors.includes(line.slice("    at ".length, open - 1));
    if (constructing) continue;
    const place = line.slice(open + 1, -1);
    if (place === "native" || place.startsWith(OURS)) continue;
    const column = place.lastIndexOf(":");
    const row = place.lastIndexOf(":", column - 1);
    if (row > 0 && sites.push(`p${place.slice(row + 1)}:${place.slice(0, row)}`) >= most) break;
  }
  return sites;
}

/** Programs come by the same places again and again; a stack as a whole is looked up faster than it is read. */
const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 1000;
/** Longer stacks are those of a recursion: each is another one, and together they would fill the learner's memory. */
const LONGEST_KNOWN = 10_000;
/**
 * A stack takes as long to make as it is deep, and the engine counts it as one call. After so much text of deep ones, places are
 * told no more: always at the same call, on every machine.
 */
let deepTextLeft = 10_000_000;

/** Where the learner's code is now, and from where that was called: innermost first, in the wire's form. */
export function rawCallSites(): readonly string[] {
  if (deepTextLeft < 0) return [];
  const stack = new Error("site").stack ?? "";
  if (stack.length > LONGEST_KNOWN) deepTextLeft -= stack.length;
  let raw = known.get(stack);
  if (raw === undefined) {
    raw = sitesOfStack(stack, MOST_SITES, []);
    if (known.size < MOST_KNOWN && stack.length <= LONGEST_KNOWN) known.set(stack, raw);
  }
  return raw;
}

/** Where the learner's code is now, in the wire's form. */
export function rawCallSite(): string | null {
  return rawCallSites()[0] ?? null;
}

export function callSite(): Site | null {
  const raw = rawCallSite();
  return raw === null ? null : asSite({ raw, frame: currentFrame() });
}

export function showSite(site: Site): string {
  const { raw } = fromSite(site)!;
  return host.showSite(raw);
}

/** Where an error was made. Own data properties are read; a Proxy's traps may run, and whatever they do, this returns. */
export function siteOfError(error: unknown): string | null {
  if (typeof error !== "object" || error === null) return null;
  try {
    const stack: unknown = Reflect.getOwnPropertyDescriptor(error, "stack")?.value;
    return typeof stack === "string" ? (sitesOfStack(stack, 1, classNames(error))[0] ?? null) : null;
  } catch {
    return null;
  }
}

function classNames(error: object): string[] {
  const names: string[] = [];
  for (let at = Reflect.getPrototypeOf(error); at !== null && names.length < 10; at = Reflect.getPrototypeOf(at)) {
    const constructor: unknown = Reflect.getOwnPropertyDescriptor(at, "constructor")?.value;
    if (typeof constructor !== "function") continue;
    const name: unknown = Reflect.getOwnPropertyDescriptor(constructor, "name")?.value;
    if (typeof name === "string") names.push(name);
  }
  return names;
}
