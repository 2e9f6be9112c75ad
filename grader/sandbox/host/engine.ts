import { newQuickJSWASMModuleFromVariant, newVariant } from "quickjs-emscripten-core";
import type {
  CustomizeVariantOptions,
  QuickJSContext,
  QuickJSRuntime,
  QuickJSSyncVariant,
} from "quickjs-emscripten-core";
import releaseVariant from "@jitl/quickjs-wasmfile-release-sync";
import { MemoryGauge } from "./memory-gauge.ts";
import type { WasmModule } from "./webassembly.ts";

/** One QuickJS world. */
export interface Engine {
  readonly context: QuickJSContext;
  readonly runtime: QuickJSRuntime;
  readonly memory: MemoryGauge;
}

export async function createEngine(wasm: WasmModule, memoryBytes: number, stackBytes: number): Promise<Engine> {
  const memory = new MemoryGauge(memoryBytes);
  const options = { wasmModule: wasm, wasmMemory: memory.memory } as CustomizeVariantOptions;
  // Its types are those of CommonJS, in which the default export is one level deeper.
  const variant = newVariant(releaseVariant as unknown as QuickJSSyncVariant, options);
  const module = await newQuickJSWASMModuleFromVariant(variant);
  const runtime = module.newRuntime();
  runtime.setMaxStackSize(stackBytes);
  const context = runtime.newContext();
  return { context, runtime, memory };
}
