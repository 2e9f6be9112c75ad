import { newQuickJSWASMModuleFromVariant, newVariant } from "quickjs-emscripten-core";
import type {
  CustomizeVariantOptions,
  QuickJSContext,
  QuickJSRuntime,
  QuickJSSyncVariant,
} from "quickjs-emscripten-core";
import releaseVariant from "@jitl/quickjs-wasmfile-release-sync";
import { FUNCTIONS, HEAP_END_AT, WORK_LEFT } from "../build/files.ts";
import { HARNESS_MODULE } from "../../compile/emit/task-token-runtime.ts";
import { Callers } from "./callers.ts";
import { MemoryGauge } from "./memory-gauge.ts";
import { Rejections } from "./rejections.ts";
import { Global, instantiate, Table, type WasmInstance, type WasmModule } from "./webassembly.ts";
import { WorkGauge } from "./work-gauge.ts";

/** One QuickJS world. */
export interface Engine {
  readonly context: QuickJSContext;
  readonly runtime: QuickJSRuntime;
  readonly memory: MemoryGauge;
  readonly work: WorkGauge;
  readonly rejections: Rejections;
  readonly callers: Callers;
}

/**
 * The engine's loader makes up an environment from its surroundings and lays it into the engine's memory. Where everything else comes to lie,
 * and with it the order of what is hashed by its place and the work that this is, would depend on the language and the folder of a machine.
 */
const SURROUNDINGS = { thisProgram: "chronograde" };

function forgetLanguage(): void {
  Object.defineProperty(globalThis, "navigator", { value: undefined, configurable: true, writable: true });
}

export async function createEngine(wasm: WasmModule, memoryBytes: number, stackBytes: number): Promise<Engine> {
  forgetLanguage();
  const memory = new MemoryGauge(memoryBytes);
  let work: WorkGauge | null = null;
  let rejections: Rejections | null = null;
  const instantiateWasm = async (imports: object, done: (instance: WasmInstance) => void): Promise<object> => {
    const instance = await instantiate(wasm, imports);
    const left = instance.exports[WORK_LEFT];
    if (left instanceof Global) work = new WorkGauge(left);
    const heapEnd = instance.exports[HEAP_END_AT];
    if (heapEnd instanceof Global) memory.heapEndsAsToldAt(Number(heapEnd.value));
    const functions = instance.exports[FUNCTIONS];
    // Before the engine runs anything: it calls what stands in that place without looking.
    if (functions instanceof Table) rejections = await Rejections.of(functions);
    done(instance);
    return instance.exports;
  };
  const options = {
    wasmMemory: memory.memory,
    emscriptenModule: { ...SURROUNDINGS, instantiateWasm },
  } as CustomizeVariantOptions;
  // Its types are those of CommonJS, in which the default export is one level deeper.
  const variant = newVariant(releaseVariant as unknown as QuickJSSyncVariant, options);
  const module = await newQuickJSWASMModuleFromVariant(variant);
  if (work === null) throw new Error("The engine does not count its work.");
  if (rejections === null) throw new Error("The engine does not tell of rejections.");
  const runtime = module.newRuntime();
  runtime.setMaxStackSize(stackBytes);
  const context = runtime.newContext();
  const callers = new Callers(memory.memory, addressOf(runtime), HARNESS_MODULE);
  return { context, runtime, memory, work, rejections, callers };
}

/** Its types keep to themselves where the engine's runtime is. */
function addressOf(runtime: QuickJSRuntime): number {
  const { rt } = runtime as unknown as { readonly rt: { readonly value: number } };
  return rt.value;
}
