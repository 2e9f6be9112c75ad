import { describe, expect, test } from "vitest";
import { runBothWays } from "./both-ways.ts";

/** Two tasks that take turns run `body`; what each step sees must be the same as in plain JavaScript. */
const inTwoTasks = (body: string, more = ""): string => `
export default async (log: any, { as, who }: any) => {
  const hop = () => Promise.resolve();
  const thenable = (v: any) => ({ then(ok: any) { log("then", v); hop().then(() => hop()).then(() => ok(v)); } });
  const failing = (v: any) => ({ then(_: any, no: any) { log("then", v); hop().then(() => no(new Error(v))); } });
  ${more}
  const work = async function work(this: any, task: string, ...rest: any[]) { ${body} };
  const run = (task: string) => as(task, () => work.call({ name: task }, task, 1, 2).then((v: any) => [task, v], (e: any) => [task, e.message]));
  const ends = await Promise.all([run("A"), run("B"), run("C")]);
  log(JSON.stringify(ends));
};`;

const cases: Record<string, string> = {
  "await of a value": `log("a"); await 1; log("b"); await hop(); log("c");`,
  "await of a thenable": `const v = await thenable("x" + task); log(v); await thenable(await thenable("y"));`,
  "a failing thenable": `try { await failing("no"); } catch (e: any) { log(e.message); await hop(); } finally { log("f"); await 1; log("g"); } log("h");`,
  "catch without a binding": `try { await Promise.reject(1); } catch { log("caught"); } log("on");`,
  "a failure that nobody catches": `try { await failing("x"); } finally { log("f"); }`,
  "nested async arrows": `const f = async (x: number) => await thenable(x) + 1; const g = async () => f(1); const h = async () => ({ a: await g() }); log(JSON.stringify(await h())); log((await Promise.all([f(1), g()])).join());`,
  "returning a thenable": `const f = async () => thenable("r"); const g = async () => { return thenable("s"); }; log(await f(), await g()); return thenable("t");`,
  "this and arguments in arrows": `const f = async () => this.name + rest.length + (await hop(), this.name); log(await f());`,
  "for await over values": `for await (const v of [1, hop().then(() => 2), thenable(3)]) { log(v); await hop(); log("in", v); } log("out");`,
  "for await without a block": `for await (const v of [thenable(1), 2]) log(v);\nif (task === "A") for await (const v of [thenable(1)]) log(v); else await hop();`,
  "for await with a pattern": `for await (const { a = await thenable("d"), ...o } of [{ b: 1 }, { a: 2 }] as any[]) { log(a, JSON.stringify(o)); }`,
  "for await into a property": `const o: any = {}; for await (o.x of [thenable(1), 2]) log(o.x); for await ([o.y, o.z = 4] of [thenable([3])] as any) log(o.y, o.z);`,
  "for await with labels": `outer: for (const i of [1, 2]) { inner: for await (const j of [1, thenable(2), 3]) { if (j === 2) continue outer; if (i === 2) break outer; log(i, j); continue inner; } } log("end"); await hop(); log("end");`,
  "return out of for await": `const f = async () => { try { for await (const v of [thenable(1)]) { return v; } } finally { log("f"); } }; log(await f());`,
  "an async generator": `async function* g() { try { log("g1"); await thenable("i"); const r: any = yield hop().then(() => 1); log("r", r); yield thenable(2); yield; return thenable(3); } finally { log("gf"); await hop(); log("gg"); } }
    const it: any = g(); log(JSON.stringify(await it.next())); log(JSON.stringify(await it.next("x"))); log(JSON.stringify(await it.next())); log(JSON.stringify(await it.next())); log(JSON.stringify(await it.next()));
    for await (const v of g()) { log(v); if (v === 2) break; } log("end");`,
  "a generator woken by throw": `async function* g() { for (;;) { try { yield 1; } catch (e: any) { log("caught", e); await hop(); log("on"); } } }
    const it = g(); await it.next(); log(JSON.stringify(await it.throw("t"))); log(JSON.stringify(await it.return())); `,
  "a yield inside an await": `async function* g() { const x: any = await (yield thenable(1)); log("x", x); log(\`\${yield 2}-\${await (yield 3)}\`); }
    const it: any = g(); for (const v of ["p", "q", thenable("r"), "s", thenable("t")]) log(JSON.stringify(await it.next(v)));`,
  delegation: `async function* g() { yield await thenable(1); return 2; } async function* h(): any { const r = yield* g(); log("r", r); yield* [3, hop().then(() => 4)] as any; }
    for await (const v of h()) { log(v); await hop(); log("b"); }`,
  "a custom async iterator": `const it = { n: 0, [Symbol.asyncIterator]() { return this; }, next() { log("next"); this.n += 1; return thenable({ done: this.n > 2, value: this.n }) as any; }, return() { log("return"); return thenable({ done: true, value: 0 }) as any; } };
    for await (const v of it) { log(v); if (v === 2) break; } log("end");`,
  "for await waits for the end of what it leaves": `async function* g() { try { yield 1; yield 2; } finally { log("closing"); await hop(); await thenable("c"); log("closed"); } }
    for await (const v of g()) { log(v); break; } log("after break");
    try { for await (const v of g()) { await hop(); throw new Error("body"); } } catch (e: any) { log(e.message); }
    const f = async () => { for await (const v of g()) return v; }; log(await f());
    out: for (const i of [1, 2]) { for await (const v of g()) { if (i === 1) continue out; log(i, v); } } log("end");`,
  "closing that fails": `const bad = (end: any, more = {}) => ({ n: 0, [Symbol.asyncIterator]() { return this; }, async next() { this.n += 1; return { done: this.n > 2, value: this.n }; }, return: end, ...more });
    const loop = async (it: any, fail: boolean) => { try { for await (const v of it) { if (fail) throw new Error("body"); break; } log("left"); } catch (e: any) { log(e.message.replace(/.*object.*/, "no object")); } };
    for (const fail of [false, true]) { await loop(bad(async () => { throw new Error("close"); }), fail); await loop(bad(() => { throw new Error("at once"); }), fail); await loop(bad(async () => 1), fail); await loop(bad(undefined), fail); await loop({ [Symbol.asyncIterator]: () => ({ next: async () => { throw new Error("next"); }, return() { log("never"); } }) }, fail); }`,
  "closing a synchronous iterator": `const it = (last: any) => ({ [Symbol.iterator]() { return this; }, next: () => ({ done: false, value: thenable("v") }), return() { log("return"); return { done: true, value: last }; } });
    for await (const v of it(thenable("r")) as any) { log(v); break; } log("one"); for await (const v of it(1) as any) break; log("two");
    try { for await (const v of it(failing("no")) as any) break; } catch (e: any) { log(e.message); } function* g() { try { yield hop(); yield 2; } finally { log("gf"); } } for await (const v of g()) { log(v); break; } log("end");`,
  "await using": `{ await using a = { async [Symbol.asyncDispose]() { log("dispose 1"); await thenable("d"); log("dispose 2"); } }; log("body"); await hop(); } log("after");`,
  using: `{ using a = { [Symbol.dispose]() { log("dispose"); } }; await thenable("x"); log("body"); } log("after");`,
  "class members": `class X { f = async () => { await thenable("field"); log("field"); return this; }; static async s() { await hop(); log("static"); } get g() { return (async () => { await thenable("get"); log("get"); })(); } async [(await thenable("m")) as string]() { await hop(); log("m"); } static { void (async () => { await hop(); log("block"); })(); } #p = async () => await thenable("p"); q() { return this.#p(); } }
    const x: any = new X(); await x.f(); await X.s(); await x.g; await x.m(); log(await x.q());`,
  "conditional, optional and template": `const o: any = { f: async (x: any) => x, n: null }; log((await o.f(o))?.n?.x, o.n?.[await thenable("never")], \`\${await thenable(1)}+\${await thenable(2)}\`, task === "A" ? await thenable(3) : await hop()); o.n ??= await thenable(4); log(o.n); log([await thenable(5), ...(await thenable([6, 7]))].join());`,
  "defaults in patterns": `const { a = await thenable("da"), b: { c = await thenable("dc") } = {} as any } = {} as any; log(a, c); const [d = await thenable("dd")] = [] as any[]; log(d);`,
  "parameter defaults": `const f = async (x: any = who(), y = async () => await thenable("y")) => { log(x); return y(); }; log(await f());`,
  "switch, while and do": `let n = 0; do { switch (await thenable(n)) { case 0: log("zero"); break; case await thenable(1): log("one"); default: log("more"); } } while (++n < 3); while (await thenable(n--)) log("left", n);`,
  "a promise that another task resolves": `const p = (globalThis as any)["gate" + rest.length] ??= Promise.withResolvers?.() ?? (() => { const g: any = {}; g.promise = new Promise((r) => (g.resolve = r)); return g; })(); if (task === "C") { await hop(); p.resolve("go"); log("resolved"); delete (globalThis as any)["gate2"]; } log(await p.promise); `,
  "directives and names": `async function strict() { "use strict"; const task_1 = 1, take = 2, mark_1 = 3; await thenable(task_1 + take + mark_1); return this === undefined; } log(await strict(), strict.name, (async () => await 1).name === "");`,
  "finally that overrides": `const f = async () => { for (const i of [1, 2]) { try { await thenable(i); continue; } finally { await hop(); log("f", i); if (i === 2) return "over"; } } }; log(await f());`,
  "rethrow through layers": `const f = async () => { try { await failing("deep"); } catch (e) { await hop(); throw e; } }; const g = async () => { try { return await f(); } catch (e: any) { log(e.message); return "ok"; } }; log(await g());`,
};

describe("compiled code sees the task, and takes its microtasks, as plain JavaScript does", () => {
  test.each(Object.entries(cases))("%s", async (_, body) => {
    const { plain, compiled, code } = await runBothWays(inTwoTasks(body));
    expect(compiled, code).toEqual(plain);
    expect(plain.length).toBeGreaterThan(1);
  });

  test("at the top level of a module", async () => {
    const { plain, compiled } = await runBothWays(`"use strict";
      const lines: string[] = [];
      const thenable = { then(ok: any) { ok(1); } };
      const value = await thenable;
      for await (const v of [1, Promise.resolve(2)]) lines.push("v" + v);
      export const later = await Promise.resolve(value);
      class A extends (await Promise.resolve(Object)) { static x = 1; }
      export default async (log: any) => { log(later, lines.join(), A.x); };`);
    expect(compiled).toEqual(plain);
    expect(plain).toEqual(["1 v1,v2 1 (none)"]);
  });
});
