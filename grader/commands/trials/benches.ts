import { createSandbox, type Sandbox, type SandboxOptions } from "../../sandbox/index.ts";

/** Where programs are tried: children that serve the submissions of a class one after the other, or for each submission some of its own. */
export class Benches {
  readonly #options: SandboxOptions;
  readonly #shared: Sandbox | null;
  /** Those that serve one submission each. */
  readonly #open = new Set<Sandbox>();

  /** In a class, children are shared as they are for the submissions themselves; else all that is tried in one is by one author. */
  constructor({ makeRoom, child }: Pick<SandboxOptions, "makeRoom" | "child">) {
    const isShared = child === "batch" || child === "author";
    this.#options = { makeRoom, child: isShared ? child : "author" };
    this.#shared = isShared ? createSandbox(this.#options) : null;
  }

  /** For one submission. Several may be tried at the same time, and no child of one serves the other. */
  async at<T>(tryIt: (sandbox: Sandbox) => Promise<T>): Promise<T> {
    if (this.#shared !== null) return await tryIt(this.#shared);
    const own = createSandbox(this.#options);
    this.#open.add(own);
    try {
      return await tryIt(own);
    } finally {
      this.#open.delete(own);
      await own.close();
    }
  }

  /** See Sandbox. */
  async rest(): Promise<() => void> {
    const goOn = await Promise.all(this.#all.map((each) => each.rest()));
    return () => goOn.forEach((each) => each());
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((each) => each.close()));
  }

  get #all(): readonly Sandbox[] {
    return [...(this.#shared === null ? [] : [this.#shared]), ...this.#open];
  }
}
