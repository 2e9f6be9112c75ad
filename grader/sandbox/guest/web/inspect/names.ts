import { prototypeName } from "../core/prototypes.ts";
import { Function, Object, Reflect, String, Symbol } from "../core/intrinsics.ts";
import type { Kind } from "./kind.ts";

/** How an object is called: by its constructor (null when it has no prototype) and by its `Symbol.toStringTag`. */
export interface Names {
  readonly constructor: string | null;
  readonly tag: string;
  /** The object on whose chain the constructor was found; what lies below is a class of the learner. */
  readonly owner: object | null;
}

const isInstance = Function.prototype[Symbol.hasInstance];

export function namesOf(value: object, showHidden: boolean): Names {
  const { constructor, owner } = constructorName(value);
  return { constructor, owner, tag: tagOf(value, showHidden) };
}

function constructorName(value: object): { constructor: string | null; owner: object | null } {
  for (let at: object | null = value; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const known = at === value ? undefined : prototypeName(at);
    if (known !== undefined) return { constructor: known, owner: at };
    const constructor = Reflect.getOwnPropertyDescriptor(at, "constructor")?.value as unknown;
    if (typeof constructor === "function" && constructor.name !== "" && instanceOf(value, constructor)) {
      return { constructor: String(constructor.name), owner: at };
    }
  }
  const parent = Object.getPrototypeOf(value) as object | null;
  if (parent === null) return { constructor: null, owner: null };
  const above = constructorName(parent).constructor ?? `[Object: null prototype]${isEmpty(parent) ? " {}" : ""}`;
  return { constructor: `Object <${above}>`, owner: null };
}

function instanceOf(value: object, constructor: Function): boolean {
  try {
    return Reflect.apply<unknown, [object], boolean>(isInstance, constructor, [value]);
  } catch {
    return false; // a constructor without an object as its prototype
  }
}

const isEmpty = (value: object) => Object.keys(value).length === 0;

/** A tag that is shown among the properties anyway is left out. */
function tagOf(value: object, showHidden: boolean): string {
  const tag = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  if (typeof tag !== "string" || tag === "") return "";
  const own = Reflect.getOwnPropertyDescriptor(value, Symbol.toStringTag);
  return own !== undefined && (showHidden || own.enumerable === true) ? "" : tag;
}

/** `Map(2) `, `Object [tag] `, `[Array(3): null prototype] `: what stands before the brace. */
export function prefix({ constructor, tag }: Names, fallback: string, size = ""): string {
  if (constructor === null) {
    return `[${fallback}${size}: null prototype] ${tag !== "" && tag !== fallback ? `[${tag}] ` : ""}`;
  }
  return `${constructor}${size} ${tag !== "" && tag !== constructor ? `[${tag}] ` : ""}`;
}

/** As `prefix`, for an object of which nothing more is known than its kind. */
export function plainPrefix(names: Names, kind: Kind | null): string {
  const fallback = kind ?? "Object";
  return prefix(names, names.constructor === null && fallback === names.tag ? "Object" : fallback);
}
