/** The little of WebAssembly that is used here: Node has it, but its types come with the browser's. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Opaque. */
export type WasmModule = object;

/** A global of type i64 that can be set. */
export interface WasmGlobal {
  value: bigint;
}

/** A table of functions. */
export interface WasmTable {
  /** Gives the length that it had. */
  grow(places: number): number;
  set(place: number, fn: unknown): void;
}

export interface WasmInstance {
  readonly exports: Readonly<Record<string, unknown>>;
}

interface WasmNamespace {
  readonly Memory: new (size: { initial: number; maximum: number }) => WasmMemory;
  readonly Table: new () => WasmTable;
  readonly RuntimeError: new () => Error;
  readonly Global: new (type: { value: "i64"; mutable: true }, value: bigint) => WasmGlobal;
  instantiate(module: WasmModule, imports: object): Promise<WasmInstance>;
  compile(bytes: Uint8Array): Promise<WasmModule>;
}

export const { Memory, RuntimeError, Global, Table, compile, instantiate } = (
  globalThis as unknown as { WebAssembly: WasmNamespace }
).WebAssembly;
