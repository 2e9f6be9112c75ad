/** Runs in the engine: the Web globals over a host made of Node's functions, in a world closed as the sandbox closes it. */
import { harden, hiddenIntrinsics } from "../../../../grader/sandbox/guest/harden.ts";
import { JSON, Map, String, Uint8Array } from "../../../../grader/sandbox/guest/web/core/intrinsics.ts";
import {
  installWebGlobals,
  nodeModule,
  type FetchSettle,
  type HostRequest,
  type HostResponse,
  type NodeModuleName,
  type UrlProperty,
  type UrlRecord,
  type WebHost,
} from "../../../../grader/sandbox/guest/web/index.ts";
import { attempt } from "./scenario.ts";

/** Text in, text out; bytes beside it where there are any. */
export interface HostDoor {
  call(name: string, args: string, bytes?: ArrayBuffer): string;
  load(group: string): object;
  promiseState(promise: object, tell: (value: unknown) => void): string;
}

const door = (globalThis as unknown as { door: HostDoor }).door;
delete (globalThis as { door?: unknown }).door;

const ask = (name: string, ...args: unknown[]): unknown => JSON.parse(door.call(name, JSON.stringify(args)));

type Failure = Parameters<FetchSettle["error"]>[0];

interface Timer {
  readonly id: number;
  readonly fn: () => void;
  at: number;
  readonly every: number | null;
}

let now = 0;
let lastPrinted = "";
let count = 0;
let timers: Timer[] = [];
let tasks: (() => void)[] = [];
const fetches = new Map<number, FetchSettle>();
let seed = 1;

const host: WebHost = {
  startMs: Date.UTC(2025, 0, 1),
  now: () => now,
  print(stream, text) {
    lastPrinted = text;
    ask("print", stream, text);
  },
  setTimer(fn, ms, repeat) {
    timers.push({ id: ++count, fn, at: now + ms, every: repeat ? ms : null });
    return count;
  },
  clearTimer(id) {
    timers = timers.filter((timer) => timer.id !== id);
  },
  refTimer() {},
  queueTask: (fn) => void tasks.push(fn),
  uncaught: (error) => void ask("print", "uncaught", String(error)),
  // The frames of the scenario, without their positions.
  showStack(stack) {
    const lines = stack.split("\n").filter((line) => line.includes("scenario.js"));
    return lines.map((line) => line.replace(/:\d+:\d+/, "")).join("\n");
  },
  promiseState(promise) {
    let value: unknown;
    const state = door.promiseState(promise, (settled) => (value = settled));
    if (state === "") return null;
    return state === "pending" ? { state } : { state: state as "fulfilled" | "rejected", value };
  },
  randomBytes: (length) => new Uint8Array(length).map(() => (seed = (seed * 16807) % 2147483647) & 0xff),
  urlParse: (input, base) => ask("urlParse", input, base) as UrlRecord | null,
  urlSet: (href: string, property: UrlProperty, value: string) => ask("urlSet", href, property, value) as UrlRecord,
  encodingOf: (label) => ask("encodingOf", label) as string | null,
  decodeText(encoding, bytes, fatal, ignoreBOM) {
    const args = JSON.stringify([encoding, fatal, ignoreBOM]);
    return JSON.parse(door.call("decodeText", args, bytes.slice().buffer)) as string | null;
  },
  fetch(request: HostRequest, settle) {
    const id = ++count;
    fetches.set(id, settle);
    const { body, ...rest } = request;
    door.call("fetch", JSON.stringify([id, rest]), body?.slice().buffer);
    return () => {
      if (fetches.delete(id)) ask("abort", id);
    };
  },
  load: (group) => door.load(group),
  harden,
};

installWebGlobals(globalThis, host);
const { log } = console;
for (const name of Reflect.ownKeys(globalThis)) {
  const { value } = Reflect.getOwnPropertyDescriptor(globalThis, name)! as { value?: unknown };
  if (value !== null && (typeof value === "object" || typeof value === "function") && name !== "console") harden(value);
}
for (const intrinsic of hiddenIntrinsics) harden(intrinsic);

/** Called by the test. */
export function start(run: (tools: unknown) => unknown, server: string, done: (json: string) => void): void {
  const module = async (name: NodeModuleName) => nodeModule(name);
  const format = (...args: unknown[]) => {
    log(...args);
    return lastPrinted;
  };
  const finish = (value: unknown) => done(JSON.stringify({ value }));
  attempt(() => run({ attempt, module, server, format })).then(finish, (error: unknown) => done(String(error)));
}

/** Runs the next task, or else the timer that is due first; false when there is nothing. */
export function step(): boolean {
  const task = tasks.shift();
  if (task !== undefined) {
    task();
    return true;
  }
  const [first] = timers.toSorted((a, b) => a.at - b.at || a.id - b.id);
  if (first === undefined) return false;
  now = first.at;
  if (first.every === null) timers = timers.filter((timer) => timer !== first);
  else first.at += first.every;
  first.fn();
  return true;
}

export function deliver(id: number, json: string, body: ArrayBuffer | undefined): void {
  const settle = fetches.get(id);
  fetches.delete(id);
  const answer = JSON.parse(json) as HostResponse | Failure;
  if ("code" in answer) settle?.error(answer);
  else settle?.response({ ...answer, body: body === undefined ? null : new Uint8Array(body) });
}
