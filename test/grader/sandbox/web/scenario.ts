import type { NodeModuleName } from "../../../../grader/sandbox/guest/web/index.ts";

/** What a scenario is given, the same in Node and in the guest. A scenario's text is what is run, so it may use nothing else. */
export interface Tools {
  /** What `fn` gives, or name, message and code of what it throws. */
  attempt(fn: () => unknown): Promise<unknown>;
  module(name: NodeModuleName): Promise<unknown>;
  /** What console.log prints for these arguments. */
  format(...args: unknown[]): string;
  /** Where the test's server listens, `http://127.0.0.1:1234`. */
  readonly server: string;
}

export type Scenario = (tools: Tools) => unknown;

export async function attempt(fn: () => unknown): Promise<unknown> {
  try {
    return await fn();
  } catch (error) {
    if (typeof error !== "object" || error === null) return { threw: String(error) };
    const { name, message, code, cause } = error as Error & { code?: unknown };
    return { threw: name, message, code, cause: (cause as Error | undefined)?.message };
  }
}
