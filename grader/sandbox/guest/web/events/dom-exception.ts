import { Error, Object, String } from "../core/intrinsics.ts";
import { constants, webClass } from "../core/web-class.ts";

const codes: Readonly<Record<string, number>> = {
  INDEX_SIZE_ERR: 1,
  DOMSTRING_SIZE_ERR: 2,
  HIERARCHY_REQUEST_ERR: 3,
  WRONG_DOCUMENT_ERR: 4,
  INVALID_CHARACTER_ERR: 5,
  NO_DATA_ALLOWED_ERR: 6,
  NO_MODIFICATION_ALLOWED_ERR: 7,
  NOT_FOUND_ERR: 8,
  NOT_SUPPORTED_ERR: 9,
  INUSE_ATTRIBUTE_ERR: 10,
  INVALID_STATE_ERR: 11,
  SYNTAX_ERR: 12,
  INVALID_MODIFICATION_ERR: 13,
  NAMESPACE_ERR: 14,
  INVALID_ACCESS_ERR: 15,
  VALIDATION_ERR: 16,
  TYPE_MISMATCH_ERR: 17,
  SECURITY_ERR: 18,
  NETWORK_ERR: 19,
  ABORT_ERR: 20,
  URL_MISMATCH_ERR: 21,
  QUOTA_EXCEEDED_ERR: 22,
  TIMEOUT_ERR: 23,
  INVALID_NODE_TYPE_ERR: 24,
  DATA_CLONE_ERR: 25,
};

/** The code of AbortError is ABORT_ERR. */
function codeOf(name: string): number {
  const stem = name.replace(/Error$/, "").toUpperCase();
  for (const key of Object.keys(codes)) if (key.replaceAll("_", "").slice(0, -3) === stem) return codes[key]!;
  return 0;
}

export class DOMException extends Error {
  #message: string;
  #name = "Error";
  declare readonly code: number;

  constructor(message: unknown = "", options: string | { name?: string; cause?: unknown } = "Error") {
    super();
    this.#message = String(message);
    if (typeof options !== "object" || options === null) {
      this.#name = String(options);
      return;
    }
    if (options.name !== undefined) this.#name = String(options.name);
    if ("cause" in options) {
      Object.defineProperty(this, "cause", { value: options.cause, writable: true, configurable: true });
    }
  }

  // The properties of Error become accessors, which a class body cannot declare.
  static {
    Object.defineProperties(this.prototype, {
      name: {
        configurable: true,
        get(this: DOMException) {
          return this.#name;
        },
      },
      message: {
        configurable: true,
        get(this: DOMException) {
          return this.#message;
        },
      },
      code: {
        configurable: true,
        get(this: DOMException) {
          return codeOf(this.#name);
        },
      },
    });
  }
}

constants(DOMException, codes);
constants(DOMException.prototype, codes);
webClass(DOMException, "DOMException");
