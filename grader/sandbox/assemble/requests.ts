import type { Position } from "../../values/index.ts";
import type { RequestRecord } from "../run.ts";
import type { ChildFrame } from "../wire/record.ts";

type Sent = Extract<ChildFrame, { t: "request" }>;
type Ended = Extract<ChildFrame, { t: "response" }>;

/** The requests of a run in the order in which they were sent. Ids count from 1. */
export class Requests {
  readonly #records: RequestRecord[] = [];

  /** The id under which it stands here; null for one that no honest child sends. */
  sent(frame: Sent, startMs: number, at: Position | null): number | null {
    if (frame.id !== this.#records.length + 1) return null;
    const { method, url, headers, body, task } = frame;
    this.#records.push({
      method,
      url,
      headers,
      body,
      status: null,
      startMs,
      endMs: null,
      outcome: "hanging",
      nearest: null,
      task,
      at,
    });
    return frame.id;
  }

  ended(frame: Ended, endMs: number): RequestRecord | null {
    const record = this.#records[frame.id - 1];
    if (record === undefined || record.endMs !== null) return null;
    const { outcome, status, nearest } = frame;
    const ended = { ...record, outcome, endMs, nearest, status: outcome === "answered" ? status : null };
    this.#records[frame.id - 1] = ended;
    return ended;
  }

  get inFlight(): RequestRecord[] {
    return this.#records.filter((record) => record.endMs === null);
  }

  get all(): readonly RequestRecord[] {
    return this.#records;
  }
}
