import { STATUS_CODES } from "node:http";
import nock from "nock";
import type { Reply } from "../../../spec/index.ts";

/** Carries the number of a reply from our own call of fetch to the interceptor; the learner's code never sees it. */
const NUMBER_HEADER = "x-chronograde-reply";

export interface ServedResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | null;
}

/**
 * Gives replies through nock, which stands in for the network: Node's own fetch makes the request and reads the response.
 * No connection is ever opened. How long a reply takes in virtual time is not nock's affair.
 */
export class NockServer {
  readonly #replies = new Map<string, Reply>();
  readonly #served = new Set<string>();
  #count = 0;

  constructor() {
    nock.cleanAll();
    nock.disableNetConnect();
  }

  /**
   * Which reply it is was decided before, so the request goes out bare: nothing that a submission put into it reaches code
   * that was not written for hostile input.
   */
  async serve(url: URL, method: string, reply: Reply): Promise<ServedResponse> {
    this.#count += 1;
    const number = `${this.#count}`;
    this.#replies.set(number, reply);
    this.#intercept(url.origin, method);
    const response = await fetch(url, { method, headers: { [NUMBER_HEADER]: number }, redirect: "manual" });
    this.#replies.delete(number);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return {
      status: response.status,
      statusText: STATUS_CODES[response.status] ?? "",
      headers: [...response.headers],
      body: response.body === null ? null : bytes,
    };
  }

  #intercept(origin: string, method: string): void {
    const key = `${method} ${origin}`;
    if (this.#served.has(key)) return;
    this.#served.add(key);
    const replies = this.#replies;
    nock(origin)
      .persist()
      .intercept(() => true, method)
      .query(true)
      .reply(function () {
        const reply = replies.get(String(this.req.headers[NUMBER_HEADER]))!;
        return [reply.status, reply.body?.text ?? "", rawHeaders(reply)];
      });
  }
}

function rawHeaders(reply: Reply): Record<string, string | string[]> {
  const headers = new Map<string, string | string[]>();
  for (const [name, value] of reply.headers) {
    const key = name.toLowerCase();
    const before = headers.get(key);
    headers.set(key, before === undefined ? value : [before, value].flat());
  }
  if (reply.body?.kind === "json" && !headers.has("content-type")) headers.set("content-type", "application/json");
  return Object.fromEntries(headers);
}
