import { distance } from "fastest-levenshtein";
import type { Reply, RequestPattern, Route } from "../../../spec/index.ts";
import { matchesSnapshot, snapshotFromJsonText } from "../../../values/index.ts";

/** What the routes look at in a request. */
export interface RequestSeen {
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
}

/** The mocked routes of one scenario, with what has been answered so far. */
export class Routes {
  readonly #routes: readonly { readonly route: Route; readonly url: URL; readonly used: Set<number> }[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({ route, url: routeUrl(route), used: new Set<number>() }));
  }

  /**
   * The reply to this request, or null when none is mocked. A list is answered in order: of the replies that fit, the first that
   * has not been given yet, and the last one again and again.
   */
  answer(request: RequestSeen): Reply | null {
    for (const { route, url, used } of this.#routes) {
      if (route.method.toUpperCase() !== request.method || !sameTarget(url, request.url)) continue;
      const fitting = [...route.replies.keys()].filter((i) => fits(route.replies[i]!.match, request));
      const chosen = fitting.find((i) => !used.has(i)) ?? fitting.at(-1);
      if (chosen === undefined) continue;
      used.add(chosen);
      return route.replies[chosen]!;
    }
    return null;
  }

  /**
   * The mocked route that looks most like this request: `GET https://host/posts/1`; null when nothing is mocked. A query, however
   * long, never makes another address the nearer one.
   */
  nearest({ method, url }: RequestSeen): string | null {
    let best: string | null = null;
    let least = Infinity;
    for (const { route, url: target } of this.#routes) {
      const away = 1000 * apart(lineOf(method, url), lineOf(route.method, target)) + apart(url.search, target.search);
      if (away < least) [best, least] = [showRoute(route), away];
    }
    return best;
  }
}

const longest = 500;

function apart(a: string, b: string): number {
  return distance(a.slice(0, longest), b.slice(0, longest));
}

function lineOf(method: string, url: URL): string {
  return `${method} ${url.origin}${url.pathname}`;
}

function routeUrl(route: Route): URL {
  const url = new URL(route.path, route.origin);
  for (const [name, value] of route.query) url.searchParams.append(name, value);
  return url;
}

function showRoute(route: Route): string {
  const query = route.query.map(([name, value]) => `${name}=${value}`).join("&");
  return `${route.method} ${route.origin}${route.path}${query === "" ? "" : `?${query}`}`;
}

/** The order of the query does not matter, but for values of one name. */
function sameTarget(route: URL, request: URL): boolean {
  if (route.origin !== request.origin || route.pathname !== request.pathname) return false;
  return sortedQuery(route) === sortedQuery(request);
}

function sortedQuery(url: URL): string {
  const query = new URLSearchParams(url.searchParams);
  query.sort();
  return query.toString();
}

function fits(pattern: RequestPattern | null, request: RequestSeen): boolean {
  if (pattern === null) return true;
  if (pattern.text !== null && !matchesSnapshot(pattern.text, request.body ?? "")) return false;
  if (pattern.json !== null) {
    const json = request.body === null ? null : snapshotFromJsonText(request.body);
    if (json === null || !matchesSnapshot(pattern.json, json.value)) return false;
  }
  return pattern.headers.every(([name, expected]) => {
    const values = request.headers.filter(([given]) => given.toLowerCase() === name.toLowerCase());
    const joined = values.map(([, value]) => value).join(", ");
    return matchesSnapshot(expected, values.length === 0 ? { t: "undefined" } : joined);
  });
}
