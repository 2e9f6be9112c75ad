import { callerOfRequest } from "../explain/index.ts";
import type { RequestRecord, Run } from "../sandbox/index.ts";
import type { Reply, Route, Scenario } from "../spec/index.ts";
import {
  showDuration,
  showText,
  snapshotFromJsonText,
  type Expected,
  type Position,
  type Snapshot,
} from "../values/index.ts";
import { sameUrlForm } from "./url-form.ts";

export interface ToldInReply {
  readonly message: string;
  readonly hint: string;
  readonly at: Position | null;
}

/** Shorter texts may stand in an answer and in an error by chance. */
const leastLetters = 4;

/** The answer that holds what the error should have told: a failure that came as data. Null when none does, or the error told it all the same. */
export function toldInReply(
  run: Run,
  { routes, args }: Pick<Scenario, "routes" | "args">,
  wanted: Expected | null,
  thrown: string,
): ToldInReply | null {
  if (wanted?.kind !== "string") return null;
  // What it was given, or asked for, need not come from an answer.
  const known = [thrown, JSON.stringify(args), ...run.requests.flatMap(({ url, body }) => [url, body ?? ""])];
  for (const [index, request] of run.requests.entries()) {
    const reply = request.outcome === "answered" ? replyTo(run, routes, index) : null;
    const text = reply === null ? undefined : textsOf(reply).find((each) => isTold(each, wanted.value, known));
    if (text === undefined) continue;
    const when = request.endMs === null ? "" : `, which came at ${showDuration(request.endMs)}`;
    return {
      message: `${showText(text)} stands in the answer to ${request.method} ${request.url}${when}`,
      hint: "Which line looks at what this answer says, and what does it do when that is a failure?",
      at: callerOfRequest(run, request) ?? request.at,
    };
  }
  return null;
}

function isTold(text: string, wanted: string, known: readonly string[]): boolean {
  return text.length >= leastLetters && wanted.includes(text) && !known.some((each) => each.includes(text));
}

/** Each request is answered by the next reply of its route, the last one again and again. Null where bodies decide, too. */
function replyTo(run: Run, routes: readonly Route[], index: number): Reply | null {
  const line = lineOf(run.requests[index]!);
  const own = routes.filter((route) => lineOfRoute(route) === line);
  const [route] = own;
  if (own.length !== 1 || route === undefined || route.replies.some(({ match }) => match !== null)) return null;
  const before = run.requests.slice(0, index).filter((each) => lineOf(each) === line).length;
  return route.replies[Math.min(before, route.replies.length - 1)] ?? null;
}

function lineOf({ method, url }: RequestRecord): string {
  return `${method.toUpperCase()} ${sameUrlForm(url)}`;
}

function lineOfRoute({ method, origin, path, query }: Route): string {
  const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
  return `${method.toUpperCase()} ${sameUrlForm(`${origin}${path}${search === "" ? "" : `?${search}`}`)}`;
}

function textsOf({ body }: Reply): string[] {
  if (body?.kind !== "json") return [];
  const parsed = snapshotFromJsonText(body.text);
  return parsed === null ? [] : textsIn(parsed.value);
}

export function textsIn(value: Snapshot): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  if (value.t === "list") return value.v.flatMap(textsIn);
  return value.t === "map" ? value.v.flatMap(([, item]) => textsIn(item)) : [];
}
