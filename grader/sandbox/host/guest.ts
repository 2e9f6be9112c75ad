import { type QuickJSContext, type QuickJSHandle, Scope } from "quickjs-emscripten-core";
import type { GuestFunctions, WorldSettings } from "../guest/host-functions.ts";
import type { RawFrame } from "../wire/record.ts";
import { hostFunctions } from "./bridge.ts";
import { createEngine, type Engine } from "./engine.ts";
import type { GuestHost } from "./guest-host.ts";
import { type GuestFiles, GUEST_BOOT } from "./modules.ts";
import { nobody } from "./nobody.ts";
import { framesOfStack } from "./stacks.ts";
import type { MemoryImage } from "./memory-image.ts";
import type { WasmModule } from "./webassembly.ts";
import type { WorkState } from "./work-gauge.ts";

/** Jobs of the engine run in one go; between two batches the host looks whether it has to end the scenario. */
const JOBS_PER_BATCH = 200;

export interface GuestParts {
  readonly wasm: WasmModule;
  readonly files: GuestFiles;
  /** The guest's own stack. */
  readonly stackBytes: number;
}

/** Everything that decides what a guest looks like before the first line of a submission. */
export interface GuestKind {
  readonly settings: WorldSettings;
  readonly memoryBytes: number;
  /** Something is mocked, so it will probably send requests. */
  readonly fetches: boolean;
}

/** A guest in the middle of a scenario, between two calls of the host. */
export interface GuestPicture {
  readonly memory: MemoryImage;
  readonly work: WorkState;
}

/** All of the guest's door takes numbers, but for these. */
type Plain = Exclude<keyof GuestFunctions, "deliver" | "exchange" | "heard" | "namesOf" | "rejected" | "start">;

const DOOR: readonly (keyof GuestFunctions)[] = [
  "warm",
  "start",
  "tick",
  "deadline",
  "wake",
  "stuck",
  "deliver",
  "exchange",
  "finish",
  "flush",
  "namesOf",
  "rejected",
  "heard",
];

/**
 * A guest with the grader's glue in it and nothing else, as often as it is wanted: its memory is kept as it was before the first line
 * of a submission, and made so again, byte by byte, for each scenario.
 */
export class Guest {
  readonly #engine: Engine;
  readonly #context: QuickJSContext;
  readonly #door = new Map<string, QuickJSHandle>();
  readonly #probe: QuickJSHandle;
  /** Two values whose places in the engine's memory are known, for what has to be handed over by its own word. */
  readonly #words: readonly [QuickJSHandle, QuickJSHandle];
  /** As it was before the first line of a submission. */
  readonly #unused: MemoryImage;
  #isUsed = false;
  /** What it has played last. */
  #program = "";
  #host: GuestHost;

  static async boot(parts: GuestParts, kind: GuestKind): Promise<Guest> {
    return new Guest(await createEngine(parts.wasm, kind.memoryBytes, parts.stackBytes), parts.files, kind);
  }

