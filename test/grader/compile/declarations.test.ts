import { describe, expect, test } from "vitest";
import { ts } from "ts-morph";
import * as runtime from "../../../src/api.ts";
import { DECLARATIONS } from "../../../grader/compile/declarations/index.ts";
import { createProject } from "../../../grader/compile/project.ts";
import { compileText, places } from "./compile-text.ts";

test("the declarations themselves have no error", async () => {
  const project = await createProject();
  project.compilerOptions.set({ skipLibCheck: false });
  const program = project.getProgram().compilerObject;
  const found = DECLARATIONS.flatMap(([path]) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  });
  expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "))).toEqual([]);
});

describe("the types of chronograde are those of the runtime in src/:", () => {
  const members = async (): Promise<Map<string, string[]>> => {
    const project = await createProject();
    const program = project.getProgram().compilerObject;
    const checker = program.getTypeChecker();
    const module = checker.getAmbientModules().find(({ name }) => name === '"chronograde"')!;
    const values = checker.getExportsOfModule(module).filter(({ flags }) => flags & ts.SymbolFlags.Value);
    return new Map(
      values.map((symbol) => {
        const [constructor] = checker.getTypeOfSymbol(symbol).getConstructSignatures();
        const properties = constructor === undefined ? [] : checker.getPropertiesOfType(constructor.getReturnType());
        const names = properties.filter(({ flags }) => flags & ts.SymbolFlags.Method).map(({ name }) => name);
        return [symbol.name, names.filter((name) => !name.startsWith("__"))];
      }),
    );
  };

  test("each value that is declared is there, and has the methods that are declared", async () => {
    for (const [name, methods] of await members()) {
      const value: unknown = Reflect.get(runtime, name);
      expect(typeof value, name).toBe("function");
      for (const method of methods) {
        const prototype: unknown = Reflect.get(value as object, "prototype");
        expect(typeof Reflect.get(prototype as object, method), `${name}.${method}`).toBe("function");
      }
    }
  });

  test("each value that is there is declared", async () => {
    expect([...(await members()).keys()].toSorted()).toEqual(Object.keys(runtime).toSorted());
  });
});

