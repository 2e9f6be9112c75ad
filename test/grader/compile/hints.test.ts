import { describe, expect, test } from "vitest";
import { compileText } from "./compile-text.ts";

const HEAD = `import { coroutine, createTask, gather, run, sleep, taskGroup, timeout, wait, waitFor, Lock, Queue, type Task } from "chronograde";
async function fetchTitle(id: number): Promise<string> { const r = await fetch("https://x/" + id); return (await r.json()).title; }
const load = coroutine(async (id: number) => fetchTitle(id));
const noArgs = coroutine(async () => 1);
async function ready(): Promise<boolean> { return true; }
async function count(): Promise<number> { return 1; }
console.log(createTask, gather, run, sleep, taskGroup, timeout, wait, waitFor, Lock, Queue, load, noArgs, ready, count);
`;
const HEAD_LINES = HEAD.split("\n").length - 1;

/** `code` at `line`:`column` of the first finding of that code, and its hint. */
const said = async (body: string, code: string) => {
  const { diagnostics } = await compileText(HEAD + body);
  const found = diagnostics.find((each) => each.code === code);
  return found === undefined
    ? { code: diagnostics.map((each) => `${each.code}: ${each.message}`).join("; ") }
    : { code: found.code, at: `${found.line - HEAD_LINES}:${found.column}`, message: found.message, hint: found.hint };
};

