import { latencyOf, RequestNames, type Schedule, tieRank } from "../../../schedule/index.ts";
import type { HttpAnswer, HttpCall } from "../../guest/host-functions.ts";
import type { ChildFrame } from "../../wire/record.ts";
import type { Mocked } from "./load-routes.ts";
import type { ReplyShelf } from "./reply-shelf.ts";
import type { ServedResponse } from "./nock-server.ts";
import { type Hop, MOST_REDIRECTS, redirection } from "./redirect.ts";

/** A reply on its way to the guest. */
export interface Delivery {
  readonly id: number;
  readonly dueMicros: number;
  /** Among those of one instant, the smaller comes first; null: as they were sent. */
  readonly rank: number | null;
  readonly answer: HttpAnswer;
  readonly body: Uint8Array | null;
}

interface Call {
  readonly id: number;
  readonly call: HttpCall;
  hop: Hop;
  hops: number;
  next: Hop | null;
  /** Number of the record of the hop that is in flight. */
  record: number;
  /** When the reply may be handed over, and what is told then. */
  due: number;
  outcome: "answered" | "failed" | "unmocked";
  nearest: string | null;
  status: number | null;
  rank: number | null;
}

export interface HttpWorld {
  now(): number;
  send(frame: ChildFrame): void;
  tooMany(): void;
  tooMuch(megabytes: number): void;
}

/** Where replies come from, and when. */
export interface Replies {
  readonly routes: Mocked;
  readonly shelf: ReplyShelf;
  readonly schedule: Schedule | null;
}

/** All requests of a scenario together, addresses, headers and bodies: everything is told to the parent and kept there. */
const MOST_MEGABYTES_SENT = 8;

/** Answers the requests of one scenario. Every hop of a redirect is a request of its own, sent when the one before arrived. */
export class HttpService {
  readonly #routes: Mocked;
  readonly #world: HttpWorld;
  readonly #limit: number;
  readonly #calls = new Map<number, Call>();
  readonly #arrived: Delivery[] = [];
  readonly #shelf: ReplyShelf;
  readonly #schedule: Schedule | null;
  readonly #names = new RequestNames();
  #closed = false;
  #bytesSent = 0;
  #records = 0;
  #failure: { readonly error: unknown } | null = null;
  /** Hops that nock is answering now: in real turns, while the virtual clock stands. */
  #working = 0;
  #signal: () => void = () => undefined;

  constructor({ routes, shelf, schedule }: Replies, limit: number, world: HttpWorld) {
    this.#routes = routes;
    this.#shelf = shelf;
    this.#schedule = schedule;
    this.#limit = limit;
    this.#world = world;
  }

  /** Nothing waits to be handed to the guest. */
  get empty(): boolean {
    return this.#arrived.length === 0;
  }

  get busy(): boolean {
    return this.#working > 0;
  }

