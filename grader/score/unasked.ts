import { callerOfRequest } from "../explain/index.ts";
import type { RequestRecord, Run } from "../sandbox/index.ts";
import type { Route, Scenario } from "../spec/index.ts";
import { showDuration, snapshotFromJsonText, type Expected, type Position, type Snapshot } from "../values/index.ts";
import { explainNarrowKey } from "./narrow-key.ts";
import { sameUrlForm } from "./url-form.ts";

/**
 * A request that was never sent, although its reply, and that of no other, holds what is missing. Null when there is none.
 *
 * @param missed what should have come
 * @param value what came
 */
export function explainUnasked(
  run: Run,
  { routes, args }: Pick<Scenario, "routes" | "args">,
  missed: readonly Expected[],
  value: Snapshot,
): { readonly message: string; readonly hint: string; readonly at: Position | null } | null {
  const asked = new Set(run.requests.map(lineOf));
  const answered = new Set(run.requests.filter(({ outcome }) => outcome === "answered").map(lineOf));
  const isAsked = (route: Route): boolean => asked.has(lineOfRoute(route));
  const isAnswered = (route: Route): boolean => answered.has(lineOfRoute(route));
  const known = new Set([...leavesOf(value), ...routes.filter(isAnswered).flatMap(leavesOfReplies)]);
  const sought = new Set(missed.flatMap(expectedLeaves).filter((leaf) => !known.has(leaf)));
  const given = JSON.stringify([args, routes.filter(isAnswered).map(({ replies }) => replies.map(({ body }) => body))]);
  const unasked = routes.filter(
    (route) =>
      !isAsked(route) && leavesOfReplies(route).some((leaf) => sought.has(leaf)) && isWithinReach(run, route, given),
  );
  const [route] = unasked;
  const cut = route === undefined ? calledOff(run, routes, missed, sought) : null;
  if (cut !== null) return cut;
  if (route === undefined || new Set(unasked.map(urlOf)).size > mostTold) return null;
  const alike = placeOfAlike(run, route.method, urlOf(route));
  const narrow = alike === null ? null : explainNarrowKey(run);
  const told = narrow === null ? "" : `. ${narrow.message}`;
  return {
    message: `${unasked.map((each) => `${each.method} ${urlOf(each)}`).join(" and ")}, which would give it, ${unasked.length === 1 ? "was" : "were"} never sent${told}`,
    hint: narrow?.hint ?? unsentHint,
    at: narrow?.at ?? alike,
  };
}

/** What its address has of its own, beside those of its like that were asked for, is a number or something that the program was given. */
function isWithinReach(run: Run, route: Route, given: string): boolean {
  const parts = partsOf(urlOf(route));
  const alike = run.requests.filter((request) => isAlike(request, urlOf(route))).map(({ url }) => partsOf(url));
  const own = parts.filter((part, i) => i >= ofOrigin && alike.every((other) => other[i] !== part));
  return alike.length === 0 || own.every((part) => /^\d+$/u.test(part) || given.includes(decoded(part)));
}

