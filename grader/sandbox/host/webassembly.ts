/** The little of WebAssembly that is used here: Node has it, but its types come with the browser's. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Opaque. */
export type WasmModule = object;

interface WasmNamespace {
  readonly Memory: new (size: { initial: number; maximum: number }) => WasmMemory;
  readonly RuntimeError: new () => Error;
  compile(bytes: Uint8Array): Promise<WasmModule>;
}

export const { Memory, RuntimeError, compile } = (globalThis as unknown as { WebAssembly: WasmNamespace }).WebAssembly;
