import { afterAll, expect, it } from "vitest";
import { createSandbox, type Run } from "../../../grader/sandbox/index.ts";
import { compile, input, json, type Play, printed, route } from "./play.ts";

const sandbox = createSandbox({ child: "author" });
afterAll(() => sandbox.close());

async function playForbidding(forbidden: readonly string[], source: string, how: Play = {}): Promise<Run> {
  return sandbox.run({ ...(await compile(source)), forbidden }, input(how));
}

function calls(run: Run): string[] {
  return (run.forbiddenCalls ?? []).map(({ target, at }) => `${target} ${at?.line ?? "nowhere"}`);
}

/** Everything that can be noted. */
const WATCHED = [
  "setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask structuredClone fetch atob btoa",
  "Promise.all Promise.allSettled Promise.any Promise.race Math.random Date.now console.warn gather wait Queue Lock",
].flatMap((names) => names.split(" "));

it("is noted with its line, by whatever way the code came by it", async () => {
  const run = await playForbidding(
    WATCHED,
    `import * as c from "chronograde";
import timers, * as all from "node:timers/promises";
const key = (...parts: string[]): string => parts.join("");
const g: any = globalThis, ns: any = c, P: any = Promise;
export async function main() {
  await P[key("al", "l")]([]);
  await Reflect.get(Promise, key("allSet", "tled")).call(Promise, []);
  await Object.getOwnPropertyDescriptor(Promise, key("an", "y"))!.value.bind(Promise)([1]);
  await (class extends P {} as any)[key("ra", "ce")]([1]);
  g[key("clear", "Timeout")](g[key("set", "Timeout")](() => {}, 1));
  await (Object.values(c) as any[]).find((fn) => fn.name === key("gat", "her"))();
  const { [key("wa", "it")]: wait } = ns;
  await wait([c.createTask(c.sleep(1))]);
  Reflect.construct(ns[key("Qu", "eue")], []);
  await (all as any)[key("set", "Immediate")]();
  await (timers as any)[key("set", "Immediate")]();
  await Promise.resolve("x").then(g[key("bt", "oa")]);
  (Math as any)[key("ran", "dom")]();
  [1].map((Date as any)[key("no", "w")]);
  (console as any)[key("wa", "rn")]("x");
  const deep = (): unknown => { try { return deep(); } catch { return g[key("structured", "Clone")](1); } };
  deep();
}`,
  );
  expect(run.outcome).toMatchObject({ kind: "returned" });
  expect(calls(run).join(", ")).toBe(
    "Promise.all 6, Promise.allSettled 7, Promise.any 8, Promise.race 9, setTimeout 10, clearTimeout 10, gather 11, " +
      "wait 13, Queue 14, setImmediate 15, btoa nowhere, Math.random 18, Date.now 19, console.warn 20, structuredClone 21",
  );
});

it("is not noted when the runtime and the Web globals do their own work", async () => {
  const run = await playForbidding(
    WATCHED,
    `import * as c from "chronograde";
import { once, EventEmitter } from "node:events";
import assert from "node:assert/strict";
export async function main() {
  await using client = new c.AsyncClient({ timeout: 1000 });
  const replies = [c.createTask(client.get("https://api.test/a")), c.createTask(client.get("https://api.test/b"))];
  for (const reply of replies) await (await reply).json();
  await c.waitFor(c.sleep(5), 10);
  await c.timeout(50, async () => { await c.shield(c.createTask(c.sleep(1))); });
  await c.taskGroup(async (group) => { group.createTask(c.sleep(1)); });
  const guard = new c.Semaphore(1);
  await guard.with(async () => {});
  for (const next of c.asCompleted([c.sleep(1), c.sleep(2)])) await next;
  const emitter = new EventEmitter();
  const heard = once(emitter, "x");
  emitter.emit("x", 1);
  await heard;
  const stream = new Response(new Blob(["a", "b"])).body!;
  for await (const chunk of stream) assert.equal(chunk.length, 2);
  const signal = AbortSignal.any([AbortSignal.timeout(1), new AbortController().signal]);
  await new Promise((resolve) => signal.addEventListener("abort", resolve));
  console.log("%o %s", { at: new Date(), all: Promise.all }, crypto.randomUUID().length, [...new Map([[1, 2]])]);
  console.table([{ a: 1 }]);
}`,
    {
      routes: [
        route("GET https://api.test/a", { latencyMs: 5, body: json(1) }),
        route("GET https://api.test/b", { body: json(2) }),
      ],
    },
  );
  expect(run.outcome).toEqual({ kind: "returned", value: { t: "undefined" } });
  expect(calls(run)).toEqual([]);
});

it("looks as it does where nothing is forbidden", async () => {
  const source = `import * as c from "chronograde";
const key = (...parts: string[]): string => parts.join("");
export async function main() {
  for (const [holder, name] of [[Promise, "all"], [Promise, "race"], [globalThis, "setTimeout"], [globalThis, "fetch"], [Math, "random"], [c, "gather"]] as any[]) {
    // Made when it is first read.
    void holder[name];
    const { value, ...flags } = Object.getOwnPropertyDescriptor(holder, name)!;
    console.log(value.name, value.length, typeof value, value, flags, Reflect.ownKeys(value), holder[name] === value, Object.isFrozen(value));
    console.log(Object.getPrototypeOf(value) === Function.prototype, value.prototype, "prototype" in value);
  }
  console.log(Promise, Object.keys(c), Function.prototype.toString.call((Promise as any)[key("al", "l")]));
  const Q = (c as any)[key("Que", "ue")];
  const queue = new Q(3);
  console.log(queue instanceof Q, queue instanceof class extends Q {}, new (class extends Q {})(1) instanceof Q, queue.maxsize);
  try { (Q as any)(); } catch (error) { console.log(String(error)); }
  try { Reflect.construct((Promise as any)[key("al", "l")], []); } catch (error) { console.log((error as Error).name); }
  try { (Math as any)[key("ran", "dom")] = () => 1; } catch (error) { console.log((error as Error).name); }
}`;
  const free = await playForbidding([], source);
  const watched = await playForbidding(WATCHED, source);
  expect(free.outcome).toMatchObject({ kind: "returned" });
  expect(printed(watched)).toEqual(printed(free));
});
