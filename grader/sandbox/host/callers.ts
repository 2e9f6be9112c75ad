import type { WasmMemory } from "./webassembly.ts";

/**
 * Where things lie in the engine's memory, in bytes: what QuickJS 2025-09-13 is compiled to for 32 bits. A test holds these against the
 * engine that is built in.
 */
const RUNTIME = { atoms: 56, innermostFrame: 148 };
const FRAME = { caller: 0, function: 8 };
const OBJECT = { kind: 6, code: 32 };
const CODE = { file: 68 };
const TEXT = { length: 4, characters: 16 };

/** A function that is compiled into the engine. All other kinds that have frames are written in JavaScript. */
const NATIVE_KIND = 12;
const WIDE = 0x8000_0000;

const OURS = "chronograde:";

/** Whose code made a call, as the guest is told it: see HostFunctions.caller. */
export const CALLER = { nobody: 0, glue: 1, harness: 2, submission: 3 } as const;

/**
 * Tells who calls. A stack as text says it too, but whoever names a function can put whole lines into that; here it is read off the
 * engine's own frames. They stay where they are: objects of this engine are never moved.
 */
export class Callers {
  readonly #memory: WasmMemory;
  readonly #runtime: number;
  readonly #harness: string;
  readonly #natives = new Map<number, number>();

  /**
   * @param runtime address of the engine's JSRuntime
   * @param harness name of the module that is the instructor's
   */
  constructor(memory: WasmMemory, runtime: number, harness: string) {
    this.#memory = memory;
    this.#runtime = runtime;
    this.#harness = harness;
  }

  /** @param value address of a value that is a function of the engine's own, which is never given back */
  know(value: number): number {
    const address = this.#view().getUint32(value, true);
    const number = this.#natives.get(address) ?? this.#natives.size + 2;
    this.#natives.set(address, number);
    return number;
  }

  /** Only while two functions of the guest are being called, the second by the first. See HostFunctions.caller. */
  ofWhoeverAsks(): number {
    const view = this.#view();
    const asking = view.getUint32(this.#runtime + RUNTIME.innermostFrame, true);
    const asked = view.getUint32(asking + FRAME.caller, true);
    let frame = view.getUint32(asked + FRAME.caller, true);
    if (frame === 0) return CALLER.nobody;
    let fn = view.getUint32(frame + FRAME.function, true);
    const native = isNative(view, fn) ? (this.#natives.get(fn) ?? 1) : 0;
    while (isNative(view, fn)) {
      frame = view.getUint32(frame + FRAME.caller, true);
      if (frame === 0) return native * 4 + CALLER.nobody;
      fn = view.getUint32(frame + FRAME.function, true);
    }
    return native * 4 + this.#owner(view, fn);
  }

  #owner(view: DataView, fn: number): number {
    const code = view.getUint32(fn + OBJECT.code, true);
    const atom = view.getUint32(code + CODE.file, true);
    const atoms = view.getUint32(this.#runtime + RUNTIME.atoms, true);
    const text = view.getUint32(atoms + atom * 4, true);
    if (!begins(view, text, OURS)) return CALLER.submission;
    return begins(view, text, this.#harness) ? CALLER.harness : CALLER.glue;
  }

  #view(): DataView {
    return new DataView(this.#memory.buffer);
  }
}

function isNative(view: DataView, fn: number): boolean {
  return view.getUint16(fn + OBJECT.kind, true) === NATIVE_KIND;
}

function begins(view: DataView, text: number, start: string): boolean {
  const length = view.getUint32(text + TEXT.length, true);
  if (length >= WIDE || length < start.length) return false;
  for (let i = 0; i < start.length; i += 1) {
    if (view.getUint8(text + TEXT.characters + i) !== start.charCodeAt(i)) return false;
  }
  return true;
}
