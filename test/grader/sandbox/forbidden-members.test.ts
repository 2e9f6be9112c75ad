import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import * as chronograde from "../../../src/api.ts";
import { Future, Task } from "../../../src/future-shell.ts";
import { Handle, Loop, TimerHandle } from "../../../src/loop-api.ts";
import { TaskGroup } from "../../../src/task-group.ts";
import { Timeout } from "../../../src/timeout.ts";
import { createSandbox, type Run } from "../../../grader/sandbox/index.ts";
import { compile, input, json, printed, route } from "./play.ts";

const sandbox = createSandbox({ child: "author" });
afterAll(() => sandbox.close());

const routes = [
  route("GET https://api.test/a?b=c%20d", { latencyMs: 5, body: json(1) }),
  route("POST https://api.test/a", { body: json(2) }),
];

function program(name: string): string {
  return readFileSync(path.join(import.meta.dirname, "../../fixtures/forbidden", name), "utf8");
}

async function playForbidding(forbidden: readonly string[], source: string): Promise<Run> {
  return sandbox.run({ ...(await compile(source)), forbidden }, input({ routes }));
}

const LANGUAGE = [
  "Object Function Array Number Boolean String Symbol BigInt Math Reflect JSON Date RegExp Map Set WeakMap WeakSet WeakRef Promise",
  "ArrayBuffer DataView Uint8Array Error AggregateError",
  "URL URLSearchParams Headers Request Response Blob FormData AbortController AbortSignal EventTarget Event ReadableStream",
  "TextEncoder TextDecoder DOMException",
].flatMap((names) => names.split(" "));
const RUNTIME: Readonly<Record<string, unknown>> = {
  ...chronograde,
  Future,
  Task,
  Handle,
  TimerHandle,
  Loop,
  TaskGroup,
  Timeout,
};

/** Every function that a rule can name: classes, their static members and their methods. */
function everything(): string[] {
  const roots = LANGUAGE.map((name): [string, unknown] => [name, Reflect.get(globalThis, name)]);
  return [...roots, ...Object.entries(RUNTIME)].flatMap(([root, value]) => [
    root,
    ...[value, Object(value).prototype].flatMap((holder) => functionsOf(holder)).map((member) => `${root}.${member}`),
  ]);
}

function functionsOf(holder: unknown): string[] {
  if ((typeof holder !== "object" && typeof holder !== "function") || holder === null) return [];
  return Object.entries(Object.getOwnPropertyDescriptors(holder))
    .filter(([key, { value }]) => /^[a-z]\w*$/i.test(key) && key !== "constructor" && typeof value === "function")
    .map(([key]) => key);
}

it("is noted with its line, by whatever way the code came by it", async () => {
  const source = program("by-another-way.ts");
  const named = source.split("\n").flatMap((line, index) => {
    const [, target, nowhere] = /; \/\/ ([\w.]+)( nowhere)?$/.exec(line) ?? [];
    return target === undefined ? [] : [{ target, at: nowhere === undefined ? index + 1 : null }];
  });
  expect(named.length).toBeGreaterThan(50);
  const run = await playForbidding(
    named.map(({ target }) => target),
    source,
  );
  expect(run.outcome).toMatchObject({ kind: "returned" });
  const noted = (run.forbiddenCalls ?? []).map(({ target, at }) => ({ target, at: at?.line ?? null }));
  expect(noted.toSorted(byTarget)).toEqual(named.toSorted(byTarget));
});

function byTarget(one: { readonly target: string }, other: { readonly target: string }): number {
  return one.target < other.target ? -1 : 1;
}

it("is never said of a line that only has others call it, and nothing runs in another way", async () => {
  const source = program("honest.ts");
  const lines = source.split("\n");
  const forbidden = everything();
  expect(forbidden.length).toBeGreaterThan(500);
  const free = await playForbidding([], source);
  const watched = await playForbidding(forbidden, source);
  expect(free.outcome).toEqual({ kind: "returned", value: { t: "undefined" } });
  expect({ ...watched, forbiddenCalls: [] }).toEqual({ ...free, forbiddenCalls: [] });
  const wrong = (watched.forbiddenCalls ?? []).filter(({ target, at }) => {
    const name = target.split(".").at(-1)!;
    return at === null || !new RegExp(`\\b${name}\\b`).test(lines[at.line - 1] ?? "");
  });
  expect(wrong).toEqual([]);
  expect(printed(watched)).toContain("closed");
});
