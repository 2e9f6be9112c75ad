import { kindOf, typedArrayKind } from "../inspect/kind.ts";
import { DOMException } from "../events/dom-exception.ts";
import { nodeTypeError } from "../core/node-error.ts";
import { bytesOf, isArrayBuffer } from "../text/bytes.ts";
import {
  ArrayBuffer,
  BigInt,
  Boolean,
  DataView,
  Date,
  Error,
  EvalError,
  Function,
  Map,
  Number,
  Object,
  RangeError,
  ReferenceError,
  Reflect,
  RegExp,
  Set,
  String,
  Symbol,
  SyntaxError,
  TypeError,
  URIError,
  typedArrays,
} from "../core/intrinsics.ts";
import { proxyDetails } from "../core/proxy-record.ts";
import { prototypeName } from "../core/prototypes.ts";

const viewTypes = new Map<string, new (buffer: ArrayBuffer, offset: number, length: number) => object>(
  typedArrays.map((type) => [type.name, type as never]),
);
const errorTypes = new Map<string, ErrorConstructor>(
  [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map((type) => [type.name, type as never]),
);

/** Objects cloned already: a cycle, or an object met twice, keeps its shape. */
type Seen = Map<object, object>;

function clone(value: unknown, seen: Seen): unknown {
  if (typeof value === "symbol") throw notCloneable(String(value));
  if (typeof value === "function") throw notCloneable(functionText.call(value));
  if (typeof value !== "object" || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (proxyDetails(value) !== undefined) throw notCloneable("#<Object>");
  return cloneObject(value, seen);
}

const functionText = Function.prototype.toString;

function cloneObject(value: object, seen: Seen): object {
  const note = <T extends object>(copy: T): T => {
    seen.set(value, copy);
    return copy;
  };
  const kind = kindOf(value);
  switch (kind) {
    case "Array": {
      const copy: unknown[] = note([]);
      copy.length = (value as unknown[]).length;
      return copyProperties(value, copy, seen);
    }
    case "Date":
      return note(new Date(Date.prototype.getTime.call(value)));
    case "RegExp":
      return note(new RegExp((value as RegExp).source, (value as RegExp).flags));
    case "Boolean":
      return note(new Boolean(Boolean.prototype.valueOf.call(value)));
    case "Number":
      return note(new Number(Number.prototype.valueOf.call(value)));
    case "String":
      return note(new String(String.prototype.valueOf.call(value)));
    case "BigInt":
      return note(Object(BigInt.prototype.valueOf.call(value)) as object);
    case "Map": {
      const copy = note(new Map<unknown, unknown>());
      const entries = [...(Map.prototype.entries.call(value) as Iterable<[unknown, unknown]>)];
      for (const [key, item] of entries) copy.set(clone(key, seen), clone(item, seen));
      return copy;
    }
    case "Set": {
      const copy = note(new Set<unknown>());
      const items = [...(Set.prototype.values.call(value) as Iterable<unknown>)];
      for (const item of items) copy.add(clone(item, seen));
      return copy;
    }
    case "ArrayBuffer":
      return note(bytesOf(value as ArrayBuffer).slice().buffer);
    case "TypedArray":
    case "DataView":
      return note(cloneView(value as ArrayBufferView, kind, seen));
    case "Error":
      return cloneError(value as Error, note, seen);
    case "Promise":
    case "WeakMap":
    case "WeakSet":
    case "Symbol":
      throw notCloneable(`#<${kind}>`);
    default:
      if (isOfWeb(value)) throw notCloneable(`#<${nameOf(value)}>`);
      return copyProperties(value, note({}), seen);
  }
}

/** Own enumerable properties in order, read one after the other, as getters may change what follows. */
function copyProperties(from: object, to: object, seen: Seen): object {
  for (const key of Object.keys(from)) {
    if (!Object.hasOwn(from, key)) continue;
    const value = clone(Reflect.get(from, key), seen);
    Object.defineProperty(to, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return to;
}

function cloneView(view: ArrayBufferView, kind: "TypedArray" | "DataView", seen: Seen): object {
  const bytes = bytesOf(view);
  const buffer = clone(bytes.buffer, seen) as ArrayBuffer;
  if (kind === "DataView") return new DataView(buffer, bytes.byteOffset, bytes.byteLength);
  const type = viewTypes.get(typedArrayKind(view))!;
  return new type(buffer, bytes.byteOffset, (view as unknown as { length: number }).length);
}

function cloneError(error: Error, note: <T extends object>(copy: T) => T, seen: Seen): object {
  if (error instanceof DOMException) {
    const copy = note(new DOMException(error.message, error.name));
    return hidden(copy, "stack", error.stack);
  }
  const type = errorTypes.get(String(error.name)) ?? Error;
  const copy = note(new type());
  const message = Reflect.getOwnPropertyDescriptor(error, "message");
  if (message !== undefined && "value" in message) hidden(copy, "message", String(message.value));
  hidden(copy, "stack", typeof error.stack === "string" ? error.stack : undefined);
  if (Object.hasOwn(error, "cause")) hidden(copy, "cause", clone(error.cause, seen));
  return copy;
}

function hidden(target: object, key: string, value: unknown): object {
  return Object.defineProperty(target, key, { value, writable: true, configurable: true });
}

/** An object whose state is in private fields would come out empty. */
function isOfWeb(value: object): boolean {
  return (
    typeof (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] === "string" &&
    webName(value) !== undefined
  );
}

function webName(value: object): string | undefined {
  for (
    let at = Object.getPrototypeOf(value) as object | null;
    at !== null;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    const name = prototypeName(at);
    if (name !== undefined) return name === "Object" ? undefined : name;
  }
  return undefined;
}

function nameOf(value: object): string {
  return webName(value) ?? "Object";
}

function notCloneable(what: string): DOMException {
  return new DOMException(`${what} could not be cloned.`, "DataCloneError");
}

const functions = {
  structuredClone(value: unknown, options?: { transfer?: readonly unknown[] }): unknown {
    if (arguments.length === 0) throw nodeTypeError("ERR_MISSING_ARGS", 'The "value" argument must be specified');
    for (const item of options?.transfer ?? []) {
      if (!isArrayBuffer(item)) throw new DOMException("Value not transferable", "DataCloneError");
    }
    return clone(value, new Map());
  },
};

export const { structuredClone } = functions;
