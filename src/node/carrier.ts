import { AsyncLocalStorage } from "node:async_hooks";
import type { TaskCarrier } from "../platform.ts";
import type { TaskCore } from "../task.ts";
import { promiseCarrier } from "./promise-carrier.ts";

/** From Node 24 on, AsyncLocalStorage costs nothing per await. Before, it more than doubles the cost of one. */
const STORAGE_IS_FREE = 24;

/** The current task, carried by AsyncLocalStorage. */
export function storageCarrier(): TaskCarrier {
  const storage = new AsyncLocalStorage<TaskCore | null>();
  return {
    current: () => storage.getStore() ?? null,
    run: (task, fn) => storage.run(task, fn),
  };
}

const [major = "0"] = process.versions.node.split(".");

export const carrier: TaskCarrier = Number(major) >= STORAGE_IS_FREE ? storageCarrier() : promiseCarrier();
