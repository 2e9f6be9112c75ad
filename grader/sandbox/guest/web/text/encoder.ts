import { nodeTypeError } from "../core/node-error.ts";
import { ArrayBuffer, String, Uint8Array } from "../core/intrinsics.ts";
import { received } from "../core/received.ts";
import type { InspectArguments } from "../events/event.ts";
import { customInspect } from "../core/show-fields.ts";
import { webClass } from "../core/web-class.ts";
import { encodeInto, encodeUtf8 } from "./utf8.ts";

export class TextEncoder {
  get encoding(): string {
    return "utf-8";
  }
  encode(input: unknown = ""): Uint8Array {
    return encodeUtf8(String(input));
  }
  encodeInto(source: string, target: Uint8Array): { read: number; written: number } {
    if (typeof source !== "string") throw wrong("src", "of type string", source);
    if (!ArrayBuffer.isView(target) || !(target instanceof Uint8Array)) {
      throw wrong("dest", "an instance of Uint8Array", target);
    }
    return encodeInto(source, target);
  }

  [customInspect](...[, options, inspect]: InspectArguments): string {
    return inspect({ encoding: this.encoding }, options);
  }
}

function wrong(name: string, wanted: string, value: unknown): Error {
  return nodeTypeError("ERR_INVALID_ARG_TYPE", `The "${name}" argument must be ${wanted}. Received ${received(value)}`);
}

webClass(TextEncoder, "TextEncoder");