test("everything that a submission is promised can be used as in Node", async () => {
  const { diagnostics } = await compileText(`
console.log("a", 1); console.info(); console.debug({}); console.warn("w"); console.error(new Error("e")); console.table([{ a: 1 }]); console.assert(true); console.group("g"); console.groupEnd(); console.count(); console.time(); console.timeEnd(); console.dir({}, { depth: 1 }); console.trace();
const t = setTimeout((a: number, b: string) => console.log(a, b), 10, 1, "x"); clearTimeout(t); t.unref().ref(); t.hasRef();
let id: number = setInterval(() => {}, 10); clearInterval(id); const im = setImmediate(console.log, 1); clearImmediate(im);
let handle: ReturnType<typeof setTimeout> | undefined; handle = setTimeout(() => {}); clearTimeout(handle); let nt: NodeJS.Timeout = setTimeout(() => {}, 1); clearTimeout(nt);
await new Promise<void>((resolve) => setTimeout(resolve, 10)); await new Promise((resolve) => setTimeout(resolve, 10, "v")); await new Promise<number>((r) => setTimeout(() => r(1), 1));
queueMicrotask(() => {}); const ms: number = performance.now() - Date.now(); new Date(2025, 0, 1).toISOString();
const uuid: string = crypto.randomUUID(); const bytes: Uint8Array = crypto.getRandomValues(new Uint8Array(4)); Math.random();
const res = await fetch("https://x/1", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ a: 1 }), signal: AbortSignal.timeout(100) });
const { title } = await res.json(); const post = (await res.json()) as { id: number }; const typed: { id: number } = await res.json(); const text: string = await res.text(); const buf: ArrayBuffer = await res.arrayBuffer(); const blob = await res.blob(); await res.formData();
if (!res.ok) throw new Error(\`\${res.status} \${res.statusText} \${res.headers.get("x-a")} \${res.url} \${res.type} \${res.redirected} \${res.bodyUsed}\`); const copy: Response = res.clone();
for (const [k, v] of res.headers) console.log(k.length, v.length); res.headers.forEach((value, key) => console.log(key, value)); const entries = Object.fromEntries(res.headers.entries());
const h = new Headers([["a", "b"]]); h.append("c", "d"); h.set("e", "f"); new Headers(h); new Headers({ a: "b" }); h.getSetCookie();
const req = new Request("https://x", { method: "PUT", body: new URLSearchParams({ a: "b" }) }); await fetch(req); await fetch(new URL("/a", "https://x")); req.clone();
new Response("x", { status: 201 }); new Response(null); Response.json({ a: 1 }, { status: 200 }); Response.error(); Response.redirect("https://x");
const b = new Blob(["a", new Uint8Array(1)], { type: "text/plain" }); const part: Blob = b.slice(0, 1); await b.text(); const n: number = b.size;
const form = new FormData(); form.append("a", "b"); form.set("f", b, "name"); for (const [k, v] of form) console.log(k, v); const got = form.get("a"); if (typeof got === "string") got.length;
const url = new URL("https://a/b?c=d#e"); url.searchParams.set("x", "y"); url.pathname = "/q"; URL.canParse("x"); const s: string = url.toString() + url.href; for (const [k, v] of url.searchParams) console.log(k, v);
const p = new URLSearchParams("a=b"); p.getAll("a"); p.has("a", "b"); p.sort(); const size: number = p.size; new URLSearchParams([["a", "b"]]); new URLSearchParams(new Map([["a", "b"]]));
const c = new AbortController(); c.signal.addEventListener("abort", () => console.log(c.signal.reason), { once: true }); c.abort(new Error("x")); c.signal.onabort = () => {}; c.signal.throwIfAborted(); const any: AbortSignal = AbortSignal.any([c.signal, AbortSignal.abort()]);
const ex = new DOMException("m", "AbortError"); const is: boolean = ex instanceof Error && ex.name === "AbortError"; const code: number = ex.code;
const target = new EventTarget(); target.addEventListener("x", (e) => console.log(e.type)); target.addEventListener("x", { handleEvent(e: Event) { e.preventDefault(); } }); target.dispatchEvent(new Event("x", { cancelable: true })); class Mine extends EventTarget {} new Mine(); class E2 extends Event { constructor(readonly detail: number) { super("e"); } } target.dispatchEvent(new E2(1));
const stream = new ReadableStream<string>({ start(controller) { controller.enqueue("a"); controller.close(); } }); for await (const chunk of stream) chunk.length; const reader = stream.getReader(); const { done, value } = await reader.read(); reader.releaseLock(); stream.tee(); for await (const chunk of res.body!) chunk.byteLength; ReadableStream.from(["a"]);
new TextEncoder().encode("a").length; new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(1), { stream: true }); const st = structuredClone({ a: new Map() }); st.a.size; const enc: string = atob(btoa("a"));
const d: AsyncDisposable = { async [Symbol.asyncDispose]() {} }; { await using x = d; using y = { [Symbol.dispose]() {} }; console.log(x, y); }
const all = await Promise.allSettled([1]); [1].toSorted().findLast((x) => x); [1].at(-1); Object.hasOwn({}, "a"); "a".replaceAll("a", "b"); new Error("a", { cause: 1 }); new WeakRef({}).deref(); Object.groupBy;
console.log(ms, uuid, bytes, title, post, typed, text, buf, blob, copy, entries, part, n, s, size, any, is, code, done, value, enc, all);
class TimeoutError extends Error { override name = "TimeoutError"; } throw new TimeoutError("x");
`);
  // What is newer than ECMAScript 2023 is refused, as Node 20 would.
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(({ message }) => message)).toEqual([
    "Property `groupBy` does not exist on type `ObjectConstructor`.",
  ]);
});

test("what no Node 20 has does not type-check", async () => {
  const text = `Promise.withResolvers();\nnew Set([1]).union(new Set([2]));\nArray.fromAsync([1]);\n[1].values().map((x) => x);\nMap.groupBy([1], (x) => x);\n"a".isWellFormed();`;
  expect(places(await compileText(text))).toEqual([
    "1:9 TS2550",
    "2:14 TS2550",
    "3:7 TS2550",
    "4:14 TS2339",
    "4:19 TS7006",
    "5:5 TS2550",
    "5:19 TS7006",
    "6:5 TS2550",
  ]);
});
