import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/**
 * As much of GitHub's API as a comment needs, on this machine.
 *
 * @param answers by path without its query; bytes are served as they are
 */
export async function aGitHub(
  answers: Readonly<Record<string, unknown>>,
): Promise<{ readonly url: string; readonly sent: readonly Sent[] }> {
  const sent: Sent[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      const [path = ""] = (request.url ?? "").split("?", 1);
      if (request.method !== "GET") sent.push({ method: request.method!, path, body: JSON.parse(text) as unknown });
      const answer = request.method === "GET" ? answers[path] : {};
      response.writeHead(answer === undefined ? 404 : 200);
      response.end(answer instanceof Uint8Array ? answer : JSON.stringify(answer ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
