import type { GuestRow } from "../wire/record.ts";
import { MOST_ROWS } from "../wire/row-limit.ts";
import { host } from "./host.ts";

/** So many rows are told at once at most. */
const BATCH = 256;

let rows: GuestRow[] = [];
let told = 0;
let now = 0;
/** The instant of the first row. */
let since = 0;

/**
 * Told in batches; whoever tells the host something else flushes before, so that the order is kept. The host flushes before
 * it ends a scenario.
 */
export function record(row: GuestRow): void {
  if (rows.length === 0) since = now;
  rows.push(row);
  if (rows.length >= BATCH) flush();
}

/** The clock shows `micros` from here on. */
export function recordInstant(micros: number): void {
  now = micros;
  if (rows.length > 0) rows.push(["@", micros]);
}

/** For the many rows that only the timeline needs. False past the limit: the row is not told. */
export function recordDetail(row: GuestRow): boolean {
  if (told + rows.length >= MOST_ROWS) return false;
  record(row);
  return true;
}

export function flush(): void {
  if (rows.length === 0) return;
  const batch = rows;
  rows = [];
  told += batch.length;
  host.rows(JSON.stringify(batch), since);
}
