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
    "`t` is a coroutine that has not run, not yet its value. Wait for it: `(await t).length`.",
  ],
  "a method of a promise": [
    `fetchTitle(1).trim();`,
    "TS2339",
    "1:15",
    /Promise<string>/,
    "`fetchTitle(1)` is a promise, not yet its value. Wait for it: `(await fetchTitle(1)).trim`.",
  ],
  "a task where its value is meant": [
    `const t = createTask(load(1)); const s: string = t;`,
    "TS2322",
    "1:38",
    /Task<string>/,
    "`t` is a task, not yet its value. Wait for it: `await t`.",
  ],
  "an argument": [
    `const f = (s: string) => s; f(load(1));`,
    "TS2345",
    "1:31",
    /Coroutine<string>/,
    "`load(1)` is a coroutine that has not run, not yet its value. Wait for it: `await load(1)`.",
  ],
  "a condition": [
    `if (ready()) console.log(1);`,
    "TS2801",
    "1:5",
    /always/,
    "`ready()` is a promise, not yet its value. Wait for it: `await ready()`.",
  ],
  "a sum": [
    `count() + 1;`,
    "TS2365",
    "1:1",
    /Operator/,
    "`count()` is a promise, not yet its value. Wait for it: `await count()`.",
  ],
  "a product": [
    `2 * count();`,
    "TS2363",
    "1:5",
    /arithmetic/,
    "`count()` is a promise, not yet its value. Wait for it: `await count()`.",
  ],
  "a comparison": [
    `if (count() > 1) console.log(1);`,
    "TS2365",
    "1:5",
    /Operator/,
    "`count()` is a promise, not yet its value. Wait for it: `await count()`.",
  ],
  "an unpacked gather": [
    `const [a] = gather(load(1)); a;`,
    "TS2488",
    "1:7",
    /Symbol.iterator/,
    "`gather(load(1))` is a future, not yet its value. Wait for it: `await gather(load(1))`.",
  ],
  "an unpacked Promise.all": [
    `const [a] = Promise.all([fetchTitle(1)]); a;`,
    "TS2488",
    "1:7",
    /Promise/,
    "`Promise.all([fetchTitle(1)])` is a promise, not yet its value. Wait for it: `await Promise.all([fetchTitle(1)])`.",
  ],
  "a loop over a promise": [
    `for (const c of fetchTitle(1)) c;`,
    "TS2488",
    "1:17",
    /Promise/,
    "`fetchTitle(1)` is a promise, not yet its value. Wait for it: `await fetchTitle(1)`.",
  ],
  "a result that is returned": [
    `export function f(): string { return fetchTitle(1); }`,
    "TS2322",
    "1:31",
    /Promise/,
    "`fetchTitle(1)` is a promise, not yet its value. Wait for it: `await fetchTitle(1)`. For that, the function around it must be async.",
  ],
  "a list of results": [
    `const out: string[] = [1].map(load); out;`,
    "TS2322",
    "1:7",
    /Coroutine<string>\[\]/,
    "These are promises still. Wait for all of them: `await gather(…)` for tasks and coroutines, `await Promise.all(…)` for promises.",
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
    "Write `await sleep(100)`, or let it run beside this: `createTask(sleep(100))`.",
  ],
  "a gather that nobody awaits": [
    `gather(noArgs());`,
    "floating-promise",
    "1:1",
    /Nobody waits/,
    "Write `await gather(noArgs())`.",
  ],
  "an await of a list": [
    `const ts = await [noArgs()]; ts;`,
    "awaited-list",
    "1:12",
    "await does not wait for what is in a list.",
    "Write `await gather(…)` for tasks and coroutines, `await Promise.all([noArgs()])` for promises.",
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
    "`() => load(1)` only makes a coroutine, it does not run one.",
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
    "A task runs on its own from the moment it is made. Await it: no second createTask.",
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
    "Make a task of it first: `createTask(load(1))`.",
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
    "Make a task of it: `createTask(load(1))`.",
  ],
  "a coroutine asked for its state": [
    `load(1).done();`,
    "TS2339",
    "1:9",
    "`load(1)` is a coroutine, and only a task can do this.",
    "Make a task of it: `createTask(load(1))`.",
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
    "coroutine takes a function, not what the function gives.",
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
    "`noArgs` is a function that is not called, so this waits for nothing.",
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
    "Leave out the parentheses behind it and wait for it: `await t`.",
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
    "The callback of map is a function of its own: write `async` in front of it.",
  ],
  "await in forEach": [
    `[1].forEach((id) => { await load(id); });`,
    "TS1308",
    "1:23",
    "await works only in an async function.",
    "forEach waits for nobody. Use `for (const … of …)`, or map with an async callback and gather the tasks.",
  ],
  "an async callback of forEach": [
    `[1].forEach(async (id) => { await load(id); });`,
    "async-for-each",
    "1:13",
    "forEach does not wait for an async function: it goes on at once.",
    "Use `for (const … of …)`, or make the tasks with map and await gather(…).",
  ],
  "a return type without Promise": [
    `async function f(): string { return "x"; } f;`,
    "TS1064",
    "1:21",
    /always gives a promise/,
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
    `const t = createTask(async () => { try { await sleep(9); } catch { console.log(1); } }); t.cancel();`,
    "swallowed-cancel",
    "1:60",
    /CancelledError/,
    "Let it pass: `if (error instanceof CancelledError) throw error;` as the first line.",
  ],

  // Names
  "the global Event": [
    `const e = new Event(); await e.wait();`,
    "TS2554",
    "1:11",
    "The global Event needs the name of an event.",
    'This is the global Event of the Web. For the one that tasks wait for, write `import { Event } from "chronograde";`',
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
    "`e` can be anything, so nothing may be read from it yet.",
    "Ask first what it is: `if (e instanceof Error) …`.",
  ],
  "a parameter without a type": [
    `export const f = (id) => id;`,
    "TS7006",
    "1:19",
    "The parameter id has no type.",
    "Write one behind it: `id: number`, say.",
  ],
  "what may be missing": [`new Map<string, string>().get("x").length;`, "TS2532", "1:1", /may be undefined/, "`"],
  "a closing bracket": [
    `console.log((1);`,
    "TS1005",
    "1:16",
    "Here a `)` is missing.",
    "Every opening ( needs its closing ).",
  ],
  "a closing brace": [
    `export function f() { if (1) {`,
    "TS1005",
    "1:31",
    "Here a `}` is missing.",
    "Every opening { needs its closing }. The editor shows which one belongs to which.",
  ],
  "a text without an end": [
    `console.log("abc);`,
    "TS1002",
    "1:19",
    "This text has no end.",
    "Close it with the same quotation mark with which it begins.",
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

test("what follows from a wrong call of the runtime is not said again", async () => {
  const { diagnostics } = await compileText(
    `${HEAD}const [a] = await gather([1, 2].map(fetchTitle)); const s: string = a; s;`,
  );
  expect(diagnostics.map(({ code }) => code)).toEqual(["TS2769"]);
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