  /**
   * When nothing is being answered any more, all replies in the order in which their requests were sent.
   * @throws what nock or fetch threw for a mocked reply: a fault of ours
   */
  async settle(): Promise<Delivery[]> {
    while (this.busy) {
      await new Promise<void>((resolve) => {
        this.#signal = resolve;
      });
    }
    if (this.#failure !== null) throw this.#failure.error;
    return this.take();
  }

  take(): Delivery[] {
    return this.#arrived.splice(0).sort((a, b) => a.id - b.id);
  }

  begin(id: number, call: HttpCall, body: Uint8Array | null): void {
    const hop: Hop = { method: call.method, url: new URL(call.url), headers: call.headers, body };
    const started: Call = {
      id,
      call,
      hop,
      hops: 0,
      next: null,
      record: 0,
      due: Infinity,
      outcome: "answered",
      nearest: null,
      status: null,
      rank: null,
    };
    this.#calls.set(id, started);
    this.#sendHop(started);
  }

  /** The guest was handed the reply. If that is a redirect, the next hop begins. */
  arrived(id: number): void {
    const call = this.#calls.get(id);
    if (call === undefined || this.#world.now() < call.due) return;
    this.#tell(call, call.outcome, call.status, call.nearest);
    if (call.next === null) {
      this.#calls.delete(id);
      return;
    }
    call.hop = call.next;
    call.next = null;
    call.hops += 1;
    this.#sendHop(call);
  }

  abort(id: number): void {
    const call = this.#calls.get(id);
    if (call === undefined) return;
    this.#calls.delete(id);
    this.#tell(call, "aborted", null, null);
  }

  /** What nock is still answering then is of no interest any more. */
  close(): void {
    this.#closed = true;
  }

  #sendHop(call: Call): void {
    const { hop } = call;
    this.#bytesSent += bytesOf(hop);
    if (this.#bytesSent > MOST_MEGABYTES_SENT * 1024 * 1024) {
      this.#world.tooMuch(MOST_MEGABYTES_SENT);
      return;
    }
    this.#records += 1;
    call.record = this.#records;
    const body = hop.body === null ? null : Buffer.from(hop.body).toString("utf8");
    this.#world.send({
      t: "request",
      at: this.#world.now(),
      id: call.record,
      method: hop.method,
      url: withoutHash(hop.url),
      headers: hop.headers,
      body,
      task: call.call.task,
      site: call.call.site,
    });
    if (this.#records > this.#limit) {
      this.#world.tooMany();
      return;
    }
    const name = this.#names.next(hop.method, withoutHash(hop.url));
    call.rank = this.#schedule === null ? null : tieRank(this.#schedule, name);
    const seen = { method: hop.method, url: hop.url, headers: hop.headers, body };
    const reply = this.#routes.answer(seen);
    const sentAt = this.#world.now();
    if (reply === null) {
      call.nearest = this.#routes.nearest(seen);
      this.#finishAt(call, sentAt, "unmocked", null, {
        kind: "error",
        code: "ENOTFOUND",
        message: `no reply is mocked for ${hop.method} ${withoutHash(hop.url)}`,
      });
      return;
    }
    if (reply.hang) {
      call.due = Infinity;
      this.#arrived.push({ id: call.id, dueMicros: sentAt, rank: null, answer: { kind: "hang" }, body: null });
      return;
    }
    const latencyMs = this.#schedule === null ? reply.latencyMs : latencyOf(this.#schedule, name, reply.latencyMs);
    const due = sentAt + Math.round(latencyMs * 1000);
    if (reply.error !== null) {
      this.#finishAt(call, due, "failed", null, {
        kind: "error",
        code: reply.error,
        message: errorMessage(reply.error, hop.url),
      });
      return;
    }
    const known = this.#shelf.known(hop.method, reply);
    if (known !== null) {
      this.#answered(call, due, known);
      return;
    }
    this.#working += 1;
    this.#shelf.serve(hop.url, hop.method, reply).then(
      (response) => {
        this.#working -= 1;
        if (!this.#closed) this.#answered(call, due, response);
        this.#signal();
      },
      (error: unknown) => {
        this.#working -= 1;
        this.#failure ??= { error };
        this.#signal();
      },
    );
  }

  #answered(call: Call, due: number, response: ServedResponse): void {
    const { redirect } = call.call;
    const location = response.headers.find(([name]) => name === "location")?.[1] ?? null;
    const step = redirect === "manual" ? { kind: "none" as const } : redirection(call.hop, response.status, location);
    const fail = (message: string) =>
      this.#finishAt(call, due, "answered", response.status, { kind: "error", code: "", message });
    if (step.kind === "refused") fail(step.message);
    else if (step.kind === "next" && redirect === "error") fail("unexpected redirect");
    else if (step.kind === "next" && call.hops >= MOST_REDIRECTS) fail("redirect count exceeded");
    else if (step.kind === "next") {
      call.next = step.hop;
      this.#finishAt(call, due, "answered", response.status, { kind: "redirect" });
    } else {
      const { status, statusText, headers, body } = response;
      const url = withoutHash(call.hop.url);
      this.#finishAt(
        call,
        due,
        "answered",
        status,
        { kind: "response", status, statusText, headers, url, redirected: call.hops > 0 },
        body,
      );
    }
  }

  #finishAt(
    call: Call,
    due: number,
    outcome: "answered" | "failed" | "unmocked",
    status: number | null,
    answer: HttpAnswer,
    body: Uint8Array | null = null,
  ): void {
    call.due = due;
    call.outcome = outcome;
    call.status = status;
    this.#arrived.push({ id: call.id, dueMicros: due, rank: call.rank, answer, body });
  }

  #tell(
    call: Call,
    outcome: "answered" | "failed" | "unmocked" | "aborted",
    status: number | null,
    nearest: string | null,
  ): void {
    this.#world.send({ t: "response", at: this.#world.now(), id: call.record, outcome, status, nearest });
  }
}

function withoutHash(url: URL): string {
  const shown = new URL(url);
  shown.hash = "";
  return shown.href;
}

function errorMessage(code: string, url: URL): string {
  const address = `${url.hostname}:${url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port}`;
  switch (code) {
    case "ECONNRESET":
      return "read ECONNRESET";
    case "ECONNREFUSED":
      return `connect ECONNREFUSED ${address}`;
    case "ETIMEDOUT":
      return `connect ETIMEDOUT ${address}`;
    case "ENOTFOUND":
      return `getaddrinfo ENOTFOUND ${url.hostname}`;
    default:
      return code;
  }
}

function bytesOf({ url, headers, body }: Hop): number {
  const headerBytes = headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return url.href.length + headerBytes + (body?.byteLength ?? 0);
}
