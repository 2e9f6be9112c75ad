/** Runs programs on the virtual clock inside Node: for tests and benchmarks. The grader's sandbox is another world. */
import { installPlatform, type Observer, type Platform, restartWorld } from "./internal.ts";
import { nodePlatform } from "./node/install.ts";
import { run } from "./run.ts";
import { VirtualClock } from "./virtual-clock.ts";

export interface VirtualWorld {
  /** Lines that would have gone to stderr. */
  readonly warnings: string[];
}

export interface VirtualOptions {
  readonly observer?: Observer | null;
  readonly maxSteps?: number;
  /** Whether to note the lines of calls and awaits. Default: yes. */
  readonly sites?: boolean;
}

/** From now on every `run` is on a fresh virtual clock. Any run before must be over. */
export function installVirtual(options: VirtualOptions = {}): VirtualWorld {
  const warnings: string[] = [];
  restartWorld();
  const platform: Platform = {
    ...nodePlatform,
    createClock: () => new VirtualClock(setImmediate),
    observer: () => options.observer ?? null,
    warn: (line) => {
      warnings.push(line);
    },
    callSite: options.sites === false ? () => null : nodePlatform.callSite,
    onInterrupt: () => () => undefined,
    maxSteps: options.maxSteps ?? Infinity,
  };
  installPlatform(platform);
  return { warnings };
}

/** `run(main)` in a fresh virtual world. */
export async function virtually<T>(main: () => Promise<T>, options: VirtualOptions = {}): Promise<T> {
  installVirtual(options);
  return run(main);
}

/** Back to real time. */
export function installReal(): void {
  restartWorld();
  installPlatform(nodePlatform);
}
