import type { GuestHost } from "./guest-host.ts";
import { type GuestFiles, GuestModules } from "./modules.ts";

/** While the glue comes up: it may load its own files, and there is nobody to tell anything. */
export function nobody(files: GuestFiles): GuestHost {
  const nothing = () => undefined;
  return {
    modules: new GuestModules(files, { entryModule: "", modules: [], harness: null, forbidden: [] }, () => "[]"),
    isOver: true,
    hasSampled: false,
    interrupt: () => false,
    seal: nothing,
    rows: nothing,
    print: nothing,
    order: (tasks) => [...tasks.keys()],
    jump: () => false,
    fetch: nothing,
    arrived: nothing,
    abort: nothing,
    called: nothing,
    stopped: nothing,
    begin: nothing,
    settled: nothing,
    showSite: () => "",
    showStack: (stack) => stack,
  };
}
