import fc from "fast-check";
import { expect, test } from "vitest";
import { runBothWays } from "./both-ways.ts";
import { randomBody } from "./random-programs.ts";

const program = (bodies: readonly string[]): string => `
export default async (log, { as }) => {
  let calls = 0;
  const hop = () => Promise.resolve("hop");
  const thenable = (v) => ({ then(ok) { log("then " + v); hop().then(() => hop()).then(() => ok(v)); } });
  const failing = (v) => ({ then(_, no) { log("then " + v); hop().then(() => no(new Error(v))); } });
  const safe = (p) => { if (p instanceof Promise) p.catch(() => {}); return p; };
  const rejected = () => safe(Promise.reject(new Error("r")));
  const helper = async (n) => { if (n === 0) return hop(); log("h" + n); await hop(); return helper(n - 1); };
  const tasks = [${bodies.map((body) => `async () => ${body}`).join(", ")}];
  const ends = await Promise.all(tasks.map((fn, i) => as("T" + i, () => fn().then((v) => "ok " + v, (e) => "no " + e?.message))));
  log(ends.join());
};`;

test("random programs see the same tasks in the same order compiled and plain", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomBody, { minLength: 1, maxLength: 3 }), async (bodies) => {
      const { plain, compiled } = await runBothWays(program(bodies));
      expect(compiled).toEqual(plain);
    }),
    { numRuns: 60, seed: 20250101 },
  );
});
