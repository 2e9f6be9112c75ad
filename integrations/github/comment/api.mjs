/**
 * GitHub's REST API, as far as a comment needs it.
 *
 * @typedef {object} Api
 * @property {(path: string) => Promise<unknown>} get
 * @property {(method: "POST" | "PATCH", path: string, body: object) => Promise<void>} send
 * @property {(path: string, largest: number) => Promise<Buffer>} bytes the body, refused when it has more than `largest` bytes
 */

const patience = 30_000; // milliseconds for one answer

/**
 * @param {string} server
 * @param {string} token
 * @returns {Api}
 */
export function openApi(server, token) {
  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   */
  const call = async (method, path, body) => {
    const response = await fetch(`${server}${path}`, {
      method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "x-github-api-version": "2022-11-28",
        "user-agent": "chronograde",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patience),
    });
    if (response.ok) return response;
    const hint =
      response.status === 403 || response.status === 404
        ? " Has the job the permissions `actions: read` and `pull-requests: write`?"
        : "";
    throw new Error(`GitHub answered ${response.status} to ${method} ${path.split("?", 1)[0]}.${hint}`);
  };
  return {
    get: async (path) => (await call("GET", path)).json(),
    send: async (method, path, body) => {
      await call(method, path, body);
    },
    bytes: async (path, largest) => {
      const response = await call("GET", path);
      const parts = [];
      let size = 0;
      for await (const part of response.body ?? []) {
        size += part.length;
        if (size > largest) throw new Error(tooLarge(largest));
        parts.push(part);
      }
      return Buffer.concat(parts);
    },
  };
}

/** @param {number} largest */
export function tooLarge(largest) {
  return `The result that the run has left is larger than ${largest} bytes, and is not read.`;
}
