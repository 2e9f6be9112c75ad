import { nodeTypeError, setHeader } from "../core/node-error.ts";
import { Error, Object, String } from "../core/intrinsics.ts";
import { received } from "../core/received.ts";
import { customInspect } from "../core/show-fields.ts";
import { webClass } from "../core/web-class.ts";
import type { InspectArguments } from "../events/event.ts";
import { assertionMessage, difference, type Operator } from "./assertion-message.ts";

export interface AssertionOptions {
  message?: unknown;
  actual?: unknown;
  expected?: unknown;
  operator?: Operator;
}

export class AssertionError extends Error {
  generatedMessage: boolean;
  code = "ERR_ASSERTION";
  actual: unknown;
  expected: unknown;
  operator: Operator | undefined;

  constructor(options: AssertionOptions) {
    if (typeof options !== "object" || options === null) {
      throw nodeTypeError(
        "ERR_INVALID_ARG_TYPE",
        `The "options" argument must be of type object. Received ${received(options)}`,
      );
    }
    const { message, operator } = options;
    let { actual, expected } = options;
    if (message == null && actual instanceof Error && expected instanceof Error) {
      [actual, expected] = [withoutStack(actual), withoutStack(expected)];
    }
    super(messageOf(message, actual, expected, operator));
    this.generatedMessage = !message;
    Object.defineProperty(this, "name", { value: "AssertionError", writable: true, configurable: true });
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    setHeader(this, this.toString());
  }

  override toString(): string {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  /** The message shows both values already: here they are shown briefly. */
  [customInspect](...[, options, inspect]: InspectArguments): string {
    const { actual, expected } = this;
    this.actual = brief(actual);
    this.expected = brief(expected);
    try {
      return inspect(this, { ...options, customInspect: false, depth: 0 });
    } finally {
      this.actual = actual;
      this.expected = expected;
    }
  }
}

function messageOf(message: unknown, actual: unknown, expected: unknown, operator = "fail"): string {
  if (message == null) return assertionMessage(actual, expected, operator);
  const compares = operator === "deepStrictEqual" || operator === "strictEqual";
  return compares ? difference(actual, expected, operator, String(message)) : String(message);
}

/** The stack is no part of the comparison. */
function withoutStack(error: Error): object {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(error) as object) as object, error);
  return Object.defineProperty(copy, "message", { value: error.message });
}

function brief(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const lines = value.split("\n");
  return lines.length > 10 ? `${lines.slice(0, 10).join("\n")}\n...` : value;
}

webClass(AssertionError, "AssertionError", { tag: false });