const cases: Record<string, [body: string, code: string, at: string, message: string | RegExp, hint: string]> = {
  // Missing await
  "a property of a coroutine": [
    `const t = load(1); t.length;`,
    "TS2339",
    "1:22",
    /Coroutine<string>/,
    "`t` is a coroutine that has not run, not its value yet. Wait for it: `(await t).length`.",
  ],
  "a method of a promise": [
    `fetchTitle(1).trim();`,
    "TS2339",
    "1:15",
    /Promise<string>/,
    "`fetchTitle(1)` is a promise, not its value yet. Wait for it: `(await fetchTitle(1)).trim`.",
  ],
  "a task where its value is meant": [
    `const t = createTask(load(1)); const s: string = t;`,
    "TS2322",
    "1:38",
    /Task<string>/,
    "`t` is a task, not its value yet. Wait for it: `await t`.",
  ],
  "an argument": [
    `const f = (s: string) => s; f(load(1));`,
    "TS2345",
    "1:31",
    /Coroutine<string>/,
    "`load(1)` is a coroutine that has not run, not its value yet. Wait for it: `await load(1)`.",
  ],
  "a condition": [
    `if (ready()) console.log(1);`,
    "TS2801",
    "1:5",
    /always/,
    "`ready()` is a promise, not its value yet. Wait for it: `await ready()`.",
  ],
  "a sum": [
    `count() + 1;`,
    "TS2365",
    "1:1",
    /Operator/,
    "`count()` is a promise, not its value yet. Wait for it: `await count()`.",
  ],
  "a product": [
    `2 * count();`,
    "TS2363",
    "1:5",
    /arithmetic/,
    "`count()` is a promise, not its value yet. Wait for it: `await count()`.",
  ],
  "a comparison": [
    `if (count() > 1) console.log(1);`,
    "TS2365",
    "1:5",
    /Operator/,
    "`count()` is a promise, not its value yet. Wait for it: `await count()`.",
  ],
  "an unpacked gather": [
    `const [a] = gather(load(1)); a;`,
    "TS2488",
    "1:7",
    /Symbol.iterator/,
    "`gather(load(1))` is a future, not its value yet. Wait for it: `await gather(load(1))`.",
  ],
  "an unpacked Promise.all": [
    `const [a] = Promise.all([fetchTitle(1)]); a;`,
    "TS2488",
    "1:7",
    /Promise/,
    "`Promise.all([fetchTitle(1)])` is a promise, not its value yet. Wait for it: `await Promise.all([fetchTitle(1)])`.",
  ],
  "a loop over a promise": [
    `for (const c of fetchTitle(1)) c;`,
    "TS2488",
    "1:17",
    /Promise/,
    "`fetchTitle(1)` is a promise, not its value yet. Wait for it: `await fetchTitle(1)`.",
  ],
  "a result that is returned": [
    `export function f(): string { return fetchTitle(1); }`,
    "TS2322",
    "1:31",
    /Promise/,
    "`fetchTitle(1)` is a promise, not its value yet. Wait for it: `await fetchTitle(1)`. The function around it must be async for that.",
  ],
  "a list of results": [
    `const out: string[] = [1].map(load); out;`,
    "TS2322",
    "1:7",
    /Coroutine<string>\[\]/,
    "These are still promises. Wait for all of them: `await gather(…)` for tasks and coroutines, `await Promise.all(…)` for promises.",
  ],
  "a response": [
    `const r = await fetch("https://x"); r.title;`,
    "TS2339",
    "1:39",
    /Response/,
    "A Response is not the data yet: `const data = await response.json();`",
  ],
  "a promise in a text": [
    "console.log(`t: ${load(1)}`);",
    "missing-await",
    "1:19",
    /not awaited/,
    "Write `await load(1)`.",
  ],
  "a promise on the console": [
    `console.log(fetchTitle(1));`,
    "missing-await",
    "1:13",
    /not awaited/,
    "Write `await fetchTitle(1)`.",
  ],
  "a forgotten await": [
    `sleep(100);`,
    "floating-promise",
    "1:1",
    "The coroutine `sleep(100)` is never awaited, so it never runs.",
    "Only an `await` in front of it makes the code wait here. Should it?",
  ],
  "a forgotten await of work that could go on alongside": [
    `noArgs();`,
    "floating-promise",
    "1:1",
    "The coroutine `noArgs()` is never awaited, so it never runs.",
    "A coroutine runs where something awaits it, or beside the rest in a task that createTask() makes of it. Which of the two is wanted here?",
  ],
  "a gather that nobody awaits": [
    `gather(noArgs());`,
    "floating-promise",
    "1:1",
    /Nothing waits/,
    "Only an `await` in front of it makes the code wait here. Should it?",
  ],
  "an await of a list": [
    `const ts = await [noArgs()]; ts;`,
    "awaited-list",
    "1:12",
    "await does not wait for what is in a list.",
    "Await each of them in turn where one has to follow the other, or all of them with `await gather(…)`.",
  ],
  "an await of a list of promises": [
    `const ts = await [Promise.resolve(1)]; ts;`,
    "awaited-list",
    "1:12",
    "await does not wait for what is in a list.",
    "Await each of them in turn where one has to follow the other, or all of them with `await Promise.all(…)`.",
  ],

  // Starting too early, or not at all
  "a started promise for createTask": [
    `createTask(fetchTitle(1));`,
    "TS2345",
    "1:12",
    "`fetchTitle(1)` is a promise: its work has started already, outside of any task.",
    "Give createTask the function, so that the task starts it: `createTask(() => fetchTitle(1))`. Or define fetchTitle with coroutine(async (…) => …): then `createTask(fetchTitle(1))` is right.",
  ],
  "a started promise for a group": [
    `await taskGroup(async (tg) => { tg.createTask(fetchTitle(1)); });`,
    "TS2345",
    "1:47",
    /started already/,
    "Give createTask the function, so that the task starts it: `createTask(() => fetchTitle(1))`. Or define fetchTitle with coroutine(async (…) => …): then `createTask(fetchTitle(1))` is right.",
  ],
  "a started promise for gather": [
    `await gather(fetchTitle(1));`,
    "TS2769",
    "1:14",
    /started already/,
    "Give gather the function, so that the task starts it: `gather(createTask(() => fetchTitle(1)))`. Or define fetchTitle with coroutine(async (…) => …): then `gather(fetchTitle(1))` is right.",
  ],
  "a started promise for waitFor": [
    `await waitFor(fetchTitle(1), 100);`,
    "TS2345",
    "1:15",
    /started already/,
    "Give waitFor the function, so that the task starts it: `waitFor(createTask(() => fetchTitle(1)), …)`. Or define fetchTitle with coroutine(async (…) => …): then `waitFor(fetchTitle(1), …)` is right.",
  ],
  "a function that is not called": [
    `createTask(load);`,
    "TS2345",
    "1:12",
    "`load` is a function that has not been called.",
    "Call it: `createTask(load(…))`.",
  ],
  "a function without parameters": [
    `createTask(noArgs);`,
    "TS2345",
    "1:12",
    "`noArgs` is a function that has not been called.",
    "Call it: `createTask(noArgs())`.",
  ],
  "an async function with parameters": [
    `createTask(fetchTitle);`,
    "TS2345",
    "1:12",
    "`fetchTitle` is a function that has not been called.",
    "Call it: `createTask(() => fetchTitle(…))`.",
  ],
  "a function that makes a coroutine": [
    `createTask(() => load(1));`,
    "TS2345",
    "1:12",
    "`() => load(1)` only makes a coroutine; it does not run it.",
    "Give createTask the coroutine itself: `createTask(load(1))`.",
  ],
  "a function that is not async": [
    `createTask(() => 5);`,
    "TS2345",
    "1:12",
    "This function is not async.",
    "Write `async` in front of it: createTask needs something to wait for.",
  ],
  "a task of a task": [
    `createTask(createTask(noArgs()));`,
    "TS2345",
    "1:12",
    "`createTask(noArgs())` is a task already.",
    "A task runs on its own from the moment it is made. Just await it, without a second createTask.",
  ],
  "functions for gather": [
    `await gather(load, noArgs);`,
    "TS2769",
    "1:14",
    "`load` is a function that has not been called.",
    "Call it: `gather(load(…))`.",
  ],
  "coroutines for wait": [
    `await wait([load(1)]);`,
    "TS2345",
    "1:12",
    "wait takes tasks, and `load(1)` is a coroutine.",
    "Make it a task first: `createTask(load(1))`.",
  ],
  "a coroutine for timeout": [
    `await timeout(10, load(1));`,
    "TS2345",
    "1:19",
    "timeout takes a function that does the work, not the work itself.",
    "Write `async () => load(1)` in its place.",
  ],
  "a coroutine in a variable for a task": [
    `const t: Task<string> = load(1); t;`,
    "TS2740",
    "1:7",
    "`load(1)` is a coroutine, and only a task can do this.",
    "Make it a task: `createTask(load(1))`.",
  ],
  "a coroutine asked for its state": [
    `load(1).done();`,
    "TS2339",
    "1:9",
    "`load(1)` is a coroutine, and only a task can do this.",
    "Make it a task: `createTask(load(1))`.",
  ],
  "run of what has started": [
    `async function main() {} await run(main());`,
    "TS2345",
    "1:36",
    "`main()` has started before the event loop runs.",
    "Give run the function: `run(main)`.",
  ],
  "coroutine of what has started": [
    `const f = coroutine(fetchTitle(1)); f;`,
    "TS2345",
    "1:21",
    "coroutine takes a function, not the function's result.",
    "Leave out the call: `coroutine(fetchTitle)`.",
  ],
  "coroutine of a plain function": [
    `const f = coroutine((x: number) => x); f;`,
    "TS2345",
    "1:21",
    "coroutine takes an async function, and this one is not async.",
    "Write `coroutine(async (…) => { … })`.",
  ],
  "an await of a function": [
    `await noArgs;`,
    "uncalled",
    "1:1",
    "`noArgs` is a function that is never called, so this waits for nothing.",
    "Call it: `await noArgs(…)`.",
  ],
  "a method that is not called": [
    `const t = createTask(noArgs()); if (t.done) console.log(1);`,
    "TS2774",
    "1:37",
    "`t.done` is a function, and a function is always true.",
    "Call it: `t.done()`.",
  ],
  "a task that is called": [
    `const t = createTask(noArgs()); await t();`,
    "TS2349",
    "1:39",
    "`t` is a task and cannot be called.",
    "Leave out the parentheses after it and wait for it: `await t`.",
  ],

  // Async functions and loops
  "await in a plain function": [
    `function f() { return await load(1); } f;`,
    "TS1308",
    "1:23",
    "await works only in an async function.",
    "Write `async` in front of f.",
  ],
  "await in a callback": [
    `[1].map((id) => { return await load(id); });`,
    "TS1308",
    "1:26",
    "await works only in an async function.",
    "The callback of map is a separate function: write `async` in front of it.",
  ],
  "await in forEach": [
    `[1].forEach((id) => { await load(id); });`,
    "TS1308",
    "1:23",
    "await works only in an async function.",
    "forEach does not wait. Use `for (const … of …)`, or map with an async callback and gather the tasks.",
  ],
  "an async callback of forEach": [
    `[1].forEach(async (id) => { await load(id); });`,
    "async-for-each",
    "1:13",
    "forEach does not wait for an async function: it continues right away.",
    "A `for … of` loop can await each call, one after the other. map gives back what the calls give, to be awaited all together. Which of the two is wanted here?",
  ],
  "a return type without Promise": [
    `async function f(): string { return "x"; } f;`,
    "TS1064",
    "1:21",
    /always returns a promise/,
    "Write `Promise<string>`, or leave the type out.",
  ],
  "seconds for milliseconds": [
    `await sleep(2);`,
    "sleep-seconds",
    "1:13",
    "Times are in milliseconds, so this is 2 ms.",
    "If 2 s is meant, write 2000.",
  ],
  "a catch that swallows a cancel": [
    `const t = createTask(async () => { try { await sleep(9); } catch { console.log(1); } await sleep(1); }); t.cancel();`,
    "swallowed-cancel",
    "1:60",
    /CancelledError/,
    "what has to become of this one for the task to stop?",
  ],

  "a catch that tidies up, also for a cancel": [
    `const t = createTask(async () => { try { await sleep(9); } catch { await sleep(1); } }); t.cancel();`,
    "swallowed-cancel",
    "1:60",
    /what it waits for is done then, too/,
    "If that has to be done when the task is stopped, does the error go further afterward? If not, let it pass at once.",
  ],
  "a catch that pauses before the next try": [
    `const t = createTask(async () => { for (;;) { try { await sleep(9); } catch { await sleep(1); } } }); t.cancel();`,
    "swallowed-cancel",
    "1:71",
    /the task goes on as if there had been none/,
    "what has to become of this one for the task to stop?",
  ],

  // Leaving early, asking a promise, and lines that do nothing
  "a return in try that does not wait": [
    `export async function f() { try { return load(1); } catch { return ""; } }`,
    "return-without-await",
    "1:35",
    "This return does not wait for `load(1)`: the catch never sees its error.",
    "A return of a promise leaves this block at once, and the promise goes along. What makes the function stay here until the value is there?",
  ],
  "a return that closes what it still needs": [
    `export async function f() { await using x = { async [Symbol.asyncDispose]() {} }; return gather(load(1)); }`,
    "return-without-await",
    "1:83",
    "This return does not wait for `gather(load(1))`: x is closed before it is over.",
    "A return of a promise leaves this block at once, and the promise goes along. What makes the function stay here until the value is there?",
  ],
  "a line behind a return": [
    `export async function f() { return 1;\nawait load(1); }`,
    "unreachable",
    "2:1",
    /never reached: line \d+ exits/,
    "Does it belong before",
  ],
  "a value without return": [
    "const f = coroutine(async () => { await load(1); }); console.log(`t: ${await f()}`);",
    "missing-return",
    "1:72",
    "`await f()` returns nothing, so this shows undefined.",
    "Is a `return` missing",
  ],
  "a task in a text": [
    "const t = createTask(noArgs()); console.log(`t: ${t}`);",
    "missing-await",
    "1:51",
    "`t` is a task, so this shows the task and not its value.",
    "Await the task to get its value.",
  ],
  "a line that only reads": [
    `export async function f() { const o = { title: "" }; o.title; }`,
    "no-effect",
    "1:54",
    "This line only reads `o.title` and does nothing with it.",
    "Is a `return` missing in front of it?",
  ],
  "a cancel without parentheses": [
    `const t = createTask(noArgs()); t.cancel;`,
    "uncalled",
    "1:33",
    "`t.cancel` is a function that is never called.",
    "Call it: `t.cancel(…)`.",
  ],
  "a promise as the condition of a loop": [
    `while (ready()) break;`,
    "missing-await",
    "1:8",
    "`ready()` is not awaited, and a promise always counts as true.",
    "Write `await ready()`.",
  ],
  "an async callback of filter": [
    `[1].filter(async (id) => (await load(id)) === "x");`,
    "async-condition",
    "1:12",
    "filter does not wait for its callback, and a promise always counts as true.",
    "Get all the answers first",
  ],
  "a list that nobody waits for": [
    `[1].map(async (id) => { await load(id); });`,
    "floating-promise",
    "1:1",
    /what is in/,
    "Write `await Promise.all(…)` around it.",
  ],
  "a promise taken for its value with as": [
    `const r = await fetch("https://x"); const p = r.json() as { title: string }; p;`,
    "TS2352",
    "1:47",
    "`r.json()` is a promise, not its value yet, so it cannot be used as one.",
    "Wait for it first: `(await r.json()) as …`.",
  ],
  "a promise taken apart": [
    `const { length } = load(1); length;`,
    "TS2339",
    "1:9",
    /Coroutine<string>/,
    "Wait for it: `await load(1)`.",
  ],
  "a map without return for gather": [
    `await gather([1].map((id) => { createTask(load(id)); }));`,
    "TS2769",
    "1:14",
    "The callback of map returns nothing, so there is nothing to wait for.",
    "A function with braces returns only what follows `return`.",
  ],
  "a function that makes a coroutine for run": [
    `await run(() => load(1));`,
    "TS2345",
    "1:11",
    "`() => load(1)` only makes a coroutine; it does not run it.",
    "Give run the coroutine itself: `run(load(1))`.",
  ],
  "a body that is not async": [
    `await timeout(10, () => load(1));`,
    "TS2739",
    "1:25",
    "The function given to timeout is not async.",
    "Write `async` in front of it.",
  ],
  "a catch behind a coroutine": [
    `await load(1).catch(() => 1);`,
    "TS2339",
    "1:15",
    /only a task can do this/,
    "Make it a task: `createTask(load(1))`.",
  ],
  "several arguments for Promise.all": [
    `await Promise.all(load(1), load(2));`,
    "TS2554",
    "1:28",
    "Promise.all takes one list, not several arguments.",
    "Write `Promise.all([load(1), load(2)])`.",
  ],
  "a name that stands alone": [
    `createTask(load(1), "first");`,
    "TS2559",
    "1:21",
    "Options go into an object, by name.",
    'Write `{ name: "first" }`.',
  ],
  "a plain loop over an async generator": [
    `async function* g() { yield 1; } for (const n of g()) console.log(n);`,
    "TS2488",
    "1:50",
    /one by one/,
    "Write `for await (const … of …)`.",
  ],
  "a method kept for its value": [
    `const s: string = createTask(load(1)).result; s;`,
    "TS2322",
    "1:19",
    "`createTask(load(1)).result` is a function that is never called.",
    "Call it: `createTask(load(1)).result()`.",
  ],
  "a name of Python": [`print("x");`, "TS2304", "1:1", "There is nothing named print here.", "Write `console.log(…)`."],

  // Names
  "the global Event": [
    `const e = new Event(); await e.wait();`,
    "TS2554",
    "1:11",
    "The global Event needs the name of an event.",
    'This is the global Event of the web. For the one that tasks wait for, write `import { Event } from "chronograde";`',
  ],
  "an import that is missing": [
    `new Semaphore(1);`,
    "TS2304",
    "1:5",
    "There is nothing named Semaphore here.",
    'Import it: `import { Semaphore } from "chronograde";`',
  ],
  "a misspelt import": [
    `import { creatTask } from "chronograde"; creatTask;`,
    "TS2724",
    "1:10",
    '"chronograde" has no export named creatTask.',
    "Did you mean `createTask`?",
  ],
  "an import as Python spells it": [
    `import { wait_for } from "chronograde"; wait_for;`,
    "TS2724",
    "1:10",
    '"chronograde" has no export named wait_for.',
    "Did you mean `waitFor`?",
  ],
  "a method as Python spells it": [
    `createTask(noArgs()).add_done_callback(() => {});`,
    "TS2551",
    "1:22",
    /add_done_callback/,
    "Did you mean `addDoneCallback`?",
  ],
  asyncio: [
    `await asyncio.sleep(1);`,
    "TS2304",
    "1:7",
    "There is no object named asyncio.",
    'Import what you need by name: `import { createTask, gather, run, sleep } from "chronograde";`',
  ],
  "a class without new": [
    `const l = Lock(); l;`,
    "TS2348",
    "1:11",
    "Lock is a class.",
    "Write `new` in front: `new Lock(…)`.",
  ],
  "a type with new": [
    `const t = new Task(noArgs()); t;`,
    "TS2693",
    "1:15",
    "Task is only a type.",
    "A task is made by createTask(…).",
  ],

  // TypeScript at large
  "a caught error": [
    `try { await sleep(9); } catch (e) { console.log(e.message); }`,
    "TS18046",
    "1:49",
    "`e` can be anything, so nothing can be read from it yet.",
    "Check first what it is: `if (e instanceof Error) …`.",
  ],
  "a parameter without a type": [
    `export const f = (id) => id;`,
    "TS7006",
    "1:19",
    "The parameter id has no type.",
    "Write one after it, such as `id: number`.",
  ],
  "what may be missing": [`new Map<string, string>().get("x").length;`, "TS2532", "1:1", /may be undefined/, "`"],
  "a closing bracket": [
    `console.log((1);`,
    "TS1005",
    "1:16",
    "A `)` is missing here.",
    "Every opening ( needs its closing ).",
  ],
  "a closing brace": [
    `export function f() { if (1) {`,
    "TS1005",
    "1:31",
    "A `}` is missing here.",
    "Every opening { needs its closing }. The editor shows which one belongs to which.",
  ],
  "a text without an end": [
    `console.log("abc);`,
    "TS1002",
    "1:19",
    "This string has no end.",
    "Close it with the same quotation mark that starts it.",
  ],
};

