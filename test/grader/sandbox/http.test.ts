import { afterAll, describe, expect, it } from "vitest";
import { createSandbox, type Run } from "../../../grader/sandbox/index.ts";
import type { Route } from "../../../grader/spec/index.ts";
import type { Snapshot } from "../../../grader/values/index.ts";
import { json, play, route } from "./play.ts";

const sandbox = createSandbox({ child: "author" });
afterAll(() => sandbox.close());

async function fetched(body: string, ...routes: Route[]): Promise<Run> {
  return play(sandbox, `export async function main() { ${body} }`, { routes });
}

function returned(run: Run): Snapshot {
  if (run.outcome.kind !== "returned") throw new Error(JSON.stringify(run.outcome));
  return run.outcome.value;
}

const list = (...v: Snapshot[]): Snapshot => ({ t: "list", v });

/** Outcome, status, start and end of each request. */
function told(run: Run): (string | number | null)[][] {
  return run.requests.map((request) => [request.outcome, request.status, request.startMs, request.endMs]);
}

const url = "https://api.test/posts/1";

describe("a mocked reply", () => {
  it("comes after its latency", async () => {
    const run = await fetched(
      `const r = await fetch("${url}"); return [r.status, r.ok, (await r.json()).title, performance.now()];`,
      route(`GET ${url}`, { latencyMs: 300, body: json({ id: 1, title: "sunt" }) }),
    );
    expect(returned(run)).toEqual(list(200, true, "sunt", 300));
    expect(run.elapsedMs).toBe(300);
    expect(told(run)).toEqual([["answered", 200, 0, 300]]);
    expect(run.requests[0]).toMatchObject({ method: "GET", url, body: null, nearest: null, task: 1 });
    expect(run.requests[0]?.at?.line).toBe(1);
  });

  it("is to a request that was sent where a function returns it, as anywhere else", async () => {
    const source = [
      "function ask(url: string) {",
      "  return fetch(url);",
      "}",
      `export async function main() { await ask("${url}"); }`,
    ].join("\n");
    const run = await play(sandbox, source, { routes: [route(`GET ${url}`)] });
    expect(run.requests[0]?.at).toMatchObject({ line: 2, column: 3 });
  });

  it("has the status, its text and the headers that were written", async () => {
    const run = await fetched(
      `const r = await fetch("${url}"); return [r.status, r.statusText, r.ok, r.headers.get("x-a"), await r.text(), r.url];`,
      route(`GET ${url}`, { status: 503, headers: [["X-A", "b"]], body: { kind: "text", text: "late" } }),
    );
    expect(returned(run)).toEqual(list(503, "Service Unavailable", false, "b", "late", url));
  });

  it("says that it is JSON", async () => {
    const run = await fetched(
      `return (await fetch("${url}")).headers.get("content-type");`,
      route(`GET ${url}`, { body: json(1) }),
    );
    expect(returned(run)).toBe("application/json");
  });

  it("may be without a body", async () => {
    const run = await fetched(
      `const r = await fetch("${url}"); return [r.status, r.body, await r.text()];`,
      route(`GET ${url}`, { status: 204 }),
    );
    expect(returned(run)).toEqual(list(204, null, ""));
  });

  it("of a list comes in order, the last one again and again", async () => {
    const run = await fetched(
      `const all = []; for (let i = 0; i < 4; i++) all.push((await fetch("${url}")).status); return all;`,
      route(`GET ${url}`, { status: 503 }, { status: 500 }, { status: 200 }),
    );
    expect(returned(run)).toEqual(list(503, 500, 200, 200));
  });

  it("with a match answers only what fits", async () => {
    const run = await fetched(
      `const post = (title) => fetch("${url}", { method: "POST", body: JSON.stringify({ title }) });
       return [(await post("y")).status, (await post("x")).status];`,
      route(
        `POST ${url}`,
        {
          status: 201,
          match: {
            json: { kind: "map", entries: [["title", { kind: "string", value: "x" }]] },
            text: null,
            headers: [],
          },
        },
        { status: 400 },
      ),
    );
    expect(returned(run)).toEqual(list(400, 201));
    expect(run.requests.map((request) => request.body)).toEqual(['{"title":"y"}', '{"title":"x"}']);
  });

  it("is found whatever the order of the query", async () => {
    const run = await fetched(
      `return (await fetch("https://api.test/find?b=2&a=1")).status;`,
      route("GET https://api.test/find?a=1&b=2", {}),
    );
    expect(returned(run)).toBe(200);
  });

  it("is found by the whole query", async () => {
    const run = await fetched(
      `return await fetch("https://api.test/find?a=1").then((r) => r.status, (e) => e.message);`,
      route("GET https://api.test/find?a=1&b=2", {}),
    );
    expect(returned(run)).toBe("fetch failed");
  });
});

