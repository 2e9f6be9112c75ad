import { clock } from "./clock.ts";
import { deliver, exchange, sendRequest } from "./http-client.ts";
import { harden } from "./harden.ts";
import { host, settings } from "./host.ts";
import { printNow } from "./printing.ts";
import { randomBytes } from "./random.ts";
import { clearTimer, queueTask, refTimer, setTimer } from "./timers.ts";
import { endWithUncaught } from "./uncaught.ts";
import type { UrlRecord, WebHost } from "./web/index.ts";

export { deliver, exchange };

function urlRecord(json: string): UrlRecord | null {
  return json === "" ? null : (JSON.parse(json) as UrlRecord);
}

/** What the Web globals see of the world: the loop, the recorder, and through them the host. */
export const webHost: WebHost = {
  now: () => clock.now() / 1000,
  startMs: settings.startMs,
  print: printNow,
  setTimer,
  clearTimer,
  refTimer,
  queueTask,
  uncaught: endWithUncaught,
  showStack: (stack) => host.showStack(stack),
  promiseState(promise) {
    let value: unknown;
    const state = host.promiseState(promise, (settled) => {
      value = settled;
    });
    if (state < 0) return null;
    return state === 0 ? { state: "pending" } : { state: state === 1 ? "fulfilled" : "rejected", value };
  },
  randomBytes: randomBytes(settings.seed),
  urlParse: (input, base) => urlRecord(host.urlParse(JSON.stringify([input, base]))),
  urlSet: (href, property, value) => urlRecord(host.urlSet(JSON.stringify([href, property, value])))!,
  encodingOf(label) {
    const name = host.encodingOf(label);
    return name === "" ? null : name;
  },
  decodeText(encoding, bytes, fatal, ignoreBOM) {
    const json = host.decodeText(encoding, bytes.slice().buffer, fatal ? 1 : 0, ignoreBOM ? 1 : 0);
    return json === "" ? null : (JSON.parse(json) as { text: string }).text;
  },
  fetch: sendRequest,
  load: (group) => host.load(group),
  harden,
};
