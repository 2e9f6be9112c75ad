import type { Position } from "../../values/index.ts";
import type { AwaitFrame, Trace, TraceEvent } from "../run.ts";

export interface TraceRow {
  /** µs since the call of the entry. */
  readonly at: number;
  readonly event: TraceEvent;
  readonly task?: number;
  readonly other?: number;
  readonly ref?: number;
  readonly detail?: string;
  readonly site?: Position | null;
  readonly stack?: readonly AwaitFrame[] | null;
}

/** Writes rows into columns. */
export class TraceWriter {
  readonly #at: number[] = [];
  readonly #event: TraceEvent[] = [];
  readonly #task: number[] = [];
  readonly #other: number[] = [];
  readonly #ref: number[] = [];
  readonly #detail: string[] = [];
  readonly #site: (Position | null)[] = [];
  readonly #texts = new Map<string, string>();
  readonly #stack: (readonly AwaitFrame[] | null)[] = [];
  #cutFrom: number | null = null;

  add({ at, event, task = 0, other = 0, ref = 0, detail = "", site = null, stack = null }: TraceRow): void {
    this.#at.push(at);
    this.#event.push(event);
    this.#task.push(task);
    this.#other.push(other);
    this.#ref.push(ref);
    this.#detail.push(this.#shared(detail));
    this.#site.push(site);
    this.#stack.push(stack);
  }

  /** Many rows that come after those that were added by now are not told. */
  cut(): void {
    this.#cutFrom ??= this.#at.length;
  }

  /** Parsed JSON has a copy of its own of each text. */
  #shared(text: string): string {
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known ?? text;
  }

  /** Where the latest thing happened of which a place is known. */
  get lastSite(): Position | null {
    return this.#site.findLast((site) => site !== null) ?? null;
  }

  get trace(): Trace {
    return {
      at: this.#at,
      event: this.#event,
      task: this.#task,
      other: this.#other,
      ref: this.#ref,
      detail: this.#detail,
      site: this.#site,
      stack: this.#stack,
      ...(this.#cutFrom === null ? {} : { cutFrom: this.#cutFrom }),
    };
  }
}
