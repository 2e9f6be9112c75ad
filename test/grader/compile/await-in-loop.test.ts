import { describe, expect, test } from "vitest";
import { compileText, rule } from "./compile-text.ts";

const HEAD = `import { asCompleted, AsyncClient, coroutine, createTask, gather, Lock, Queue, run, Semaphore, sleep, taskGroup, timeout, wait, waitFor, type Task } from "chronograde";
import { setTimeout as pauseFor } from "node:timers/promises";
interface Page { next: string | null; items: string[]; ok: boolean }
const load = coroutine(async (id: number) => (await (await fetch("https://x/" + id)).json()) as string);
const loadTwice = coroutine(async (id: number, x: unknown) => \`\${id}\${x}\`);
async function loadPlain(id: number): Promise<string> { return load(id); }
async function loadPage(cursor: string): Promise<Page> { return { next: cursor, items: [], ok: true }; }
async function send(text: string): Promise<void> { await fetch("https://x", { method: "POST", body: text }); }
`;

const places = async (body: string): Promise<string[]> => {
  const text = HEAD + body;
  const compilation = await compileText(text, {
    entry: body.includes("export") ? "main" : null,
    imports: ["node:timers/promises"],
    rules: [rule("forbid await-in-loop")],
  });
  const errors = compilation.diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  const lines = text.split("\n");
  const [broken] = compilation.brokenRules;
  const spans = broken === undefined ? [] : [broken.at, ...broken.more];
  return spans.map(({ line, column, endColumn }) => lines[line - 1]!.slice(column - 1, endColumn - 1));
};