describe("a beginner's mistake is named, with what to write:", () => {
  test.each(Object.entries(cases))("%s", async (_, [body, code, at, message, hint]) => {
    const found = await said(body, code);
    expect(found).toMatchObject({ code, at });
    expect(found.message).toMatch(message);
    expect(found.hint).toContain(hint);
  });
});

test.each([
  ["```ts\nexport const x = 1;\n```\n", "foreign", "1:1", /Markdown/, /Delete it/],
  ["\n<!DOCTYPE html>\n<html></html>", "foreign", "2:1", /a web page/, /Raw or Download/],
  ["<<<<<<< HEAD\n1;\n=======\n2;\n>>>>>>> theirs\n", "TS1185", "1:1", /both versions/, /<<<<<<</],
])("text that came with the program is named: %j", async (text, code, at, message, hint) => {
  const { diagnostics, rejection } = await compileText(text);
  expect(rejection?.code).toBe("syntax");
  const [first] = diagnostics;
  expect([first?.code, `${first?.line}:${first?.column}`]).toEqual([code, at]);
  expect(first?.message).toMatch(message);
  expect(first?.hint).toMatch(hint);
});

test("what follows from a wrong call of the runtime is not said again", async () => {
  const { diagnostics } = await compileText(
    `${HEAD}const [a] = await gather([1, 2].map(fetchTitle)); const s: string = a; s;`,
  );
  expect(diagnostics.map(({ code }) => code)).toEqual(["TS2769"]);
});

