import { expect, test } from "vitest";
import { compileText } from "./compile-text.ts";

const HEAD = `import { coroutine, createTask, sleep, wait } from "chronograde";
const load = coroutine(async (id: number) => { await sleep(id); return { id, price: id }; });
const ok = async (id: number): Promise<any> => { await sleep(id); return id > 3; };
`;

/** `name use`, for each use of something that nobody awaited, in `main`. */
const usesIn = async (body: string): Promise<string[]> => {
  const { program, diagnostics } = await compileText(
    `${HEAD}export async function main(ids: number[] = [1, 2]): Promise<any> {\n${body}\n}`,
    { entry: "main" },
  );
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return program!.unawaited!.map(({ name, use }) => `${name ?? "-"} ${use}`);
};

test.each([
  [
    "an item of a list of coroutines",
    `const l: any = ids.map((i) => load(i)); let s = 0; for (const x of l) s += x.price; return s;`,
    "x property",
  ],
  ["an item by its place", `const l: any[] = ids.map((i) => load(i)); return l[0].price;`, "- property"],
  [
    "what a list was filled with",
    `const l: any[] = []; for (const i of ids) l.push(ok(i)); return l[0] * 2;`,
    "- number",
  ],
  [
    "a parameter of a callback",
    `const l: any = ids.map(async (i) => i); return l.reduce((s: number, x: any) => s + x, 0);`,
    "x number",
  ],
  ["what a pattern takes apart", `const l: any = load(1); const { price } = l; return price;`, "l property"],
  ["a promise that is reckoned with", `const a: any = ok(1); return a * 2;`, "a number"],
  ["a promise that is added to a number", `const a: any = ok(1); let s = 0; s += a; return s;`, "a number"],
  ["a promise that is added to a text", `const a: any = ok(1); return "it is " + a;`, "a text"],
  ["a promise that is a condition", `const a: any = ok(1); return a ? 1 : 2;`, "a condition"],
  ["a promise that a variable got later", `let a: any; a = ok(1); if (!a) return 1; return 2;`, "a condition"],
  ["a promise compared with a value", `const a: any = ok(1); return a === true;`, "a comparison"],
  [
    "a promise in place of a list",
    `const l: any = ok(1); const r = []; for (const x of l) r.push(x); return r;`,
    "l items",
  ],
  ["a task made into a text", `const t = createTask(load(1)); return String(t);`, "t text"],
  ["a task in JSON", `const t = createTask(load(1)); return JSON.stringify({ n: [t] });`, "t text"],
  ["tasks that are joined", `const l = ids.map((i) => createTask(load(i))); return l.join(", ");`, "l text"],
])("%s is used as its value", async (_, body, use) => {
  expect(await usesIn(body)).toEqual([use]);
});

test.each([
  ["what was awaited together", `const l: any = await Promise.all(ids.map((i) => ok(i))); return l[0].price;`],
  [
    "what is awaited one by one",
    `const l: any = ids.map((i) => load(i)); let s = 0; for (const x of l) s += (await x).price; return s;`,
  ],
  [
    "what for await goes through",
    `const l: any = ids.map((i) => ok(i)); let s = 0; for await (const x of l) s += x; return s;`,
  ],
  ["a variable that gets the value later", `let a: any = ok(1); a = await a; return a ? a.price : 2;`],
  [
    "a variable that holds nothing at first",
    `let t: any = null; for (const i of ids) { if (t) t.cancel(); t = createTask(load(i)); } return await t;`,
  ],
  [
    "a variable without a value at first",
    `let t: any; for (const i of ids) { if (t) t.cancel(); t = createTask(load(i)); } return await t;`,
  ],
  [
    "what a task has itself",
    `const t: any = createTask(load(1)); if (t.done()) return t.result(); t.cancel(); return t.getName();`,
  ],
  [
    "a task that is looked for among others",
    `const { done } = await wait(ids.map((i) => createTask(load(i)))); const [first] = done; if (first) return await first; const f: any = [...done][0]; return f ? 1 : 2;`,
  ],
  [
    "a task that may not be among others, asked for with `!`",
    `const { done } = await wait(ids.map((i) => createTask(load(i)))); const [first] = done; if (!first) return 0; const all = [...done]; return !all[1] ? 1 : await first;`,
  ],
  [
    "whether it is the same task, or none",
    `const t: any = createTask(load(1)); let u: any = t; if (u === t) return await t; return t === null;`,
  ],
  [
    "a list whose items are put in awaited",
    `const r: any[] = ids.map((i) => ok(i)); for (let i = 0; i < r.length; i++) r[i] = await r[i]; return r[0].price;`,
  ],
  [
    "a list of this and that",
    `const r: any[] = []; for (const i of ids) r.push(i > 1 ? await ok(i) : ok(i)); return r[0].price;`,
  ],
  ["then", `const r: any = ok(1); return r.then((x: any) => x.price);`],
  ["a task that is printed as it is", `const t = createTask(load(1)); console.log(t); return (await t).price;`],
  [
    "what may come from elsewhere",
    `const cache: any = {}; const t: any = cache.a ?? createTask(load(1)); return t.price;`,
  ],
])("%s is no use of a value", async (_, body) => {
  expect(await usesIn(body)).toEqual([]);
});

test("a variable that hides a promise behind any is warned of once, where it is used first", async () => {
  const { diagnostics } = await compileText(`${HEAD}const a: any = ok(1);\nconsole.log(a * 2);\nconsole.log(a * 3);`);
  expect(diagnostics).toMatchObject([
    { code: "missing-await", line: 5, message: "`a` is a promise here, and no number.", hint: "Write `await a`." },
  ]);
});

test("an error that is made and not thrown is warned of", async () => {
  const { diagnostics } = await compileText(`${HEAD}if (load.length > 3) new RangeError("too many");`);
  expect(diagnostics).toMatchObject([{ code: "no-effect", line: 4, message: "This error is made and never thrown." }]);
});
