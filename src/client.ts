/// <reference lib="esnext.disposable" preserve="true" />
import { sealClass } from "./seal.ts";
import { awaitFuture } from "./awaiting.ts";
import type { CoroutineObject } from "./coroutine.ts";
import { microseconds } from "./delay.ts";
import { RuntimeError, TimeoutError } from "./errors.ts";
import { FutureCore } from "./future.ts";
import { primitive } from "./library.ts";
import { loop } from "./loop.ts";
import type { WaitKind } from "./observer.ts";
import { platform } from "./platform.ts";
import { asText, show } from "./show.ts";
import { TimerCore } from "./timer.ts";

export interface ClientOptions {
  /** Put before every url that is not absolute. */
  readonly baseUrl?: string;
  readonly headers?: Record<string, string>;
  /** Milliseconds until a request that is not answered fails with TimeoutError. */
  readonly timeout?: number;
}

/** Where a realm without it has one made by the grader. */
const asyncDispose: typeof Symbol.asyncDispose = Symbol.asyncDispose;

/** An HTTP client whose requests are coroutines, so that they can be made into tasks. Rides on the global fetch. */
export class AsyncClient implements AsyncDisposable {
  readonly #baseUrl: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #timeout: number;
  #closed = false;

  constructor(options: ClientOptions = {}) {
    this.#baseUrl = asText(options.baseUrl ?? "");
    this.#headers = { ...options.headers };
    this.#timeout =
      options.timeout === undefined ? Infinity : microseconds(options.timeout, "AsyncClient({ timeout })");
  }

  get(url: string | URL, init?: RequestInit): CoroutineObject<Response> {
    return this.#send("get", "GET", url, init);
  }

  post(url: string | URL, init?: RequestInit): CoroutineObject<Response> {
    return this.#send("post", "POST", url, init);
  }

  put(url: string | URL, init?: RequestInit): CoroutineObject<Response> {
    return this.#send("put", "PUT", url, init);
  }

  delete(url: string | URL, init?: RequestInit): CoroutineObject<Response> {
    return this.#send("delete", "DELETE", url, init);
  }

  request(method: string, url: string | URL, init?: RequestInit): CoroutineObject<Response> {
    if (typeof method !== "string" || method === "") {
      throw new RuntimeError(`request() takes the method first, request("PATCH", url), got ${show(method)}.`);
    }
    return this.#send("request", method.toUpperCase(), url, init);
  }

  /** After this the client takes no more requests; those in flight go on. */
  aclose(): CoroutineObject<void> {
    return primitive("AsyncClient.aclose", (_task, _site, resolve) => {
      this.#closed = true;
      resolve(undefined);
    });
  }

  async [asyncDispose](): Promise<void> {
    this.#closed = true;
  }

  #send(name: string, method: string, url: string | URL, init: RequestInit | undefined): CoroutineObject<Response> {
    const target = this.#absolute(String(url));
    return primitive(`AsyncClient.${name}`, (task, site, resolve, reject) => {
      if (this.#closed) {
        reject(
          new RuntimeError(
            "This client is closed. Make the requests inside its `await using` block, or before aclose().",
          ),
        );
        return;
      }
      const future = platform().carrier.run(task, () => this.#fetch(method, target, init));
      awaitFuture(future, task, site, resolve, reject);
    });
  }

  #fetch(method: string, url: string, init: RequestInit | undefined): FutureCore {
    const controller = new globalThis.AbortController();
    const future = new RequestFuture(method, url, controller);
    if (this.#timeout !== Infinity) future.failAt(loop.now() + this.#timeout, this.#timeout / 1000);
    follow(init?.signal, controller);
    try {
      const headers = new globalThis.Headers(this.#headers);
      new globalThis.Headers(init?.headers ?? {}).forEach((value, key) => {
        headers.set(key, value);
      });
      const { fetch } = globalThis;
      const send = platform().unwatched?.(fetch) ?? fetch;
      const reply = send(url, { ...init, method, headers, signal: controller.signal });
      const answered = (response: unknown) => future.answered(() => future.finish(response));
      const failed = (error: unknown) => future.answered(() => future.fail(error));
      void reply.then(answered, failed);
    } catch (error) {
      future.answered(() => future.fail(error));
    }
    return future;
  }

  #absolute(url: string): string {
    if (this.#baseUrl === "" || /^[a-z][a-z0-9+.-]*:/iu.test(url)) return url;
    return `${this.#baseUrl.replace(/\/+$/u, "")}/${url.replace(/^\/+/u, "")}`;
  }
}

/** The request is aborted when `signal` is. */
function follow(signal: AbortSignal | null | undefined, controller: AbortController): void {
  if (signal === null || signal === undefined) return;
  if (signal.aborted) controller.abort(signal.reason);
  else signal.addEventListener("abort", () => controller.abort(signal.reason), { once: true });
}

/** A request in flight: it holds the virtual clock until it is answered, fails, or is cancelled. */
class RequestFuture extends FutureCore {
  readonly #what: string;
  readonly #controller: AbortController;
  readonly #release: () => void;
  #timer: TimerCore | null = null;

  constructor(method: string, url: string, controller: AbortController) {
    super();
    this.#what = `${method} ${url}`;
    this.#controller = controller;
    this.#release = loop.clock.hold(this.#what);
  }

  override get kind(): WaitKind {
    return "request";
  }

  override get resource(): string {
    return this.#what;
  }

  override get hopeless(): string {
    return "it is never answered, and no time limit ends the wait";
  }

  failAt(when: number, ms: number): void {
    const timer = new RequestTimer(when, () => {
      if (this.done) return;
      this.fail(new TimeoutError(`${this.#what} timed out after ${ms} ms`));
      this.#end();
      this.#controller.abort();
    });
    this.#timer = timer;
    loop.callAt(when, timer);
  }

  answered(settle: () => void): void {
    if (this.done) return;
    settle();
    this.#end();
  }

  /** Ends at once, and is no longer in flight. */
  override cancel(message: string | undefined): boolean {
    if (!super.cancel(message)) return false;
    this.#end();
    this.#controller.abort();
    return true;
  }

  #end(): void {
    this.#timer?.cancel();
    this.#release();
  }
}

class RequestTimer extends TimerCore {
  readonly #then: () => void;

  constructor(when: number, then: () => void) {
    super(when);
    this.#then = then;
  }

  protected fire(): boolean {
    this.#then();
    return true;
  }
}

sealClass(AsyncClient);
