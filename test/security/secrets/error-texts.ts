// Attack: makes every part of the world fail, for a message with a path or a stack of the grader's
// Safe: failed

import * as c from "chronograde";

export async function main(): Promise<unknown> {
  const attempts: (() => unknown)[] = [
    () => new URL("http://\ud800:99999999"),
    () => fetch("https://nobody.test/x"),
    () => new TextDecoder("no-such-encoding"),
    () => structuredClone(() => 1),
    () => new Response("x", { status: 999 }),
    () => crypto.getRandomValues(new Uint8Array(1e6)),
    () => new c.Semaphore(-5),
    () => c.createTask(5 as never),
    () => c.run(null as never),
    () => new c.Barrier(0),
    () => atob("!"),
    () => new AbortController().signal.throwIfAborted.call(1 as never),
    () => new (c.Queue as never as new (n: unknown) => unknown)(Symbol("x")),
    () => (c.sleep as (ms: unknown) => unknown)({}),
    () => AbortSignal.timeout(-1),
  ];
  const texts: string[] = [];
  for (const attempt of attempts) {
    try {
      await attempt();
    } catch (error) {
      texts.push(String((error as Error).stack), String((error as Error).message), String((error as Error).cause));
    }
  }
  const text = texts.join("\n");
  if (/[A-Za-z]:\\|\/(?:tmp|home|root|usr|work|var|Users)\/|node_modules|node:internal|\.wasm/.test(text)) throw new Error(text);
  console.log(text.slice(0, 2000));
  console.error(JSON.stringify(JSON.stringify({ text: text.slice(0, 500) })));
  return { text: text.slice(-1000) };
}