const serial: Record<string, [body: string, ...found: string[]]> = {
  "a request in each turn": [
    "export async function main(ids: number[]) { const out: string[] = []; for (const id of ids) out.push(await load(id)); return out; }",
    "await load(id)",
  ],
  "a native async function": [
    "export async function main(ids: number[]) { const out: string[] = []; for (const id of ids) { const t = await loadPlain(id); out.push(t); } return out; }",
    "await loadPlain(id)",
  ],
  "a counted loop": [
    "export async function main(ids: number[]) { const out = []; for (let i = 0; i < ids.length; i++) { out[i] = await load(ids[i]!); } return out; }",
    "await load(ids[i]!)",
  ],
  "the same thing three times": [
    "export async function main() { for (let i = 0; i < 3; i++) await load(1); }",
    "await load(1)",
  ],
  "a task that is awaited in the turn that makes it": [
    "export async function main(ids: number[]) { for (const id of ids) { const task = createTask(load(id)); console.log(await task); } }",
    "await task",
  ],
  "a chain of awaits: the first is named": [
    'export async function main(ids: number[]) { const out = []; for (const id of ids) { const r = await fetch("https://x/" + id); const data = await r.json(); out.push(data.title); } return out; }',
    'await fetch("https://x/" + id)',
  ],
  "an error check that throws": [
    'export async function main(ids: number[]) { const out = []; for (const id of ids) { const r = await fetch("https://x/" + id); if (!r.ok) throw new Error("no"); out.push(r); } return out; }',
    'await fetch("https://x/" + id)',
  ],
  "errors that are counted": [
    "export async function main(ids: number[]) { let bad = 0; const out = []; for (const id of ids) { try { out.push(await load(id)); } catch { bad += 1; } } return [out, bad]; }",
    "await load(id)",
  ],
  "a sum": [
    "export async function main(ids: number[]) { let sum = 0; for (const id of ids) sum += (await load(id)).length; return sum; }",
    "await load(id)",
  ],
  "a loop that counts what it has": [
    "export async function main(ids: number[]) { const out: string[] = []; while (out.length < ids.length) { out.push(await load(ids[out.length]!)); } return out; }",
    "await load(ids[out.length]!)",
  ],
  "a list that is used up": [
    "export async function main(ids: number[]) { const left = [...ids]; const out = []; while (left.length > 0) { const id = left.shift()!; out.push(await load(id)); } return out; }",
    "await load(id)",
  ],
  "a helper that the entry calls once": [
    "async function all(ids: number[]) { const out = []; for (const id of ids) out.push(await load(id)); return out; }\nexport async function main(ids: number[]) { return all(ids); }",
    "await load(id)",
  ],
  "a method": [
    "class Loader { client = new AsyncClient(); async all(ids: number[]) { const out = []; for (const id of ids) out.push(await this.client.get('https://x/' + id)); return out; } }\nexport const main = async (ids: number[]) => new Loader().all(ids);",
    "await this.client.get('https://x/' + id)",
  ],
  "a retry inside: the outer loop is the one that waits": [
    "export async function main(ids: number[]) { const out = []; for (const id of ids) { for (let n = 0; n < 3; n++) { try { out.push(await load(id)); break; } catch { await sleep(10); } } } return out; }",
    "await load(id)",
  ],
  "a time limit around each": [
    "export async function main(ids: number[]) { const out = []; for (const id of ids) out.push(await timeout(100, async () => load(id))); return out; }",
    "await timeout(100, async () => load(id))",
  ],
  "two at once in each turn": [
    "export async function main(ids: number[]) { const out = []; for (const id of ids) out.push(await gather(load(id), load(id + 1))); return out; }",
    "await gather(load(id), load(id + 1))",
  ],
  "Promise.all of one": [
    "export async function main(ids: number[]) { const out = []; for (const id of ids) out.push(...(await Promise.all([loadPlain(id)]))); return out; }",
    "await Promise.all([loadPlain(id)])",
  ],
  "a then chain": [
    "export async function main(ids: number[]) { for (const id of ids) await loadPlain(id).then((t) => console.log(t)); }",
    "await loadPlain(id).then((t) => console.log(t))",
  ],
  "coroutines made before, run one by one": [
    "export async function main(ids: number[]) { const work = ids.map((id) => load(id)); const out = []; for (const w of work) out.push(await w); return out; }",
    "await w",
  ],
  "for await over coroutines": [
    "export async function main(ids: number[]) { const out = []; for await (const t of ids.map((id) => load(id))) out.push(t); return out; }",
    "ids.map((id) => load(id))",
  ],
  "an async generator that loads": [
    "async function* titles(ids: number[]) { for (const id of ids) yield await load(id); }\nexport async function main(ids: number[]) { const out = []; for await (const t of titles(ids)) out.push(t); return out; }",
    "await load(id)",
  ],
  "under a lock each": [
    "export async function main(ids: number[]) { const lock = new Lock(); for (const id of ids) await lock.with(async () => { await load(id); }); }",
    "await lock.with(async () => { await load(id); })",
  ],
  "at the top level of a script": ["for (const id of [1, 2]) console.log(await loadPlain(id));", "await loadPlain(id)"],
  "do and for-in": [
    "export async function main() { let i = 0; do { await load(i); i++; } while (i < 3); for (const k in { a: 1 }) await send(k); }",
    "await load(i)",
    "await send(k)",
  ],
  "posts of each user in line": [
    "export async function main(users: { posts: number[] }[]) { return Promise.all(users.map(async (user) => { const out: string[] = []; for (const id of user.posts) out.push(await load(id)); return out; })); }",
    "await load(id)",
  ],
  "a nap that gives something": [
    "const nap = coroutine(async (n: number) => { await sleep(n); return n; });\nexport async function main() { const out = []; for (const n of [1, 2]) out.push(await nap(n)); return out; }",
    "await nap(n)",
  ],
  "a sleep that gives something": [
    "export async function main() { const out = []; for (const n of [1, 2]) out.push(await sleep(100, n)); return out; }",
    "await sleep(100, n)",
  ],
  "a counter variable outside of the entry": [
    "let next = 0;\nexport async function main(ids: number[]) { while (next < ids.length) { const id = ids[next++]!; await load(id); } }",
    "await load(id)",
  ],
  "an async reduce": [
    "export async function main(ids: number[]) { return ids.reduce(async (before, id) => [...(await before), await load(id)], Promise.resolve<string[]>([])); }",
    "await load(id)",
  ],
  "a reduce whose task is made after the wait": [
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { const all = await before; const task = createTask(load(id)); return [...all, await task]; }, Promise.resolve<string[]>([])); }",
    "await task",
  ],
  "a reduce that keeps a coroutine, which does nothing before it is awaited": [
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { const job = load(id); const all = await before; return [...all, await job]; }, Promise.resolve<string[]>([])); }",
    "await job",
  ],
  "a reduce whose list of coroutines is gathered after the wait": [
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { const jobs = [load(id), load(-id)]; const all = await before; return [...all, ...(await gather(jobs))]; }, Promise.resolve<string[]>([])); }",
    "await gather(jobs)",
  ],
  "a reduce that starts one thing before the wait and another after it": [
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { const task = createTask(load(id)); const all = await before; return [...all, await task, await load(-id)]; }, Promise.resolve<string[]>([])); }",
    "await load(-id)",
  ],
  "a reduce whose time limit begins its coroutine": [
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { const job = load(id); const all = await before; return [...all, await waitFor(job, 900)]; }, Promise.resolve<string[]>([])); }",
    "await waitFor(job, 900)",
  ],
  "a reduce whose second step needs only the task of its own turn": [
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { const task = createTask(load(id)); const all = await before; const name = await task; return [...all, await loadTwice(id, name)]; }, Promise.resolve<string[]>([])); }",
    "await loadTwice(id, name)",
  ],
  "a reduce that sets its variable after the wait": [
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { let job = createTask(load(0)); const all = await before; job = createTask(load(id)); return [...all, await job]; }, Promise.resolve<string[]>([])); }",
    "await job",
  ],
  "a reduce by then": [
    "export async function main(ids: number[]) { return ids.reduce((before, id) => before.then(async (all) => [...all, await load(id)]), Promise.resolve<string[]>([])); }",
    "await load(id)",
  ],
  "a chain that grows in the loop": [
    "export async function main(ids: number[]) { let chain: Promise<unknown> = Promise.resolve(); const out: string[] = []; for (const id of ids) chain = chain.then(async () => { out.push(await load(id)); }); await chain; return out; }",
    "await load(id)",
  ],
  "a function that calls itself for the rest": [
    "export async function main(ids: number[]): Promise<string[]> { if (ids.length === 0) return []; const [first, ...rest] = ids; const name = await load(first!); return [name, ...(await main(rest))]; }",
    "await load(first!)",
  ],
  "a function that carries its results along": [
    "async function all(ids: number[], i: number, out: string[]): Promise<string[]> { if (i === ids.length) return out; const t = await load(ids[i]!); return all(ids, i + 1, [...out, t]); }\nexport async function main(ids: number[]) { return all(ids, 0, []); }",
    "await load(ids[i]!)",
  ],
  "a program of its own in each turn": [
    "export async function main(ids: number[]) { for (const id of ids) console.log(await run(load(id))); }",
    "await run(load(id))",
  ],
  "a group of one, a list of one, a wait for one": [
    "export async function main(ids: number[]) { const out: string[] = []; for (const id of ids) await taskGroup(async (tg) => { out.push(await tg.createTask(load(id))); }); for (const id of ids) { const one = [createTask(load(id))]; out.push(...(await gather(one))); } for (const id of ids) { const task = createTask(load(id)); await wait([task]); out.push(task.result()); } return out; }",
    "await taskGroup(async (tg) => { out.push(await tg.createTask(load(id))); })",
    "await gather(one)",
    "await wait([task])",
  ],
  "a variable that is set anew in each turn": [
    "export async function main(ids: number[]) { let task; for (const id of ids) { task = createTask(load(id)); console.log(await task); } }",
    "await task",
  ],
  "a function called at once, a promise around a promise": [
    "export async function main(ids: number[]) { const out: string[] = []; for (const id of ids) { await (async () => { out.push(await load(id)); })(); } for (const id of ids) await new Promise<void>((resolve) => { void loadPlain(id).then((t) => { out.push(t); resolve(); }); }); return out; }",
    "await (async () => { out.push(await load(id)); })()",
    "await new Promise<void>((resolve) => { void loadPlain(id).then((t) => { out.push(t); resolve(); }); })",
  ],
  "a function that is only named like a stream's": [
    "async function read(id: number) { return load(id); }\nexport async function main(ids: number[]) { for (const id of ids) console.log(await read(id)); }",
    "await read(id)",
  ],
  "a generator that yields what it has not awaited": [
    "async function* titles(ids: number[]) { for (const id of ids) yield load(id); }\nexport async function main(ids: number[]) { const out = []; for await (const t of titles(ids)) out.push(t); return out; }",
    "yield load(id)",
  ],
  "under a permit each, into a list": [
    "export async function main(ids: number[]) { const s = new Semaphore(2); const out: string[] = []; for (const id of ids) await s.with(async () => { out.push(await load(id)); }); return out; }",
    "await s.with(async () => { out.push(await load(id)); })",
  ],
};

