import { readdir } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import { build } from "esbuild";
import releaseVariant from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSSyncVariant,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";
import { attempt, type Scenario, type Tools } from "./scenario.ts";

const web = fileURLToPath(new URL("../../../../grader/sandbox/guest/web/", import.meta.url));
const entry = fileURLToPath(new URL("guest-entry.ts", import.meta.url));

export interface Printed {
  readonly stream: string;
  readonly text: string;
}

export interface Outcome {
  readonly value: unknown;
  readonly printed: readonly Printed[];
  /** The groups that were loaded. */
  readonly loaded: readonly string[];
}

/** The engine with the bundled guest code, made once for a file of tests. Each scenario gets a world of its own. */
export class Guest {
  readonly #engine: QuickJSWASMModule;
  readonly #files: ReadonlyMap<string, string>;
  readonly #server: string;

  private constructor(engine: QuickJSWASMModule, files: ReadonlyMap<string, string>, server: string) {
    this.#engine = engine;
    this.#files = files;
    this.#server = server;
  }

  static async create(): Promise<Guest> {
    const [engine, files, server] = await Promise.all([
      // Its types are those of CommonJS, in which the default export is one level deeper.
      newQuickJSWASMModuleFromVariant(releaseVariant as unknown as QuickJSSyncVariant),
      bundle(),
      listen(),
    ]);
    return new Guest(engine, files, server);
  }

