import { nodeTypeError } from "../core/node-error.ts";
import { host } from "../core/environment.ts";
import { Boolean, String } from "../core/intrinsics.ts";
import { received } from "../core/received.ts";
import { customInspect, showFields } from "../core/show-fields.ts";
import { constants, webClass } from "../core/web-class.ts";
import type { EventTarget } from "./event-target.ts";

export interface EventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
}

/** What only the one that dispatches may do. */
export interface Dispatch {
  begin(event: Event, target: EventTarget): void;
  end(event: Event): void;
  stopped(event: Event): boolean;
  running(event: Event): boolean;
  is(value: unknown): value is Event;
  trust(event: Event): void;
}

export let dispatch: Dispatch;

export class Event {
  #type: string;
  #bubbles: boolean;
  #cancelable: boolean;
  #composed: boolean;
  #prevented = false;
  #propagationStopped = false;
  #stopped = false;
  #running = false;
  #trusted = false;
  #target: EventTarget | null = null;
  #timeStamp = host().now();

  static {
    dispatch = {
      begin(event, target) {
        event.#target = target;
        event.#running = true;
      },
      end(event) {
        event.#running = false;
      },
      stopped: (event) => event.#stopped,
      running: (event) => event.#running,
      is: (value): value is Event => typeof value === "object" && value !== null && #stopped in value,
      trust(event) {
        event.#trusted = true;
      },
    };
  }

  constructor(type: string, options?: EventInit | null) {
    if (arguments.length === 0) throw nodeTypeError("ERR_MISSING_ARGS", 'The "type" argument must be specified');
    if (options != null && typeof options !== "object") {
      throw nodeTypeError(
        "ERR_INVALID_ARG_TYPE",
        `The "options" argument must be of type object. Received ${received(options)}`,
      );
    }
    this.#bubbles = Boolean(options?.bubbles);
    this.#cancelable = Boolean(options?.cancelable);
    this.#composed = Boolean(options?.composed);
    this.#type = String(type);
  }

  get type(): string {
    return this.#type;
  }
  get target(): EventTarget | null {
    return this.#target;
  }
  get srcElement(): EventTarget | null {
    return this.#target;
  }
  get currentTarget(): EventTarget | null {
    return this.#running ? this.#target : null;
  }
  get eventPhase(): number {
    return this.#running ? 2 : 0;
  }
  get bubbles(): boolean {
    return this.#bubbles;
  }
  get cancelable(): boolean {
    return this.#cancelable;
  }
  get composed(): boolean {
    return this.#composed;
  }
  get defaultPrevented(): boolean {
    return this.#cancelable && this.#prevented;
  }
  get returnValue(): boolean {
    return !this.defaultPrevented;
  }
  get timeStamp(): number {
    return this.#timeStamp;
  }
  get isTrusted(): boolean {
    return this.#trusted;
  }
  get cancelBubble(): boolean {
    return this.#propagationStopped;
  }
  set cancelBubble(value: boolean) {
    if (value) this.stopPropagation();
  }

  composedPath(): EventTarget[] {
    return this.#running && this.#target !== null ? [this.#target] : [];
  }
  preventDefault(): void {
    this.#prevented = true;
  }
  stopPropagation(): void {
    this.#propagationStopped = true;
  }
  stopImmediatePropagation(): void {
    this.#propagationStopped = true;
    this.#stopped = true;
  }
  initEvent(type: string, bubbles = false, cancelable = false): void {
    if (this.#running) return;
    this.#type = String(type);
    this.#bubbles = Boolean(bubbles);
    this.#cancelable = Boolean(cancelable);
  }

  [customInspect](...[depth, options, inspect]: InspectArguments): string {
    const { type, defaultPrevented, cancelable, timeStamp } = this;
    return showFields(
      this.constructor.name,
      { type, defaultPrevented, cancelable, timeStamp },
      depth,
      options,
      inspect,
    );
  }
}

type Tail<T extends unknown[]> = T extends [unknown, unknown, ...infer R] ? R : never;
/** What an object is given that prints itself. */
export type InspectArguments = Tail<Parameters<typeof showFields>>;

export class CustomEvent extends Event {
  #detail: unknown;

  constructor(type: string, options?: (EventInit & { detail?: unknown }) | null) {
    super(...([type, options].slice(0, arguments.length) as [string]));
    this.#detail = options?.detail ?? null;
  }

  get detail(): unknown {
    return this.#detail;
  }
}

constants(Event, { NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 });
webClass(Event, "Event");
webClass(CustomEvent, "CustomEvent");
