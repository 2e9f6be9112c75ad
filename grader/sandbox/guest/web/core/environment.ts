import type { GroupName, WebHost } from "../host.ts";
import { Map } from "./intrinsics.ts";

/** What each group exports. */
export interface Groups {
  inspect: typeof import("../groups/inspect.ts");
  events: typeof import("../groups/events.ts");
  fetch: typeof import("../groups/fetch.ts");
  blob: typeof import("../groups/blob.ts");
  streams: typeof import("../groups/streams.ts");
  url: typeof import("../groups/url.ts");
  text: typeof import("../groups/text.ts");
  locale: typeof import("../groups/locale.ts");
  clone: typeof import("../groups/clone.ts");
  crypto: typeof import("../groups/crypto.ts");
  "node-timers-promises": typeof import("../groups/node-timers-promises.ts");
  "node-events": typeof import("../groups/node-events.ts");
  "node-assert-strict": typeof import("../groups/node-assert-strict.ts");
}

let current: WebHost | null = null;
const loaded = new Map<GroupName, object>();

export function setHost(host: WebHost): void {
  current = host;
}

export function host(): WebHost {
  return current!;
}

/** Freezes what a group defines. In a test the groups are loaded before there is a host. */
export function harden(value: object): void {
  current?.harden(value);
}

/** The exports of a group, loading it if this is its first use. */
export function group<N extends GroupName>(name: N): Groups[N] {
  let exports = loaded.get(name);
  if (exports === undefined) {
    exports = host().load(name);
    loaded.set(name, exports);
  }
  return exports as Groups[N];
}
