import type { Compiler } from "../program.ts";

/** Of everything a little: what this takes through the checker and the emitter is ready for the first submission. */
const SAMPLE = `
import { coroutine, createTask, gather, sleep, timeout, Semaphore } from "chronograde";

class Shop {
  readonly #limit = new Semaphore(2);
  private readonly seen = new Map<string, number>();

  async load(name: string, ms = 100): Promise<string> {
    await this.#limit.acquire();
    try {
      const response = await fetch(\`https://api.test/\${name}\`);
      const { title } = (await response.json()) as { title: string };
      this.seen.set(title, ms);
      return title;
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      throw error;
    } finally {
      this.#limit.release();
    }
  }
}

const work = coroutine(async (ms: number) => {
  await sleep(ms);
  return ms * 2;
});

export async function main(names: string[], ms: number) {
  const shop = new Shop();
  const tasks = names.map((name) => createTask(work(name.length)));
  for (const task of tasks) console.log(await task);
  const both = await gather(work(ms), work(ms + 1));
  const all = await Promise.all(names.map(async (name) => await shop.load(name)));
  await timeout(ms, async () => await sleep(1));
  return { both, all, sorted: [...new Set(all)].sort((a, b) => a.localeCompare(b)) };
}
`;

/** Loads the checker, has it read the libraries, and takes it through everything once. */
export async function warmUp(compiler: Compiler): Promise<void> {
  const { program } = await compiler.compile({
    files: [{ path: "sample.ts", display: "sample.ts", text: SAMPLE }],
    entryFile: "sample.ts",
    entry: "main",
    imports: [],
    rules: [],
  });
  if (program === null) throw new Error("The sample does not compile.");
}
