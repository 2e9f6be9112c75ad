import { nodeTypeError } from "./node-error.ts";
import { received } from "./received.ts";

/** Node's error for an argument that is no function. */
export function requireFunction(value: unknown, name: string): void {
  if (typeof value === "function") return;
  throw nodeTypeError(
    "ERR_INVALID_ARG_TYPE",
    `The "${name}" argument must be of type function. Received ${received(value)}`,
  );
}
