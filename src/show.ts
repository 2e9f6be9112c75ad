/** Words for values in messages. None of these runs code of the learner's beyond what cannot be helped, and none throws. */

/** `TimeoutError: too late`, or the value when something else than an Error was thrown. */
export function showError(error: unknown): string {
  try {
    if (!(error instanceof Error)) return show(error);
    const { name, message } = error;
    return message === "" ? name : `${name}: ${message}`;
  } catch {
    return "an error that cannot be shown";
  }
}

/** What was meant to be a string, whoever passed it. */
export function asText(value: unknown): string {
  return String(value);
}

/** `5 (number)`, `"a" (string)`, `a function`, `an object`. */
export function show(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)} (string)`;
    case "number":
    case "boolean":
    case "bigint":
      return `${String(value)} (${typeof value})`;
    case "function":
      return "a function";
    case "undefined":
      return "undefined";
    case "symbol":
      return "a symbol";
    default:
      if (value === null) return "null";
      return Array.isArray(value) ? "an array" : "an object";
  }
}