const honest: Record<string, string> = {
  "tasks made first":
    "export async function main(ids: number[]) { const tasks = ids.map((id) => createTask(load(id))); const out = []; for (const t of tasks) out.push(await t); return out; }",
  "tasks by index":
    "export async function main(ids: number[]) { const tasks: Task<string>[] = []; for (const id of ids) tasks.push(createTask(load(id))); for (let i = 0; i < tasks.length; i++) console.log(await tasks[i]); }",
  "promises made first":
    "export async function main(ids: number[]) { const ps = ids.map(loadPlain); const out = []; for (const p of ps) out.push(await p); for await (const v of ps) out.push(v); return out; }",
  "a Map of tasks":
    "export async function main(ids: number[]) { const m = new Map(ids.map((id) => [id, createTask(load(id))] as const)); for (const [id, task] of m) console.log(id, await task); }",
  "a retry with return":
    "export async function main() { for (let n = 0; n < 3; n++) { try { return await load(1); } catch { await sleep(100 * 2 ** n); } } throw new Error('no'); }",
  "a retry with break":
    "export async function main() { let out = ''; for (let n = 0; n < 3; n++) { try { out = await load(1); break; } catch (e) { if (n === 2) throw e; await pauseFor(10); } } return out; }",
  "a retry with a flag":
    "export async function main() { let done = false; let n = 0; while (!done && n < 5) { try { await load(1); done = true; } catch { n += 1; await sleep(10); } } return n; }",
  "a retry that looks at the answer":
    "export async function main() { let res = await fetch('https://x'); for (let n = 0; n < 3 && !res.ok; n++) { await sleep(10); res = await fetch('https://x'); } return res.status; }",
  "a retry that leaves with the good answer":
    "export async function main() { for (let n = 0; ; n++) { const res = await fetch('https://x'); if (res.ok || n === 3) return res.status; await sleep(50); } }",
  "a search":
    "export async function main(ids: number[]) { for (const id of ids) { const t = await load(id); if (t.startsWith('q')) return t; } return null; }",
  "until enough are found":
    "export async function main(ids: number[]) { const out: string[] = []; for (const id of ids) { const t = await load(id); if (t.length > 3) out.push(t); if (out.length === 2) break; } return out; }",
  pages:
    "export async function main() { const out: string[] = []; let cursor: string | null = 'a'; while (cursor !== null) { const page: Page = await loadPage(cursor); out.push(...page.items); cursor = page.next; } return out; }",
  "pages by number until one is empty":
    "export async function main() { const out: string[] = []; for (let n = 1; ; n++) { const page = await loadPage(String(n)); if (page.items.length === 0) break; out.push(...page.items); } return out; }",
  "each turn takes what the last one gave":
    "export async function main(ids: number[]) { let acc = ''; for (const id of ids) acc = await loadTwice(id, acc); return acc; }",
  "by way of an object":
    "export async function main(ids: number[]) { const state = { last: '' }; for (const id of ids) { const t = await loadTwice(id, state.last); state.last = t; } return state.last; }",
  "by way of a local function":
    "export async function main(ids: number[]) { let last = ''; const step = async (id: number) => loadTwice(id, last); for (const id of ids) last = await step(id); return last; }",
  "by way of a field":
    "class A { last = ''; async go(ids: number[]) { for (const id of ids) { this.last = await loadTwice(id, this.last); } return this.last; } }\nexport const main = (ids: number[]) => new A().go(ids);",
  "a crawl":
    "export async function main() { const seen = new Set<string>(); const todo = ['a']; while (todo.length > 0) { const url = todo.shift()!; if (seen.has(url)) continue; seen.add(url); const page = await loadPage(url); todo.push(...page.items); } return [...seen]; }",
  "a consumer":
    "export async function main() { const q = new Queue<number>(); const consumer = coroutine(async () => { while (true) { const id = await q.get(); console.log(await load(id)); q.taskDone(); } }); const c = createTask(consumer()); await q.join(); c.cancel(); }",
  "a consumer with an end mark":
    "const consumer = coroutine(async (q: Queue<number | null>) => { for (;;) { const id = await q.get(); if (id === null) return; await load(id); } });\nexport async function main() { const q = new Queue<number | null>(); await q.put(null); await consumer(q); }",
  "a producer":
    "export async function main(ids: number[]) { const q = new Queue<number>(2); for (const id of ids) await q.put(id); for (const id of ids) { await sleep(10); q.putNowait(id); } }",
  "workers that share an index":
    "export async function main(ids: number[]) { const out: string[] = []; let next = 0; const worker = coroutine(async () => { while (next < ids.length) { const i = next++; out[i] = await load(ids[i]!); } }); await gather(worker(), worker()); return out; }",
  "workers that share a list":
    "const worker = coroutine(async (todo: number[], out: string[]) => { let id: number | undefined; while ((id = todo.shift()) !== undefined) out.push(await load(id)); });\nexport async function main(ids: number[]) { const todo = [...ids]; const out: string[] = []; await gather(worker(todo, out), worker(todo, out)); return out; }",
  "workers that share an iterator":
    "async function worker(it: IterableIterator<number>, out: string[]) { for (const id of it) out.push(await load(id)); }\nexport async function main(ids: number[]) { const it = ids.values(); const out: string[] = []; await Promise.all([worker(it, out), worker(it, out)]); return out; }",
  "workers with shares of their own":
    "async function part(ids: number[]) { const out = []; for (const id of ids) out.push(await load(id)); return out; }\nexport async function main(parts: number[][]) { return Promise.all(parts.map((p) => part(p))); }",
  batches:
    "export async function main(ids: number[]) { const out: string[] = []; for (let i = 0; i < ids.length; i += 2) { out.push(...(await gather(ids.slice(i, i + 2).map((id) => load(id))))); } return out; }",
  "batches with Promise.all":
    "export async function main(batches: number[][]) { const out: string[] = []; for (const batch of batches) out.push(...(await Promise.all(batch.map(loadPlain)))); return out; }",
  "a group in each turn":
    "export async function main(batches: number[][]) { for (const batch of batches) await taskGroup(async (tg) => { for (const id of batch) tg.createTask(load(id)); }); }",
  "a permit before each task":
    "export async function main(ids: number[]) { const s = new Semaphore(2); const tasks = []; for (const id of ids) { await s.acquire(); tasks.push(createTask(load(id))); } await gather(tasks); }",
  asCompleted:
    "export async function main(ids: number[]) { const out = []; const tasks = ids.map((id) => createTask(load(id))); for (const next of asCompleted(tasks)) out.push(await next); const later = asCompleted(tasks); for await (const v of later) out.push(v); return out; }",
  "wait for the first, again and again":
    "export async function main(ids: number[]) { let pending = new Set(ids.map((id) => createTask(load(id)))); while (pending.size > 0) { const r = await wait(pending, { returnWhen: 'FIRST_COMPLETED' }); pending = r.pending as Set<Task<string>>; } }",
  polling:
    "async function ready() { return true; }\nexport async function main() { while (!(await ready())) await sleep(100); for (;;) { const s = await loadPage('s'); if (s.ok) break; await sleep(10); } }",
  "a heartbeat":
    "const beat = coroutine(async () => { while (true) { await send('alive'); await sleep(1000); } });\nexport async function main() { const t = createTask(beat()); await sleep(5000); t.cancel(); }",
  "pauses of one's own":
    "const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));\nexport async function main() { for (const ms of [1, 2]) { await delay(ms); await new Promise((r) => setTimeout(r, ms)); console.log(ms); } }",
  "pauses whose values nobody wants":
    "const nap = coroutine(async (n: number) => { await sleep(n); return n; });\nexport async function main() { for (const n of [1, 2]) { await nap(n); await sleep(n, n); const nothing = await sleep(n); console.log(nothing); } }",
  "a stream":
    "export async function main() { const res = await fetch('https://x'); const out = []; for await (const chunk of res.body!) { out.push(await load(chunk.length)); } const reader = new ReadableStream<number>().getReader(); for (;;) { const { done, value } = await reader.read(); if (done) break; await load(value); } return out; }",
  "an async generator as the source":
    "async function* source() { yield 1; yield 2; }\nexport async function main() { for await (const id of source()) console.log(await load(id)); }",
  "callbacks in a loop":
    "export async function main(ids: number[]) { const tasks = []; for (const id of ids) tasks.push(createTask(async () => { const t = await load(id); return t; })); return gather(tasks); }",
  "cancelled tasks":
    "export async function main(ids: number[]) { const tasks = ids.map((id) => createTask(load(id))); for (const t of tasks) t.cancel(); for (const t of tasks) { try { await t; } catch { console.log('stopped'); } } }",
  "a deadline for what runs":
    "export async function main(ids: number[]) { const tasks = ids.map((id) => createTask(load(id))); for (const t of tasks) console.log(await waitFor(t, 100)); }",
  "one request ahead":
    "export async function main(ids: number[]) { let ahead = createTask(load(ids[0]!)); for (let i = 1; i <= ids.length; i++) { const now = ahead; if (i < ids.length) ahead = createTask(load(ids[i]!)); console.log(await now); } }",
  "responses that are there":
    "export async function main(urls: string[]) { const rs = await Promise.all(urls.map((u) => fetch(u))); const out = []; for (const r of rs) out.push(await r.json()); return out; }",
  "tasks that are taken out of a list":
    "export async function main(ids: number[]) { const tasks = ids.map((id) => createTask(load(id))); const out: string[] = []; while (tasks.length > 0) out.push(await tasks.shift()!); return out; }",
  "tasks that a function or an object hands out":
    "class Job { task: Task<string>; constructor(id: number) { this.task = createTask(load(id)); } async text() { return await this.task; } }\nexport async function main(ids: number[]) { const jobs = ids.map((id) => new Job(id)); const nth = (i: number) => jobs[i]!.task; for (let i = 0; i < jobs.length; i++) console.log(await nth(i)); for (const job of jobs) console.log(await job.text()); }",
  "two shares of the work, each in a task":
    "async function part(ids: number[]) { const out = []; for (const id of ids) out.push(await load(id)); return out; }\nexport async function main(ids: number[]) { return gather(createTask(() => part(ids.slice(0, 2))), createTask(() => part(ids.slice(2)))); }",
  "a reduce over what runs already, or that needs what came before":
    "export async function main(ids: number[]) { const tasks = ids.map((id) => createTask(load(id))); await tasks.reduce(async (before, task) => [...(await before), await task], Promise.resolve<string[]>([])); return ids.reduce(async (before, id) => { const text = await before; return loadTwice(id, text); }, Promise.resolve('')); }",
  "a reduce that starts everything before it waits":
    "export async function main(ids: number[]) { return ids.reduce(async (before, id) => { const name = await load(id); return [...(await before), name]; }, Promise.resolve<string[]>([])); }",
  "a reduce that makes its task before it waits":
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { const task = createTask(load(id)); const all = await before; const name = await task; return [...all, name]; }, Promise.resolve<string[]>([])); }",
  "a reduce that makes its task before it waits, all awaited in one list":
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { const task = createTask(load(id)); return [...(await before), await task]; }, Promise.resolve<string[]>([])); }",
  "a reduce that calls a native function before it waits":
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { const name = loadPlain(id); return [...(await before), await name]; }, Promise.resolve<string[]>([])); }",
  "a reduce that assigns its task before it waits":
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { let task; task = createTask(load(id)); const all = await before; all.push(await task); return all; }, Promise.resolve<string[]>([])); }",
  "a reduce that gathers before it waits":
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { const both = gather(load(id), load(-id)); return [...(await before), ...(await both)]; }, Promise.resolve<string[]>([])); }",
  "a reduce that lists its tasks before it waits":
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { const tasks = [createTask(load(id)), createTask(load(-id))]; const all = await before; return [...all, ...(await gather(tasks)), ...(await Promise.all(tasks))]; }, Promise.resolve<string[]>([])); }",
  "a reduce with a time limit for what runs already":
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { const task = createTask(load(id)); const all = await before; return [...all, await waitFor(task, 900)]; }, Promise.resolve<string[]>([])); }",
  "a reduce that waits, as a coroutine made early, for what runs already":
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { const task = createTask(load(id)); const ready = wait([task]); const all = await before; await ready; return [...all, task.result()]; }, Promise.resolve<string[]>([])); }",
  "a reduce that goes on from its task by then":
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { const task = loadPlain(id); const all = await before; return [...all, await task.then((name) => name.trim())]; }, Promise.resolve<string[]>([])); }",
  "a reduce that keeps its task in an object":
    "export async function main(ids: number[]) { return ids.reduce(async (before: Promise<string[]>, id) => { const job = { task: createTask(load(id)) }; const all = await before; return [...all, await job.task]; }, Promise.resolve<string[]>([])); }",
  "a chain that prints in order what runs already":
    "export async function main(ids: number[]) { let printed: Promise<unknown> = Promise.resolve(); for (const id of ids) { const task = createTask(load(id)); printed = printed.then(async () => console.log(await task)); } await printed; }",
  "a retry that calls itself":
    "async function get(id: number, tries: number): Promise<string> { try { return await load(id); } catch (e) { if (tries === 1) throw e; } await sleep(10); return get(id, tries - 1); }\nasync function ask(url: string, pause: number): Promise<number> { const r = await fetch(url); if (r.ok) return r.status; await sleep(pause); return ask(url, pause * 2); }\nexport async function main() { return [await get(1, 3), await ask('https://x', 10)]; }",
  "pages by a function that calls itself":
    "async function pages(cursor: string | null): Promise<string[]> { if (cursor === null) return []; const page = await loadPage(cursor); return [...page.items, ...(await pages(page.next))]; }\nexport async function main() { return pages('a'); }",
  "a consumer that calls itself":
    "async function consume(q: Queue<number>, left: number): Promise<void> { if (left === 0) return; const id = await q.get(); console.log(await load(id)); return consume(q, left - 1); }\nexport async function main() { await consume(new Queue<number>(), 3); }",
  "no loop at all": "export async function main(ids: number[]) { return [await load(ids[0]!), await load(ids[1]!)]; }",
};

describe("await-in-loop is broken by", () => {
  test.each(Object.entries(serial))("%s", async (_, [body, ...found]) => {
    expect(await places(body)).toEqual(found);
  });
});

describe("await-in-loop lets pass", () => {
  test.each(Object.entries(honest))("%s", async (_, body) => {
    expect(await places(body)).toEqual([]);
  });
});