test("a program that also starts itself is told that the grader does that", async () => {
  const text = `export async function main(n = 0) { return n; }\n`;
  const warned = async (call: string) =>
    (await compileText(text + call, { entry: "main" })).diagnostics.map(({ code, line }) => [code, line]);
  expect(await warned("await main(1);")).toEqual([["entry-called", 2]]);
  expect(await warned(`import { run } from "chronograde";\nawait run(main);`)).toEqual([["entry-called", 3]]);
  expect(await warned("export const other = () => main(2);")).toEqual([]);
});

test("what looks like one of these mistakes and is none is left alone", async () => {
  const { diagnostics } = await compileText(`${HEAD}
export async function one() { try { return await load(1); } finally { console.log("over"); } }
export async function two() { const x = load(1); try { console.log("on"); } catch { return null; } return x; }
export async function three(n: number) { return later(n); function later(m: number) { return m; } }
export async function four(task: Task<string> | null) { while (!task) task = createTask(load(1)); return await task; }
export async function seven(url: string) { await using c = { async [Symbol.asyncDispose]() {} }; const r = await fetch(url); return r.text(); }
export async function eight(tasks: Task<string>[]) { try { return await Promise.all(tasks); } catch { for (const t of tasks) t.cancel(); return []; } }
export const five = (ids: number[]) => ids.filter((id) => id > 1).some((id) => id > 2);
export function six(n: number) { switch (n) { case 1: return 1; case 2: throw new Error("x"); default: break; } return 3; }
`);
  expect(diagnostics.map(({ code, line }) => [code, line])).toEqual([]);
});