describe("the order of replies", () => {
  it("is that of their instants", async () => {
    const run = await fetched(
      `const seen = []; await Promise.all(["a", "b", "c"].map(async (x) => { await fetch("https://api.test/" + x); seen.push(x); })); return seen;`,
      route("GET https://api.test/a", { latencyMs: 300 }),
      route("GET https://api.test/b", { latencyMs: 100 }),
      route("GET https://api.test/c", { latencyMs: 200 }),
    );
    expect(returned(run)).toEqual(list("b", "c", "a"));
    expect(run.elapsedMs).toBe(300);
  });

  it("is that of their sending at one instant", async () => {
    const run = await fetched(
      `const seen = []; await Promise.all(["a", "b", "c"].map(async (x) => { await fetch("https://api.test/" + x); seen.push(x); })); return seen;`,
      ...["a", "b", "c"].map((x) => route(`GET https://api.test/${x}`, { latencyMs: 100 })),
    );
    expect(returned(run)).toEqual(list("a", "b", "c"));
  });

  it("puts the reply of a request before a timer that was set after it for the same instant", async () => {
    const run = await fetched(
      `const seen = [];
       setTimeout(() => seen.push("before"), 100);
       const reply = fetch("${url}").then(() => seen.push("reply"));
       setTimeout(() => seen.push("after"), 100);
       await reply; await new Promise((r) => setTimeout(r, 1)); return seen;`,
      route(`GET ${url}`, { latencyMs: 100 }),
    );
    expect(returned(run)).toEqual(list("before", "reply", "after"));
  });
});

describe("a request that fails", () => {
  it("rejects as fetch does, at its instant", async () => {
    const run = await fetched(
      `try { await fetch("${url}"); } catch (e) { return [e.name, e.message, e.cause.code, performance.now()]; }`,
      route(`GET ${url}`, { latencyMs: 50, error: "ECONNRESET" }),
    );
    expect(returned(run)).toEqual(list("TypeError", "fetch failed", "ECONNRESET", 50));
    expect(told(run)).toEqual([["failed", null, 0, 50]]);
  });

  it("is one that nothing answers, with the nearest mocked route", async () => {
    const run = await fetched(
      `const first = await fetch("https://api.test/post/1").catch((e) => [e.name, e.message]);
       return fetch("https://api.test/users/1").catch(() => first);`,
      route(`GET ${url}`, {}),
      route("GET https://api.test/users/1?with=everything", {}),
      route("GET https://other.test/a", {}),
    );
    expect(returned(run)).toEqual(list("TypeError", "fetch failed"));
    expect(told(run).map(([outcome]) => outcome)).toEqual(["unmocked", "unmocked"]);
    expect(run.requests.map((request) => request.nearest)).toEqual([
      "GET https://api.test/posts/1",
      "GET https://api.test/users/1?with=everything",
    ]);
  });

  it("is one of a name that every object has", async () => {
    const run = await fetched(`return fetch("https://api.test/__proto__").then((r) => r.status, (e) => e.message);`);
    expect(returned(run)).toBe("fetch failed");
  });

  it("never reaches a server of this machine", async () => {
    const run = await fetched(`return fetch("http://127.0.0.1:9/").then((r) => r.status, (e) => e.message);`);
    expect(returned(run)).toBe("fetch failed");
    expect(told(run)).toEqual([["unmocked", null, 0, 0]]);
  });
});

