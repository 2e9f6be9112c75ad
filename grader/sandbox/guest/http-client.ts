import { reserve, type Ticket } from "../../../src/internal.ts";
import { clock } from "./clock.ts";
import { currentFrame, inFrame } from "./carrier.ts";
import type { Frame } from "./frame.ts";
import { host } from "./host.ts";
import type { HttpAnswer, HttpCall } from "./host-functions.ts";
import { flush } from "./recorder-rows.ts";
import { rawCallSite } from "./sites.ts";
import type { FetchSettle, HostRequest } from "./web/index.ts";

interface Pending {
  ticket: Ticket;
  readonly settle: FetchSettle;
  /** The reply is handed to the task that sent the request. */
  readonly frame: Frame;
}

const pending = new Map<number, Pending>();
let requests = 0;

/** Sends a request to the host. Its place among everything that is due at the instant of the reply is taken now. */
export function sendRequest(request: HostRequest, settle: FetchSettle): () => void {
  requests += 1;
  const id = requests;
  const frame = currentFrame();
  const call: HttpCall = {
    method: request.method,
    url: request.url,
    headers: request.headers,
    redirect: request.redirect,
    task: frame.task?.id ?? 0,
    site: rawCallSite(),
  };
  pending.set(id, { ticket: reserve(), settle, frame });
  flush();
  host.fetch(id, JSON.stringify(call), request.body === null ? undefined : exactBuffer(request.body));
  return () => abort(id);
}

function abort(id: number): void {
  const request = pending.get(id);
  if (request === undefined) return;
  pending.delete(id);
  request.ticket.drop();
  flush();
  host.abort(id);
}

/** Called by the host while the loop waits, before the replies are delivered. */
export function exchange(one: number, other: number): void {
  const [a, b] = [pending.get(one), pending.get(other)];
  if (a !== undefined && b !== undefined) [a.ticket, b.ticket] = [b.ticket, a.ticket];
}

/** Called by the host while the loop waits. */
export function deliver(id: number, dueMicros: number, answer: HttpAnswer, body: Uint8Array | null): void {
  const request = pending.get(id);
  if (request === undefined) return;
  if (answer.kind === "hang") {
    request.ticket.drop();
    return;
  }
  request.ticket.deliverAt(Math.max(dueMicros, clock.now()), () => arrived(id, request, answer, body));
}

function arrived(id: number, request: Pending, answer: HttpAnswer, body: Uint8Array | null): void {
  if (!pending.has(id)) return;
  flush();
  if (answer.kind === "redirect") {
    request.ticket = reserve();
    host.arrived(id);
    return;
  }
  pending.delete(id);
  host.arrived(id);
  const { settle, frame } = request;
  inFrame(frame, () => {
    if (answer.kind === "error") settle.error({ code: answer.code, message: answer.message });
    else if (answer.kind === "response") settle.response({ ...answer, body });
  });
}

/** A view may be a part of a larger buffer. */
function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer;
}
