import type { Reply, RequestPattern, Route } from "./exercise.ts";
import type { AuthoredHttp, AuthoredReply } from "./schema.ts";

/** The routes of a checked `http`, in the order written. */
export function routesOf(http: AuthoredHttp | undefined): Route[] {
  return Object.entries(http ?? {}).flatMap(([origin, routes]) =>
    Object.entries(routes).map(([key, replies]) => ({
      ...routeTarget(origin, key),
      replies: (Array.isArray(replies) ? replies : [replies]).map(replyOf),
    })),
  );
}

/** A scenario's routes stand in the place of the exercise's own of the same method, path and query; others are added. */
export function withReplacements(routes: readonly Route[], replacements: readonly Route[]): Route[] {
  const merged = new Map(routes.map((route) => [routeIdentity(route), route]));
  for (const route of replacements) merged.set(routeIdentity(route), route);
  return [...merged.values()];
}

type Target = Pick<Route, "method" | "origin" | "path" | "query">;

export function routeTarget(origin: string, key: string): Target {
  const [method = "", address = ""] = key.split(" ");
  const url = new URL(address, origin);
  return { method, origin: url.origin, path: url.pathname, query: [...url.searchParams] };
}

/** Equal for routes that answer the same requests: the order of the query does not matter. */
export function routeIdentity(route: Target): string {
  const query = route.query.map((pair) => JSON.stringify(pair)).toSorted((a, b) => (a < b ? -1 : 1));
  return JSON.stringify([route.method, route.origin, route.path, query]);
}

function replyOf(reply: AuthoredReply): Reply {
  return {
    latencyMs: reply.latency ?? 0,
    status: reply.status ?? 200,
    headers: Object.entries(reply.headers ?? {}),
    body: bodyOf(reply),
    error: reply.error ?? null,
    hang: reply.hang ?? false,
    match: reply.match ? patternOf(reply.match) : null,
  };
}

function bodyOf(reply: AuthoredReply): Reply["body"] {
  if (reply.json !== undefined) return { kind: "json", text: reply.json };
  return reply.text === undefined ? null : { kind: "text", text: reply.text };
}

function patternOf(match: NonNullable<AuthoredReply["match"]>): RequestPattern {
  return {
    json: match.json ?? null,
    text: match.text ?? null,
    headers: Object.entries(match.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const),
  };
}