  async runInGuest(scenario: Scenario | string): Promise<Outcome> {
    const world = new World(this.#engine, this.#files, this.#server);
    try {
      return await world.run(String(scenario));
    } finally {
      world.dispose();
    }
  }

  /** With Node's own globals; console excepted, which would print. */
  async runInNode(scenario: Scenario): Promise<unknown> {
    const tools: Tools = { attempt, module: (name) => import(name), format, server: this.#server };
    return JSON.parse(JSON.stringify({ value: await attempt(() => scenario(tools)) })).value;
  }
}

class World {
  readonly #context: QuickJSContext;
  readonly #server: string;
  readonly #printed: Printed[] = [];
  readonly #replies = new Map<number, { reply: Promise<() => void>; aborter: AbortController }>();
  readonly #loaded: string[] = [];
  readonly #exports: QuickJSHandle;

  constructor(engine: QuickJSWASMModule, files: ReadonlyMap<string, string>, server: string) {
    this.#server = server;
    const runtime = engine.newRuntime();
    runtime.setModuleLoader((name) => files.get(name)!);
    this.#context = runtime.newContext();
    const context = this.#context;
    const door = context.newObject();
    const define = (name: string, fn: (...args: QuickJSHandle[]) => QuickJSHandle) =>
      context.newFunction(name, fn).consume((handle) => context.setProp(door, name, handle));
    define("call", (name, args, bytes) => {
      const given = JSON.parse(context.getString(args)) as never[];
      const body = bytes === undefined || context.typeof(bytes) === "undefined" ? null : bytesFrom(context, bytes);
      return context.newString(JSON.stringify(this.#call(context.getString(name), given, body) ?? null));
    });
    define("load", (group) => {
      this.#loaded.push(context.getString(group));
      const file = `groups/${context.getString(group)}.js`;
      return context.unwrapResult(context.evalCode(files.get(file)!, file, { type: "module" }));
    });
    define("promiseState", (promise, tell) => {
      const state = context.getPromiseState(promise);
      if (state.type === "fulfilled" && state.notAPromise) return context.newString("");
      if (state.type === "pending") return context.newString("pending");
      const settled = state.type === "fulfilled" ? state.value : state.error;
      context.unwrapResult(context.callFunction(tell, context.undefined, settled)).dispose();
      settled.dispose();
      return context.newString(state.type);
    });
    door.consume((handle) => context.setProp(context.global, "door", handle));
    this.#exports = context.unwrapResult(context.evalCode(files.get("entry.js")!, "entry.js", { type: "module" }));
  }

  async run(source: string): Promise<Outcome> {
    const context = this.#context;
    let result: string | null = null;
    const fn = context.unwrapResult(context.evalCode(`"use strict"; (${source})`, "scenario.js"));
    const server = context.newString(this.#server);
    const done = context.newFunction("done", (json) => void (result = context.getString(json)));
    this.#callExport("start", fn, server, done);
    for (const handle of [fn, server, done]) handle.dispose();
    for (;;) {
      context.runtime.executePendingJobs().unwrap();
      if (result !== null) break;
      if (this.#callExport("step")) continue;
      if (this.#replies.size === 0) throw new Error("The scenario waits for something that never comes.");
      const deliver = await Promise.race([...this.#replies.values()].map(({ reply }) => reply));
      deliver();
    }
    return { value: (JSON.parse(result) as { value: unknown }).value, printed: this.#printed, loaded: this.#loaded };
  }

  dispose(): void {
    this.#exports.dispose();
    const { runtime } = this.#context;
    this.#context.dispose();
    runtime.dispose();
  }

  #callExport(name: string, ...args: QuickJSHandle[]): boolean {
    const context = this.#context;
    return context
      .getProp(this.#exports, name)
      .consume((fn) =>
        context
          .unwrapResult(context.callFunction(fn, context.undefined, ...args))
          .consume((value) => context.dump(value) === true),
      );
  }

  #call(name: string, args: never[], bytes: Uint8Array<ArrayBuffer> | null): unknown {
    if (name === "print") this.#printed.push({ stream: args[0]!, text: args[1]! });
    else if (name === "abort") {
      this.#replies.get(args[0]!)?.aborter.abort();
      this.#replies.delete(args[0]!);
    } else if (name === "fetch") {
      const aborter = new AbortController();
      this.#replies.set(args[0]!, { reply: this.#fetch(args[0]!, args[1]!, bytes, aborter.signal), aborter });
    } else return services[name]!(args, bytes);
    return null;
  }

  async #fetch(
    id: number,
    request: { url: string },
    body: Uint8Array<ArrayBuffer> | null,
    signal: AbortSignal,
  ): Promise<() => void> {
    const answer = await fetch(request.url, { ...request, body, signal }).then(
      async (response) => ({ response, bytes: await response.arrayBuffer() }),
      ({ cause }: { cause: { code?: string; message: string } }) => ({ cause }),
    );
    return () => {
      if (!this.#replies.delete(id)) return;
      const context = this.#context;
      const { response, cause } = answer as { response?: Response; cause?: { code?: string; message: string } };
      const json = response
        ? { ...pickResponse(response), headers: [...response.headers] }
        : { code: cause!.code ?? "", message: cause!.message };
      const handles = [context.newNumber(id), context.newString(JSON.stringify(json))];
      handles.push("bytes" in answer ? context.newArrayBuffer(answer.bytes) : context.undefined);
      this.#callExport("deliver", ...handles);
      for (const handle of handles) handle.dispose();
    };
  }
}

const services: Record<string, (args: never[], bytes: Uint8Array<ArrayBuffer> | null) => unknown> = {
  urlParse: ([input, base]) =>
    URL.canParse(input!, base ?? undefined) ? record(new URL(input!, base ?? undefined)) : null,
  urlSet([href, property, value]) {
    const url = new URL(href!);
    (url as unknown as Record<string, string>)[property!] = value!;
    return record(url);
  },
  encodingOf([label]) {
    try {
      return new TextDecoder(label).encoding;
    } catch {
      return null;
    }
  },
  decodeText([encoding, fatal, ignoreBOM], bytes) {
    try {
      return new TextDecoder(encoding, { fatal: fatal!, ignoreBOM: ignoreBOM! }).decode(bytes ?? undefined);
    } catch {
      return null;
    }
  },
};

function record(url: URL) {
  const { href, origin, protocol, username, password, host, hostname, port, pathname, search, hash } = url;
  return { href, origin, protocol, username, password, host, hostname, port, pathname, search, hash };
}

function pickResponse({ status, statusText, url, redirected }: Response) {
  return { status, statusText, url, redirected };
}

function bytesFrom(context: QuickJSContext, handle: QuickJSHandle): Uint8Array<ArrayBuffer> {
  return context.getArrayBuffer(handle).consume(({ value }) => Uint8Array.from(value));
}

async function bundle(): Promise<ReadonlyMap<string, string>> {
  const groups = await readdir(`${web}groups`);
  const result = await build({
    entryPoints: [
      { in: entry, out: "entry" },
      ...groups.map((file) => ({ in: `${web}groups/${file}`, out: `groups/${file.replace(".ts", "")}` })),
    ],
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2023",
    outdir: "/guest",
    write: false,
  });
  return new Map(result.outputFiles.map(({ path, text }) => [path.slice(path.indexOf("/guest/") + 7), text]));
}

/** Answers with what it was sent; `/status/404` with that status, `/redirect` elsewhere, `/reset` not at all. */
async function listen(): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = request.url!;
      if (url === "/reset") request.socket.destroy();
      if (url === "/reset" || url === "/hang") return;
      const status = /^\/status\/(\d+)/.exec(url);
      if (url === "/redirect") response.writeHead(302, { location: "/echo?from=redirect" });
      else response.writeHead(status ? Number(status[1]) : 200, { "content-type": "application/json", "x-a": "b" });
      const { method, headers } = request;
      const type = headers["content-type"]?.replace(/undici-\d+/, "undici");
      const body = Buffer.concat(chunks)
        .toString()
        .replaceAll(/undici-\d+/g, "undici");
      response.end(JSON.stringify({ method, url, type, custom: headers["x-custom"], body }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
