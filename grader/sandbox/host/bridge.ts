import { Buffer } from "node:buffer";
import type { QuickJSContext, QuickJSHandle, VmFunctionImplementation } from "quickjs-emscripten-core";
import type { HostFunctions, HttpCall } from "../guest/host-functions.ts";
import type { RawSite } from "../wire/record.ts";
import type { Callers } from "./callers.ts";
import type { GuestHost } from "./guest-host.ts";
import { groupModule } from "./modules.ts";
import * as web from "./web-services.ts";

/**
 * What the host's work for the guest costs. A bytecode of the engine takes 7 to 12 ns; parsing a URL up to 400 ns for each character,
 * decoding text up to 60 ns for each byte.
 */
const UNITS_PER_CHARACTER = 40;
const UNITS_PER_BYTE = 8;
const UNITS_PER_CALLER = 100;

type HostFunction = VmFunctionImplementation<QuickJSHandle>;

/**
 * The host's functions as the guest calls them: handles become strings, numbers and bytes, and back. `host` gives the scenario that
 * the guest plays now; what the host does for it counts as its own work (`spend`, in units of the work gauge).
 */
export function hostFunctions(
  context: QuickJSContext,
  host: () => GuestHost,
  spend: (units: number) => void,
  callers: Callers,
): Record<keyof HostFunctions, HostFunction> {
  const text = (handle: QuickJSHandle) => context.getString(handle);
  const number = (handle: QuickJSHandle) => context.getNumber(handle);
  const bytes = (handle: QuickJSHandle | undefined): Uint8Array | null => {
    if (handle === undefined || context.typeof(handle) !== "object") return null;
    using view = context.getArrayBuffer(handle);
    return view.value.slice();
  };
  const charged = (value: string): string => {
    spend(value.length * UNITS_PER_CHARACTER);
    return value;
  };
  const site = (handle: QuickJSHandle): RawSite | null => text(handle) || null;
  const say = (value: string) => context.newString(value);
  /** Ignored once the scenario is over. */
  const told =
    (fn: (to: GuestHost, ...args: QuickJSHandle[]) => void): HostFunction =>
    (...args) => {
      const to = host();
      if (!to.isOver) fn(to, ...args);
      return context.undefined;
    };
  return {
    rows: told((to, json, since) => to.rows(text(json), number(since))),
    print: told((to, stream, printed, task, sites) =>
      to.print(
        text(stream) === "stderr" ? "stderr" : "stdout",
        wellFormed(JSON.parse(text(printed))),
        number(task),
        JSON.parse(text(sites)) as RawSite[],
      ),
    ),
    order: (tasks) => say(JSON.stringify(host().order(JSON.parse(text(tasks)) as number[]))),
    jump(micros) {
      const to = host();
      return context.newNumber(!to.isOver && to.jump(number(micros)) ? 1 : 0);
    },
    fetch: told((to, id, request, body) => to.fetch(number(id), JSON.parse(text(request)) as HttpCall, bytes(body))),
    arrived: told((to, id) => to.arrived(number(id))),
    abort: told((to, id) => to.abort(number(id))),
    know: (fn) => context.newNumber(callers.know(Number(fn.value))),
    caller() {
      spend(UNITS_PER_CALLER);
      return context.newNumber(callers.ofWhoeverAsks());
    },
    called: told((to, target, at) => to.called(text(target), site(at))),
    stop: told((to, code, message, at) => to.stopped(text(code), text(message), site(at))),
    seal: told((to) => to.seal()),
    begin: told((to) => to.begin()),
    settled: told((to, json) => to.settled(text(json))),
    promiseState: (promise, tell) => context.newNumber(promiseState(context, promise, tell)),
    load(group) {
      const name = groupModule(text(group));
      const source = host().modules.source(name);
      return context.unwrapResult(context.evalCode(source, name, { type: "module" }));
    },
    showSite: (raw) => say(host().showSite(text(raw))),
    showStack: (stack) => say(host().showStack(charged(text(stack)))),
    urlParse: (json) => say(web.urlParse(...(JSON.parse(charged(text(json))) as [string, string | null]))),
    urlSet: (json) => say(web.urlSet(...(JSON.parse(charged(text(json))) as [string, string, string]))),
    encodingOf: (label) => say(web.encodingOf(charged(text(label)))),
    decodeText(encoding, data, fatal, ignoreBOM) {
      const decoded = bytes(data) ?? new Uint8Array(0);
      spend(decoded.length * UNITS_PER_BYTE);
      return say(web.decodeText(text(encoding), decoded, number(fatal) === 1, number(ignoreBOM) === 1));
    },
  };
}

/** What a stream of bytes makes of lone surrogates. */
function wellFormed(text: unknown): string {
  return Buffer.from(String(text)).toString();
}

function promiseState(context: QuickJSContext, promise: QuickJSHandle, tell: QuickJSHandle): number {
  const state = context.getPromiseState(promise);
  if (state.type === "pending") return 0;
  if (state.type === "fulfilled" && state.notAPromise === true) return -1;
  using value = state.type === "fulfilled" ? state.value : state.error;
  context.unwrapResult(context.callFunction(tell, context.undefined, value)).dispose();
  return state.type === "fulfilled" ? 1 : 2;
}
