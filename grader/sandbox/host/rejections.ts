import { Buffer } from "node:buffer";
import { compile, instantiate, type WasmTable } from "./webassembly.ts";

/** Addresses and values as they are in the engine's memory. */
type Tracker = (context: number, promise: bigint, reason: bigint, isHandled: number) => void;

/**
 * A module that gives back the one function that it imports, `void (i32, i64, i64, i32, i32)`: a function of JavaScript has to become
 * one of WebAssembly before it can stand in a table.
 */
const GO_BETWEEN = Buffer.from(
  [
    "0061736d01000000",
    // (type (func (param i32 i64 i64 i32 i32)))
    "01090160057f7e7e7f7f00",
    // (import "m" "f" (func (type 0)))
    "020701016d01660000",
    // (export "f" (func 0))
    "07050101660000",
  ].join(""),
  "hex",
);

/** What hears from one engine of promises that are rejected while nobody listens. */
export class Rejections {
  /**
   * `promise` is the same number as long as the promise is there. `reason` is the engine's own word for a value; it is good only until
   * this returns. Null when somebody listens now after all.
   */
  listener: (promise: number, reason: bigint | null) => void = () => undefined;

  /** Takes the first place past the end of the engine's table of functions: see the build's `hearRejections`. */
  static async of(functions: WasmTable): Promise<Rejections> {
    const rejections = new Rejections();
    const tracker: Tracker = (_context, promise, reason, isHandled) => {
      rejections.listener(Number(BigInt.asUintN(31, promise)), isHandled === 0 ? reason : null);
    };
    const { exports } = await instantiate(await compile(GO_BETWEEN), { m: { f: tracker } });
    functions.set(functions.grow(1), exports["f"]);
    return rejections;
  }
}
