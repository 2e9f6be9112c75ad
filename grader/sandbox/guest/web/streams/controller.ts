import { nodeTypeError } from "../core/node-error.ts";
import { Number, Promise, RangeError, String, type TypeError } from "../core/intrinsics.ts";
import { webClass } from "../core/web-class.ts";
import { closeStream, errorStream, type StreamState } from "./state.ts";

export interface Source<T> {
  start?(controller: ReadableStreamDefaultController<T>): unknown;
  pull?(controller: ReadableStreamDefaultController<T>): unknown;
  cancel?(reason: unknown): unknown;
  type?: undefined;
}

export interface Strategy<T> {
  highWaterMark?: number;
  size?(chunk: T): number;
}

/** What the stream asks of its controller. */
export interface ControllerSteps {
  make<T>(stream: StreamState<T>, source: Source<T>, strategy: Strategy<T>): void;
}

export let controllers: ControllerSteps;
const permit = {};

/** The queue between a source and the reader: asks the source for more while there is room. */
export class ReadableStreamDefaultController<T = unknown> {
  #stream: StreamState<T>;
  #source: Source<T> | null;
  #size: ((chunk: T) => number) | undefined;
  #highWaterMark: number;
  #queue: { chunk: T; size: number }[] = [];
  #total = 0;
  #started = false;
  #closing = false;
  #pulling = false;
  #pullAgain = false;

  constructor(given: object, stream: StreamState<T>, source: Source<T>, strategy: Strategy<T>) {
    if (given !== permit) throw nodeTypeError("ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
    const { size, highWaterMark } = strategy;
    this.#stream = stream;
    this.#source = source;
    this.#size = size === undefined ? undefined : (chunk) => size(chunk);
    this.#highWaterMark = highWaterMark === undefined ? 1 : Number(highWaterMark);
    if (Number.isNaN(this.#highWaterMark) || this.#highWaterMark < 0) {
      throw new RangeError(`Invalid value for highWaterMark: ${String(highWaterMark)}`);
    }
  }

  static {
    controllers = {
      make(stream, source, strategy) {
        const controller = new ReadableStreamDefaultController(permit, stream, source, strategy);
        stream.pullInto = () => controller.#read();
        stream.wantMore = () => controller.#pull();
        stream.cancelSource = (reason) => controller.#cancel(reason);
        controller.#start();
      },
    };
  }

  #start(): void {
    Promise.resolve(this.#source!.start?.(this)).then(
      () => {
        this.#started = true;
        this.#pull();
      },
      (error: unknown) => this.#fail(error),
    );
  }

  get desiredSize(): number | null {
    if (this.#stream.state === "errored") return null;
    return this.#stream.state === "closed" ? 0 : this.#highWaterMark - this.#total;
  }

  enqueue(chunk?: T): void {
    if (!this.#open()) throw closed();
    const request = this.#stream.requests.shift();
    if (request !== undefined) request.resolve({ value: chunk!, done: false });
    else {
      try {
        const size = this.#size === undefined ? 1 : Number(this.#size(chunk!));
        if (Number.isNaN(size) || size < 0 || size === Infinity) {
          throw new RangeError(`The argument 'size' is invalid. Received ${size}`);
        }
        this.#queue.push({ chunk: chunk!, size });
        this.#total += size;
      } catch (error) {
        this.#fail(error);
        throw error;
      }
    }
    this.#pull();
  }

  close(): void {
    if (!this.#open()) throw closed();
    this.#closing = true;
    if (this.#queue.length === 0) this.#end();
  }

  error(reason?: unknown): void {
    this.#fail(reason);
  }

  #open(): boolean {
    return !this.#closing && this.#stream.state === "readable";
  }

  #fail(reason: unknown): void {
    if (this.#stream.state !== "readable") return;
    this.#clear();
    errorStream(this.#stream, reason);
  }

  #end(): void {
    this.#clear();
    closeStream(this.#stream);
  }

  #clear(): void {
    this.#queue = [];
    this.#total = 0;
    this.#source = null;
  }

  /** Gives the next chunk, or null when the reader has to wait. */
  #read(): { chunk: T } | null {
    const item = this.#queue.shift();
    if (item !== undefined) {
      this.#total = this.#queue.length === 0 ? 0 : this.#total - item.size;
      if (this.#closing && this.#queue.length === 0) this.#end();
      else this.#pull();
      return item;
    }
    return null;
  }

  #cancel(reason: unknown): Promise<unknown> {
    const source = this.#source;
    this.#clear();
    return new Promise((resolve) => resolve(source?.cancel?.(reason)));
  }

  #wantsMore(): boolean {
    if (!this.#open() || !this.#started) return false;
    return this.#stream.requests.length > 0 || this.#highWaterMark - this.#total > 0;
  }

  #pull(): void {
    if (!this.#wantsMore()) return;
    if (this.#pulling) {
      this.#pullAgain = true;
      return;
    }
    this.#pulling = true;
    new Promise((resolve) => resolve(this.#source!.pull?.(this))).then(
      () => {
        this.#pulling = false;
        if (!this.#pullAgain) return;
        this.#pullAgain = false;
        this.#pull();
      },
      (error: unknown) => this.#fail(error),
    );
  }
}

function closed(): TypeError {
  return nodeTypeError("ERR_INVALID_STATE", "Invalid state: Controller is already closed");
}

webClass(ReadableStreamDefaultController, "ReadableStreamDefaultController");
