import { beforeAll, expect, test } from "vitest";
import { Guest } from "./guest.ts";

let guest: Guest;
beforeAll(async () => {
  guest = await Guest.create();
});

test("What a listener throws or rejects with is uncaught, and the others still run", async () => {
  const { value, printed } = await guest.runInGuest(async () => {
    const log: string[] = [];
    const target = new EventTarget();
    target.addEventListener("a", () => {
      throw new Error("thrown");
    });
    const rejecting: () => unknown = () => Promise.reject(new Error("rejected"));
    target.addEventListener("a", rejecting);
    target.addEventListener("a", () => void log.push("ran"));
    target.dispatchEvent(new Event("a"));
    queueMicrotask(() => {
      throw new Error("microtask");
    });
    await new Promise((resolve) => setTimeout(resolve, 1));
    return log;
  });
  expect([value, printed.map((each) => `${each.stream}: ${each.text}`)]).toEqual([
    ["ran"],
    ["uncaught: Error: thrown", "uncaught: Error: rejected", "uncaught: Error: microtask"],
  ]);
});

test("Nothing is loaded for what most submissions do", async () => {
  const { value, loaded } = await guest.runInGuest(async () => {
    console.log("text", 1, { id: 1, tags: ["a", "b"] });
    console.error("problem", null);
    console.group("group");
    await new Promise((resolve) => setTimeout(resolve, 5));
    setInterval(() => {}, 1000);
    queueMicrotask(() => {});
    return [new Date(0).getTime(), Math.random() < 1, performance.now()];
  });
  expect([value, loaded]).toEqual([[0, true, 5], []]);
});

test("fetch and json load their group only", async () => {
  const { loaded } = await guest.runInGuest(async (tools) => {
    const response = await fetch(`${tools.server}/echo`);
    return response.json();
  });
  expect(loaded).toEqual(["fetch"]);
});

test("Classes that are loaded late are frozen, but their objects can be given properties", async () => {
  const { value } = await guest.runInGuest(async ({ attempt }) => {
    const response = new Response("x");
    Object.assign(response, { json: async () => "mine" });
    class Mine extends EventTarget {
      override dispatchEvent(event: Event): boolean {
        return super.dispatchEvent(event);
      }
    }
    const error = new DOMException("m", "AbortError");
    error.stack = "changed";
    return [
      await attempt(() => {
        Object.assign(Response.prototype, { text: async () => "forged" });
      }),
      await attempt(() => {
        Object.defineProperty(Headers.prototype, "get", { value: () => "forged" });
      }),
      await response.json(),
      new Mine().dispatchEvent(new Event("a")),
      await new Response("real").text(),
    ];
  });
  expect(value).toEqual([
    expect.objectContaining({ threw: "TypeError" }),
    expect.objectContaining({ threw: "TypeError" }),
    "mine",
    true,
    "real",
  ]);
});

test("assert cannot be changed by one who shares it", async () => {
  const { value } = await guest.runInGuest(async ({ attempt, module }) => {
    const { default: assert } = (await module("node:assert/strict")) as {
      default: { equal(a: unknown, b: unknown): void };
    };
    const result = await attempt(() => {
      assert.equal = () => {};
    });
    return [result, await attempt(() => assert.equal(1, 2))];
  });
  expect(value).toEqual([
    expect.objectContaining({ threw: "TypeError" }),
    expect.objectContaining({ threw: "AssertionError" }),
  ]);
});

test("Tampering with globals changes nothing in what is loaded later", async () => {
  const { value } = await guest.runInGuest(async ({ server }) => {
    const kept = { String };
    const names = [
      "Map",
      "WeakMap",
      "Promise",
      "Object",
      "Array",
      "String",
      "Number",
      "Symbol",
      "Reflect",
      "JSON",
      "Math",
    ];
    names.push(
      "Uint8Array",
      "ArrayBuffer",
      "DataView",
      "RegExp",
      "Error",
      "TypeError",
      "RangeError",
      "Date",
      "Boolean",
    );
    names.push("BigInt", "isNaN", "parseInt", "Function", "Int8Array", "queueMicrotask", "setTimeout");
    const world = globalThis as unknown as Record<string, unknown>;
    for (const name of names) {
      world[name] = () => {
        throw new kept.String("evil");
      };
    }
    const response = await fetch(`${server}/echo`, { method: "POST", body: new URLSearchParams({ a: "1" }) });
    const copy = new Response((await response.clone().blob()).stream());
    const url = new URL("http://a/b?c=d");
    console.log([
      1,
      { a: new Headers({ b: "c" }), url },
      atob(btoa("x")),
      new TextDecoder().decode(new TextEncoder().encode("é")),
    ]);
    console.table([{ a: 1 }]);
    const form = new FormData();
    form.append("a", "b");
    await new Response(form).formData();
    const target = new EventTarget();
    target.addEventListener("a", () => {}, { signal: AbortSignal.any([AbortSignal.timeout(5)]) });
    target.dispatchEvent(new CustomEvent("a"));
    crypto.randomUUID();
    const answers = [await response.json(), await copy.json()] as { body: string; method: string }[];
    return [
      answers[0]!.body,
      answers[1]!.method,
      structuredClone([1]),
      (1234).toLocaleString(),
      "b".localeCompare("a"),
    ];
  });
  expect(value).toEqual(["a=1", "POST", [1], "1,234", 1]);
});