test("no path of the checker's own file system is shown", async () => {
  const { diagnostics } = await compileText(
    `import { x } from "./lib.ts"; import * as l from "./lib.ts"; x; l.y; const n: number = l;`,
    {
      more: { "lib.ts": "export const z = 1;" },
    },
  );
  expect(diagnostics).toHaveLength(3);
  expect(JSON.stringify(diagnostics)).not.toMatch(/submission\/|\/declarations|node_modules/);
});

describe("a catch that keeps a cancel to itself", () => {
  const quiet = "try { await sleep(9); } catch { console.log(1); }";
  const codes = async (body: string) =>
    (await compileText(`import { createTask, coroutine, sleep } from "chronograde";\n${body}`)).diagnostics.flatMap(
      ({ code }) => (code === "swallowed-cancel" ? [code] : []),
    );

  test.each([
    ["is over after it", `const t = createTask(async () => { ${quiet} }); t.cancel();`],
    [
      "is over after it, as the function that called that is",
      `async function one() { ${quiet} return 1; } const t = createTask(() => one()); t.cancel();`,
    ],
    [
      "throws other errors on",
      `const t = createTask(async () => { try { await sleep(9); } catch (e) { if (!(e instanceof RangeError)) throw e; } await sleep(1); }); t.cancel();`,
    ],
  ])("is not told of where the task %s", async (_, body) => {
    expect(await codes(body)).toEqual([]);
  });

  test.each([
    ["the same function", `const t = createTask(async () => { ${quiet} await sleep(1); }); t.cancel();`],
    ["a loop", `const t = createTask(async () => { for (;;) { ${quiet} } }); t.cancel();`],
    [
      "the function that called that",
      `async function one() { ${quiet} } const t = createTask(async () => { await one(); await sleep(1); }); t.cancel();`,
    ],
  ])("is told of where the task waits again in %s", async (_, body) => {
    expect(await codes(body)).toEqual(["swallowed-cancel"]);
  });
});
