// Attack: (honest) words of attacks in texts, comments and expressions
// Safe: harmless

// import("x") eval("y") <!-- --> process.exit require("fs") __proto__ constructor new Function("x")
/* <!-- import( eval( Function( process.env require( */
import { AsyncClient, createTask, gather, sleep } from "chronograde";
const words = ["import(", "eval(", "<!--", "-->", "process.exit(1)", 'require("fs")', "new Function('return 1')", "//# sourceMappingURL=data:x", "use strict", "@ts-nocheck", "</script>", "${x}", "\u2028", "__proto__"];
const re = /import\(|eval\(|<!--|process\.exit|require\(/u;
export async function main(keys: string[]): Promise<Record<string, string>> {
  if (!words.some((w) => re.test(w))) throw new Error("eval( failed");
  await using client = new AsyncClient({ baseUrl: "https://vault.test" });
  const watcher = createTask(sleep(60_000), { name: "watcher" });
  const part = async (key: string): Promise<string> => ((await (await client.get(`/${key}`)).json()) as { part: string }).part;
  const parts = await gather(keys.map((key) => createTask(() => part(key), { name: `fetch ${key}` })));
  watcher.cancel();
  return Object.fromEntries(keys.map((k, i) => (console.log(`${k}: ${parts[i]}`), [k, parts[i]!])));
}
