import { group, host } from "../core/environment.ts";
import { Error, Object, Promise, TypeError } from "../core/intrinsics.ts";
import type { Body } from "./body.ts";
import { headerAccess } from "./headers.ts";
import { partsOf, Request, type RequestInit, type RequestParts } from "./request.ts";
import { received, Response } from "./response.ts";

const functions = {
  /** `async` would make one more microtask of each failure than Node's. */
  fetch(input: string | URL | Request, init?: RequestInit | null): Promise<Response> {
    let parts: RequestParts;
    // A failure comes when the learner's code is no longer on the stack: it is shown where the request was made.
    const { stack } = new Error("fetch");
    try {
      parts = partsOf(new Request(input, init));
    } catch (error) {
      return Promise.reject(error);
    }
    return send(parts, (cause) => failed(cause, stack));
  },
};

export const { fetch } = functions;

function send(request: RequestParts, failure: (cause: unknown) => TypeError): Promise<Response> {
  const { signal, body, url } = request;
  if (signal?.aborted) return Promise.reject(signal.reason);
  if (!/^https?:/.test(url)) return Promise.reject(failure(new Error("unknown scheme")));
  return new Promise((resolve, reject) => {
    let abortRequest: (() => void) | null = null;
    let failBody: ((reason: unknown) => void) | null = null;
    if (signal !== null) {
      group("events").signals.follow(signal, (reason) => {
        abortRequest?.();
        failBody?.(reason);
        reject(reason);
      });
    }
    const start = (bytes: Uint8Array | null) => {
      if (signal?.aborted) return;
      abortRequest = host().fetch(
        {
          method: request.method,
          url,
          headers: headerAccess.list(request.headers),
          body: bytes,
          redirect: request.redirect,
        },
        {
          response(answer) {
            const { response, fail } = received(answer);
            failBody = fail;
            resolve(response);
          },
          error({ code, message }) {
            const cause = new Error(message);
            if (code !== "") Object.assign(cause, { code });
            reject(failure(cause));
          },
        },
      );
    };
    withBytes(body, start, (error) => reject(failure(error)));
  });
}

/** At once if they are there, so that the request is sent by the very call of fetch. */
function withBytes(body: Body | null, use: (bytes: Uint8Array | null) => void, fail: (error: unknown) => void): void {
  if (body === null) return use(null);
  const bytes = body.takeNow();
  if (bytes !== null) return use(bytes);
  body.read().then(use, fail);
}

function failed(cause: unknown, stack: string | undefined): TypeError {
  const error = new TypeError("fetch failed", { cause });
  return Object.defineProperty(error, "stack", { value: stack, writable: true, configurable: true });
}
