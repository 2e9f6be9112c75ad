import type { TaskCore } from "../../../src/internal.ts";
import { run } from "../../../src/run.ts";
import { loop } from "../../../src/loop.ts";
import type { ArgumentValue } from "../../spec/index.ts";
import type { Snapshot } from "../../values/index.ts";
import { carrier } from "./carrier.ts";
import { errorRecord } from "./error-record.ts";
import { host, settings } from "./host.ts";
import { entryRunsIn } from "./recorder.ts";
import { flush } from "./recorder-rows.ts";
import { snapshot } from "./snapshot.ts";

let evaluated = false;
let settled = false;

/** The instructor's caller, which gets what the submission exports. */
type Harness = (submission: object, ...args: readonly unknown[]) => unknown;

interface Given {
  readonly args: readonly ArgumentValue[];
  /** There is one, at the host's `harness.js`. */
  readonly harness: boolean;
}

/** Imports the entry module, by way of the host's `entry.js`; when it is evaluated, calls the entry, or has the harness call it. */
export function start(givenJson: string): void {
  const { args, harness: hasHarness } = JSON.parse(givenJson) as Given;
  if (!hasHarness) {
    enter(args, null);
    return;
  }
  const caller = "./harness.js";
  import(caller).then(
    ({ harness }: { harness: Harness }) => enter(args, harness),
    (error: unknown) => {
      const { name, message } = errorRecord(error);
      flush();
      host.stop("harness", `The exercise's harness failed while loading: ${name}: ${message}`, "");
    },
  );
}

function enter(args: readonly ArgumentValue[], harness: Harness | null): void {
  const entry = "./entry.js";
  import(entry).then(
    ({ submission }: { submission: object }) => {
      evaluated = true;
      if (settings.entry !== null) callEntry(submission, settings.entry, args, harness);
    },
    (error: unknown) => settle({ error: errorRecord(error) }),
  );
}

/** A program without an entry is over when its module is evaluated and its outermost run has ended. */
export function isOver(): boolean {
  if (settled) return true;
  if (settings.entry !== null || !evaluated || loop.running) return false;
  settle({ value: { t: "undefined" } });
  return true;
}

function callEntry(exports: object, entry: string, given: readonly ArgumentValue[], harness: Harness | null): void {
  const found: Call | null =
    harness === null ? find(exports, entry) : { fn: harness, self: undefined, first: [exports] };
  if (found === null) {
    flush();
    host.stop(
      "entry",
      `The submission does not export a function ${entry}. Write: export async function ${entry}() { … }`,
      "",
    );
    return;
  }
  const args = [...found.first, ...given.map(argument)];
  let value: Snapshot = { t: "undefined" };
  let task: TaskCore | null = null;
  const main = async (): Promise<unknown> => {
    task = carrier.current();
    entryRunsIn(task?.id ?? 0);
    const result: unknown = await Reflect.apply(found.fn, found.self, args);
    // Taken now: what others do to the object later is not what was returned.
    value = snapshot(result);
    return undefined;
  };
  Object.defineProperty(main, "name", { value: entry });
  flush();
  host.begin();
  run(main).then(
    () => settle({ value }),
    (error: unknown) => settle({ error: errorRecord(error, task?.nativeWait) }),
  );
}

interface Call {
  readonly fn: (...args: never[]) => unknown;
  readonly self: unknown;
  /** Arguments before those of the scenario. */
  readonly first: readonly unknown[];
}

/** `main`, or `Client.fetchAll` for a class's static method. */
function find(exports: object, path: string): Call | null {
  let self: unknown = undefined;
  let value: unknown = exports;
  for (const name of path.split(".")) {
    if ((typeof value !== "object" || value === null) && typeof value !== "function") return null;
    self = value === exports ? undefined : value;
    value = (value as Record<string, unknown>)[name];
  }
  return typeof value === "function" ? { fn: value as Call["fn"], self, first: [] } : null;
}

/** Fresh data for each run. */
function argument(value: ArgumentValue): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value.t === "number") return Number(value.v);
  if (value.t === "list") return value.v.map(argument);
  const object: Record<string, unknown> = {};
  for (const [key, item] of value.v) {
    Object.defineProperty(object, key, { value: argument(item), writable: true, enumerable: true, configurable: true });
  }
  return object;
}

function settle(outcome: object): void {
  if (settled) return;
  settled = true;
  flush();
  host.settled(JSON.stringify(outcome));
}