/** The first parts of an address: `https:`, nothing, and the host. */
const ofOrigin = 3;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** One that was sent, and was not answered before somebody stopped waiting for it. */
function calledOff(
  run: Run,
  routes: readonly Route[],
  [missed]: readonly Expected[],
  sought: ReadonlySet<string>,
): ReturnType<typeof explainUnasked> {
  // Of several that are missing, the first is told.
  const leaves = new Set(missed === undefined ? [] : expectedLeaves(missed).filter((leaf) => sought.has(leaf)));
  const lines = new Set(
    routes.filter((route) => leavesOfReplies(route).some((leaf) => leaves.has(leaf))).map(lineOfRoute),
  );
  const cut = run.requests.find((request) => request.outcome === "aborted" && lines.has(lineOf(request)));
  if (cut === undefined || cut.endMs === null) return null;
  const at = callerOfRequest(run, cut) ?? cut.at;
  const entry = run.tasks[0];
  // Nobody stopped it: the end of the entry did.
  if (
    entry?.endedMs != null &&
    entry.endedMs <= cut.endMs &&
    run.tasks.find(({ id }) => id === cut.task)?.state === "pending"
  )
    return {
      message: `${cut.method} ${cut.url}, which would give it, was not answered yet when ${entry.name} ended at ${showDuration(entry.endedMs)}`,
      hint: `What has to be over before ${entry.name} ends, and which line waits for that?`,
      at,
    };
  if (isNeverAnswered(run, routes, cut))
    return {
      message: `${cut.method} ${cut.url} gives it only when it is sent again: the request that was called off at ${showDuration(cut.endMs)} is never answered`,
      hint: "Where is it sent again after that, and is there still time for it?",
      at,
    };
  return {
    message: `${cut.method} ${cut.url}, which would give it, was called off at ${showDuration(cut.endMs)}, before its answer was there`,
    hint: "Who or what stops it, and is that not too early?",
    at,
  };
}

/** It hangs by what the exercise says, however long it is waited for. */
function isNeverAnswered(run: Run, routes: readonly Route[], request: RequestRecord): boolean {
  const line = lineOf(request);
  const replies = routes.find((route) => lineOfRoute(route) === line)?.replies ?? [];
  // Which of them comes next depends on what was sent.
  if (replies.some(({ match }) => match !== null)) return false;
  const before = run.requests.filter((each) => lineOf(each) === line).indexOf(request);
  return replies[Math.min(before, replies.length - 1)]?.hang === true;
}

function lineOf({ method, url }: RequestRecord): string {
  return `${method.toUpperCase()} ${sameUrlForm(url)}`;
}

function lineOfRoute(route: Route): string {
  return `${route.method.toUpperCase()} ${sameUrlForm(urlOf(route))}`;
}

/** Of more than these, none is the one that is missing. */
const mostTold = 2;

export const unsentHint = "Which line should send it, and is that line reached?";

/** The line that had the last request sent which is like this one but for a part of its address; null when there was none. */
export function placeOfAlike(run: Run, method: string, url: string): Position | null {
  const alike = run.requests.findLast(
    (request) => request.method.toUpperCase() === method.toUpperCase() && isAlike(request, url),
  );
  return alike === undefined ? null : (callerOfRequest(run, alike) ?? alike.at);
}

function isAlike(request: RequestRecord, url: string): boolean {
  const [a, b] = [request.url, url].map(partsOf) as [string[], string[]];
  return a.length === b.length && a.filter((part, index) => part !== b[index]).length <= 1;
}

function partsOf(url: string): string[] {
  return sameUrlForm(url).split(/[/?&=]/);
}

function urlOf({ origin, path, query }: Route): string {
  const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
  return `${origin}${path}${search === "" ? "" : `?${search}`}`;
}

function leavesOfReplies({ replies }: Route): string[] {
  return replies.flatMap(({ body }) => {
    if (body === null) return [];
    if (body.kind === "text") return leavesOf(body.text);
    const parsed = snapshotFromJsonText(body.text);
    return parsed === null ? [] : leavesOf(parsed.value);
  });
}

/** The texts and numbers in a value, as JSON. */
function leavesOf(value: Snapshot): string[] {
  if (typeof value === "string" || typeof value === "number") return [JSON.stringify(value)];
  if (value === null || typeof value !== "object") return [];
  if (value.t === "list") return value.v.flatMap(leavesOf);
  return value.t === "map" ? value.v.flatMap(([, item]) => leavesOf(item)) : [];
}

function expectedLeaves(expected: Expected): string[] {
  switch (expected.kind) {
    case "string":
    case "number":
      return [JSON.stringify(expected.value)];
    case "list":
    case "unordered":
      return expected.items.flatMap(expectedLeaves);
    case "map":
      return expected.entries.flatMap(([, each]) => expectedLeaves(each));
    default:
      return [];
  }
}
