// Attack: none: the newest syntax, odd names, suspicious words in texts and comments
// Safe: harmless

import { AsyncClient, createTask, gather, sleep, type Task } from "chronograde";

// eval("process.exit()") require("fs") <!-- --> @ts is no directive; import("./x") either.
/* Function("return this")(); __proto__; constructor.constructor */
const 部分 = "part" as const;
const \u{61}bc = { __proto__: null, "process.env": 'eval("1")', "<!--": "-->", regex: /import\(["']fs["']\)/u };

class Reader implements AsyncDisposable {
  static readonly origin = "https://vault.test";
  readonly #client = new AsyncClient({ baseUrl: Reader.origin });
  async *parts(keys: Iterable<string>): AsyncGenerator<readonly [key: string, task: Task<string>]> {
    for (const key of keys) yield [key, createTask(() => this.#read(key), { name: `fetch ${key}` })];
  }
  async #read(key: string): Promise<string> {
    const body: Record<string, string> = await (await this.#client.get(`/${key}`)).json();
    return body[部分] ?? body?.["process"]!;
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.aclose();
  }
}

export async function main(keys: string[]): Promise<Record<string, string>> {
  await using reader = new Reader();
  const watcher = createTask(sleep(60_000), { name: "watcher" });
  const tasks = new Map<string, Task<string>>();
  for await (const [key, task] of reader.parts(keys)) tasks.set(key, task);
  await gather([...tasks.values()]);
  watcher.cancel();
  const found: Record<string, string> = {};
  outer: for (const [key, task] of tasks) {
    found[key] ??= task.result();
    console.log(`${key}: ${found[key]}`);
    if (abc.regex.test(key)) continue outer;
  }
  return structuredClone(found);
}
