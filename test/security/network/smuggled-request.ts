// Attack: header names and values, methods and hosts with line breaks, for a second request in the first
// Safe: failed

export async function main(): Promise<unknown> {
  const told: unknown[] = [];
  const attempts: (() => Promise<Response>)[] = [
    () => fetch("https://vault.test/left", { headers: { host: "127.0.0.1:TRAP_PORT", connection: "upgrade", upgrade: "websocket" } }),
    () => fetch("https://vault.test/left", { headers: [["x\r\ny", "1"]] }),
    () => fetch("https://vault.test/left", { headers: [["x", "1\r\nhost: 127.0.0.1:TRAP_PORT"]] }),
    () => fetch("https://vault.test/left", { method: "GET http://127.0.0.1:TRAP_PORT/ HTTP/1.1\r\n" }),
    () => fetch("https://vault.test/left", { method: "CONNECT" }),
    () => fetch("https://vault.test/left", { method: "TRACE" }),
    () => fetch("https://vault.test/left\r\nhost: 127.0.0.1:TRAP_PORT"),
    () => fetch("https://vault.test\\@127.0.0.1:TRAP_PORT/left"),
    () => fetch("https://vault.test/left", { headers: { "transfer-encoding": "chunked", "content-length": "-5" }, body: "0\r\n\r\nGET / HTTP/1.1", method: "POST" }),
    () => fetch(new Request("https://vault.test/left", { headers: { expect: "100-continue", "proxy-authorization": "x" } })),
    () => fetch("https://vault.test/%2e%2e/%2e%2e/left?x=%00%0d%0a"),
    () => fetch("https://vault.test/__proto__", { method: "__proto__" }),
  ];
  for (const attempt of attempts) {
    try {
      told.push((await attempt()).status);
    } catch (error) {
      told.push((error as Error).name);
    }
  }
  return told;
}