  private constructor(engine: Engine, files: GuestFiles, { settings, fetches }: GuestKind) {
    this.#engine = engine;
    this.#context = engine.context;
    this.#host = nobody(files);
    engine.runtime.setModuleLoader(
      (name) => guarded(() => this.#host.modules.source(name)),
      (importer, specifier) => guarded(() => this.#host.modules.resolve(importer, specifier)),
    );
    this.#probe = engine.context.unwrapResult(
      engine.context.evalCode("(() => new Error().stack)", "chronograde:guest/probe.js"),
    );
    this.#words = [engine.context.newNumber(0), engine.context.newNumber(0)];
    this.#handOver(settings);
    engine.rejections.listener = (promise, reason) => this.#rejected(promise, reason);
    if (fetches) this.call("warm");
    engine.runtime.setInterruptHandler(() => this.#host.interrupt(engine.work.share));
    this.#unused = engine.memory.image();
  }

  /**
   * From now on the guest plays this scenario, and knows nothing of any other.
   *
   * @param program what tells one submission from another
   */
  enter(host: GuestHost, program: string, cpuMs: number): void {
    if (this.#isUsed) this.#engine.memory.restore(this.#unused, program !== this.#program);
    this.#isUsed = true;
    this.#program = program;
    this.#host = host;
    this.#engine.work.allow(cpuMs);
  }

  /** Null when it cannot be made the same again. Only while the host has not called it. */
  picture(): GuestPicture | null {
    const { memory, work } = this.#engine;
    return memory.grown ? null : { memory: memory.image(), work: work.state };
  }

  /** Plays this scenario from where the picture was taken. */
  goOnFrom({ memory, work }: GuestPicture, host: GuestHost, cpuMs: number): void {
    this.#engine.memory.restore(memory, false);
    this.#isUsed = true;
    this.#host = host;
    this.#engine.work.goOnWith(cpuMs, work);
  }

  /** Whether another scenario may enter it. */
  get isReusable(): boolean {
    return !this.#engine.memory.grown;
  }

  /** See WorkGauge. */
  get spentMs(): number {
    return this.#engine.work.spentMs;
  }

  get memoryExceeded(): boolean {
    return this.#engine.memory.exceeded;
  }

  /** The engine was stopped within a built-in function that goes on and on. To be asked after it has failed. */
  workExceeded(): boolean {
    return this.#engine.work.look();
  }

  /** What comes now is another handle of the loop, and may work as long as the one before. */
  nextHandle(): void {
    this.#engine.work.nextHandle();
  }

  /** Runs what the engine has queued, and all that this queues, until `isOver`. */
  runJobs(isOver: () => boolean): void {
    const { runtime } = this.#engine;
    while (!isOver() && runtime.hasPendingJob()) {
      const ran = runtime.executePendingJobs(JOBS_PER_BATCH);
      // The error of a job that an interrupt or a lack of memory ended; everything else becomes a rejection in the guest.
      if (ran.error) ran.error.dispose();
    }
  }

  /**
   * Gives the function's number; NaN for one that gives nothing.
   *
   * @throws GuestFailure
   */
  call(name: Plain, argument?: number): number {
    using value = argument === undefined ? this.#call(name) : this.#call(name, this.#context.newNumber(argument));
    return this.#context.getNumber(value);
  }

  /** @throws GuestFailure */
  start(given: string, ordered: boolean): void {
    this.#call("start", this.#context.newString(given), this.#context.newNumber(ordered ? 1 : 0)).dispose();
  }

  /** @throws GuestFailure */
  deliver(id: number, dueMicros: number, answer: string, body: Uint8Array | null): void {
    const context = this.#context;
    const data = body === null ? context.undefined : context.newArrayBuffer(body.slice().buffer);
    const args = [context.newNumber(id), context.newNumber(dueMicros), context.newString(answer), data];
    this.#call("deliver", ...args).dispose();
  }

  /** @throws GuestFailure */
  exchange(one: number, other: number): void {
    this.#call("exchange", this.#context.newNumber(one), this.#context.newNumber(other)).dispose();
  }

  /** @throws GuestFailure */
  namesOf(module: string): string {
    using names = this.#call("namesOf", this.#context.newString(module));
    return this.#context.getString(names);
  }

  /** Where the guest is now, innermost first. Callable while it runs. */
  stack(): RawFrame[] {
    const result = this.#context.callFunction(this.#probe, this.#context.undefined);
    if (result.error) {
      result.error.dispose();
      return [];
    }
    using stack = result.value;
    return framesOfStack(this.#context.getString(stack));
  }

  /** In the middle of the engine's work: as little as can be is done, and nothing of the learner's runs. */
  #rejected(promise: number, reason: bigint | null): void {
    const context = this.#context;
    const [number, value] = this.#words;
    const memory = new DataView(this.#engine.memory.memory.buffer);
    // So an integer looks in the engine's memory.
    memory.setBigUint64(number.value, BigInt(promise), true);
    if (reason !== null) memory.setBigUint64(value.value, reason, true);
    const args = reason === null ? [number] : [number, value];
    const result = context.callFunction(
      this.#door.get(reason === null ? "heard" : "rejected")!,
      context.undefined,
      ...args,
    );
    // Its own count of who holds a value knows nothing of this one.
    memory.setBigUint64(value.value, 0n, true);
    if (result.error) result.error.dispose();
    else result.value.dispose();
  }

  #call(name: string, ...args: QuickJSHandle[]): QuickJSHandle {
    const context = this.#context;
    const result = context.callFunction(this.#door.get(name)!, context.undefined, ...args);
    for (const arg of args) arg.dispose();
    if (!result.error) return result.value;
    const dumped: unknown = context.dump(result.error);
    result.error.dispose();
    throw new GuestFailure(dumped);
  }

  /** Runs the glue, which takes the host's functions and gives its own. */
  #handOver(settings: WorldSettings): void {
    const context = this.#context;
    Scope.withScope((scope) => {
      const host = scope.manage(context.newObject());
      for (const [name, implementation] of Object.entries(
        hostFunctions(
          context,
          () => this.#host,
          (units) => this.#engine.work.spend(units),
          this.#engine.callers,
        ),
      )) {
        context.setProp(host, name, scope.manage(context.newFunction(name, implementation)));
      }
      const handover = scope.manage(context.newObject());
      context.setProp(handover, "host", host);
      context.setProp(handover, "settings", scope.manage(context.newString(JSON.stringify(settings))));
      const register = context.newFunction("register", (registered) => {
        for (const name of DOOR) this.#door.set(name, context.getProp(registered, name));
      });
      context.setProp(handover, "register", scope.manage(register));
      context.setProp(context.global, "__chronograde", handover);
      const booted = context.evalCode(GUEST_BOOT, "chronograde:guest/boot.js", { type: "module" });
      context.unwrapResult(booted).dispose();
    });
    if (this.#door.size < DOOR.length) throw new Error("The guest's glue did not come up.");
  }
}

/** The guest's glue threw: it was interrupted in the middle of something, or it has a bug. */
export class GuestFailure extends Error {
  /** It ran out of stack or memory: of what the submission left it. */
  readonly isExhaustion: boolean;

  constructor(dumped: unknown) {
    super(`The guest's glue failed: ${JSON.stringify(dumped)}`);
    const message: unknown = Object(dumped).message;
    this.isExhaustion = message === "stack overflow" || message === "out of memory" || message === "interrupted";
  }
}

/** Errors of the loader reach the guest as errors of the import. */
function guarded(get: () => string): string | { error: Error } {
  try {
    return get();
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}