describe("a request that hangs", () => {
  it("is a deadlock for who waits for it without an end", async () => {
    const run = await fetched(`await fetch("${url}");`, route(`GET ${url}`, { hang: true }));
    expect(run.outcome).toMatchObject({ kind: "stopped", reason: { code: "deadlock" } });
    expect(told(run)).toEqual([["hanging", null, 0, null]]);
  });

  it("lets time go on, and ends at once when it is aborted", async () => {
    const run = await fetched(
      `try { await fetch("${url}", { signal: AbortSignal.timeout(200) }); } catch (e) { return [e.name, performance.now()]; }`,
      route(`GET ${url}`, { hang: true }),
    );
    expect(returned(run)).toEqual(list("TimeoutError", 200));
    expect(told(run)).toEqual([["aborted", null, 0, 200]]);
  });

  it("is a leftover when nobody waits for it", async () => {
    const run = await fetched(`fetch("${url}").catch(() => {});`, route(`GET ${url}`, { hang: true }));
    expect(run.leftovers).toMatchObject([{ kind: "request", what: `GET ${url} is still in flight` }]);
  });
});

describe("an abort", () => {
  it("ends the request before its reply", async () => {
    const run = await fetched(
      `const c = new AbortController(); setTimeout(() => c.abort(), 100);
       try { await fetch("${url}", { signal: c.signal }); } catch (e) { return [e.name, performance.now()]; }`,
      route(`GET ${url}`, { latencyMs: 300 }),
    );
    expect(returned(run)).toEqual(list("AbortError", 100));
    expect(told(run)).toEqual([["aborted", null, 0, 100]]);
  });
});

describe("a redirect", () => {
  const moved = (status: number) => [
    route("GET https://api.test/old", { latencyMs: 100, status, headers: [["location", "/new"]] }),
    route("POST https://api.test/old", { latencyMs: 100, status, headers: [["location", "/new"]] }),
    route("GET https://api.test/new", { latencyMs: 50, body: { kind: "text", text: "got" } }),
    route("POST https://api.test/new", { latencyMs: 50, body: { kind: "text", text: "posted" } }),
  ];

  it("is followed, hop after hop", async () => {
    const run = await fetched(
      `const r = await fetch("https://api.test/old"); return [r.status, r.redirected, r.url, await r.text()];`,
      ...moved(301),
    );
    expect(returned(run)).toEqual(list(200, true, "https://api.test/new", "got"));
    expect(told(run)).toEqual([
      ["answered", 301, 0, 100],
      ["answered", 200, 100, 150],
    ]);
  });

  it("turns a POST into a GET, but not for 307", async () => {
    const post = `const r = await fetch("https://api.test/old", { method: "POST", body: "x" }); return r.text();`;
    expect(returned(await fetched(post, ...moved(302)))).toBe("got");
    expect(returned(await fetched(post, ...moved(307)))).toBe("posted");
  });

  it("is handed over as it is on demand", async () => {
    const run = await fetched(
      `const r = await fetch("https://api.test/old", { redirect: "manual" }); return [r.status, r.headers.get("location")];`,
      ...moved(302),
    );
    expect(returned(run)).toEqual(list(302, "/new"));
  });

  it("fails on demand", async () => {
    const run = await fetched(
      `return fetch("https://api.test/old", { redirect: "error" }).then(() => "no", (e) => e.message);`,
      ...moved(302),
    );
    expect(returned(run)).toBe("fetch failed");
  });

  it("in a circle comes to an end", async () => {
    const run = await fetched(
      `return fetch("https://api.test/old").then(() => "no", (e) => e.message);`,
      route("GET https://api.test/old", { status: 302, headers: [["location", "/old"]] }),
    );
    expect(returned(run)).toBe("fetch failed");
    expect(run.requests).toHaveLength(21);
  });
});

describe("the limit of requests", () => {
  it("ends a loop that sends without end", async () => {
    const source = `export async function main() { for (;;) await fetch("${url}"); }`;
    const run = await play(sandbox, source, {
      routes: [route(`GET ${url}`, { latencyMs: 1 })],
      limits: { requests: 5 },
    });
    expect(run.outcome).toMatchObject({ kind: "stopped", reason: { code: "requests" } });
    expect(run.requests).toHaveLength(6);
  });
});
