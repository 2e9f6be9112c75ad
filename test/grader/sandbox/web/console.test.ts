import { Console } from "node:console";
import { Writable } from "node:stream";
import { beforeAll, describe, expect, test } from "vitest";
import { Guest } from "./guest.ts";

let guest: Guest;
beforeAll(async () => {
  guest = await Guest.create();
});

/** What a console prints, stream by stream. */
type Script = (console: Console) => void;

async function inGuest(script: Script): Promise<string[]> {
  const run = `() => { (function ${String(script).replace(/^"[^"]*"/, "")})(console); }`;
  const { printed } = await guest.runInGuest(run);
  return printed.map(({ stream, text }) => `${stream}: ${text}`);
}

function inNode(script: Script): string[] {
  const lines: string[] = [];
  const sink = (name: string) =>
    new Writable({
      write(chunk, _, done) {
        lines.push(`${name}: ${String(chunk).slice(0, -1)}`);
        done();
      },
    });
  script(new Console({ stdout: sink("stdout"), stderr: sink("stderr") }));
  return lines;
}

const scripts: Record<string, Script> = {
  "log, info and debug go to stdout, error and warn to stderr"(console) {
    console.log("log %s", 1);
    console.info({ a: 1 });
    console.debug([1, 2]);
    console.error("error", new Map([[1, 2]]));
    console.warn("warn");
    console.log();
    console.log("");
    console.log("two\nlines");
    console.dirxml({ a: 1 }, [2]);
  },
  "groups set everything in"(console) {
    console.group("outer", 1);
    console.log("a\nb");
    console.group();
    console.error({ long: "x".repeat(50), other: "y".repeat(50) });
    console.groupEnd();
    console.groupCollapsed("collapsed");
    console.table([1]);
    console.groupEnd();
    console.groupEnd();
    console.groupEnd();
    console.log("out");
  },
  "counting by label"(console) {
    console.count();
    console.count("a");
    console.count();
    console.count(undefined);
    console.countReset();
    console.count();
    console.count("a");
  },
  "assert speaks only when it fails"(console) {
    console.assert(true, "silent");
    console.assert(false, "said %s", "so");
    console.assert(0);
    console.assert(false, 5 as never, { a: 1 });
  },
  "dir shows what it is told to"(console) {
    console.dir({ a: { b: { c: { d: 1 } } } });
    console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
    console.dir({ a: { b: { c: { d: 1 } } } }, { depth: null, breakLength: 20 });
    console.dir([3, 1, 2], { showHidden: true });
    console.dir({ b: 1, a: 2 }, { sorted: true, compact: false });
    console.dir(Array.from({ length: 10 }), { maxArrayLength: 3 });
    console.dir("text", { maxStringLength: 2 });
    console.dir(
      {
        get a() {
          return 5;
        },
        set a(_) {},
      },
      { getters: true },
    );
  },
  "table of rows, columns, primitives, maps and sets"(console) {
    console.table([
      { id: 1, name: "Ann" },
      { id: 22, name: "日本", extra: true },
    ]);
    console.table([{ id: 1, name: "Ann" }], ["name"]);
    console.table([[1, 2], [3]]);
    console.table(["a", 1, null, undefined]);
    console.table([{ a: 1 }, "b"]);
    console.table({ x: { v: 1 }, y: { v: { deep: 1 } } });
    console.table(
      new Map<unknown, unknown>([
        ["k", 1],
        [{ a: 1 }, "v"],
      ]),
    );
    console.table(new Set([1, "x"]));
    console.table([]);
    console.table("text");
    console.table(null);
    console.table([{ list: [1, 2, 3, 4, 5], o: { a: 1, b: 2, c: 3 }, f() {} }]);
    console.table(new Map([["a", 1]]).values());
  },
};

// What is promised is the formatting of Node 20; later lines differ in details.
describe.skipIf(!process.version.startsWith("v20."))("console prints what Node's prints", () => {
  for (const [name, script] of Object.entries(scripts)) {
    test(name, async () => {
      expect(await inGuest(script)).toEqual(inNode(script));
    });
  }
});

test("console.time shows virtual time", async () => {
  const { printed } = await guest.runInGuest(async () => {
    const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    console.time();
    console.time("long");
    await sleep(12);
    console.timeLog("default", { a: 1 });
    console.timeEnd();
    await sleep(2000);
    console.timeLog("long");
    await sleep(61_000);
    console.timeLog("long");
    await sleep(3_600_000);
    console.timeEnd("long");
    console.timeEnd("long");
  });
  expect(printed.map((each) => each.text)).toEqual([
    "default: 12ms { a: 1 }",
    "default: 12ms",
    "long: 2.012s",
    "long: 1:03.012 (m:ss.mmm)",
    "long: 1:01:03.012 (h:mm:ss.mmm)",
    "Warning: No such label 'long' for console.timeEnd()",
  ]);
});

test("An error is printed with name, message, place, properties and cause", async () => {
  const { printed } = await guest.runInGuest(() => {
    class NotFound extends Error {
      override name = "NotFound";
      code = 404;
    }
    function fail() {
      return new NotFound("no such post", { cause: new TypeError("inner") });
    }
    console.error(fail());
    console.log({ error: new RangeError("nested") });
    console.trace("here %s", 1);
  });
  expect(printed.map(({ stream, text }) => `${stream}: ${text}`)).toEqual([
    [
      "stderr: NotFound: no such post",
      "    at NotFound (scenario.js)",
      "    at fail (scenario.js)",
      "    at <anonymous> (scenario.js) {",
      "  code: 404,",
      "  [cause]: TypeError: inner",
      "      at fail (scenario.js)",
      "      at <anonymous> (scenario.js)",
      "}",
    ].join("\n"),
    ["stdout: {", "  error: RangeError: nested", "      at <anonymous> (scenario.js)", "}"].join("\n"),
    ["stderr: Trace: here 1", "    at <anonymous> (scenario.js)"].join("\n"),
  ]);
});

test("A method taken off the console works, and may be replaced", async () => {
  const { printed, value } = await guest.runInGuest(() => {
    const { log } = console;
    const seen: unknown[] = [];
    console.log = (...args) => void seen.push(...args);
    console.log("caught");
    console.log = log;
    log("printed");
    [1].forEach(console.log);
    return seen;
  });
  expect([value, printed.map((each) => each.text)]).toEqual([["caught"], ["printed", "1 0 [ 1 ]"]]);
});
