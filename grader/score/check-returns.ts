import type { Run } from "../sandbox/index.ts";
import type { Check, Route } from "../spec/index.ts";
import {
  matchSnapshot,
  matchesSnapshot,
  showSnapshot,
  type Expected,
  type Mismatch,
  type Position,
  type Snapshot,
} from "../values/index.ts";
import { explainLostResults, explainOrder, explainUnfinished } from "../explain/index.ts";
import { explainUnasked } from "./unasked.ts";
import type { Finding } from "./grade.ts";
import { findWrongList, otherWrongItems, type WrongList } from "./list-difference.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";
import { showDifference } from "./difference.ts";

type ReturnsCheck = Extract<Check, { kind: "returns" }>;

export function checkReturns(check: ReturnsCheck, run: Run, routes: readonly Route[]): CheckOutcome {
  if (run.outcome.kind !== "returned") {
    return failed({ code: "never-returned", message: "nothing was returned", hint: null, at: null });
  }
  const { value } = run.outcome;
  const mismatch = matchSnapshot(check.value, value);
  if (mismatch === null) return passed;
  const stray = findUnawaited(value, "");
  if (stray !== null) return failed(unawaited(run, stray));
  const list = findWrongList(check.value, value);
  const what = `returned ${showDifference(mismatch, check.value, value)}`;
  if (list?.places != null) return failed(reordered(run, list, list.places, what));
  if (list === null ? isNothing(value) : list.isShort) {
    const missing = explainUnfinished(run);
    if (missing !== null)
      return failed({
        code: "returned-too-early",
        message: `${what}. ${missing.message}`,
        hint: missing.hint,
        at: missing.at,
      });
  }
  const missed = missedItems(check.value, list);
  const cause =
    explainLostResults(run, (result) => missed.some((item) => matchesSnapshot(item, result))) ??
    explainUnasked(run, routes, missed, value);
  const others = list === null ? "" : otherWrongItems(list);
  return failed({
    code: "returned-other",
    message: `${what}${others}${cause === null ? "" : `. ${cause.message}`}`,
    hint: cause?.hint ?? hintFor(value, mismatch),
    at: cause?.at ?? null,
  });
}

/** What should have come and did not. */
function missedItems(expected: Expected, list: WrongList | null): readonly Expected[] {
  return list === null ? [expected] : list.missed;
}

/** Equal items may stand for one another, so that more than one order may be the one that came about. */
function reordered(run: Run, { items, path }: WrongList, places: readonly number[], what: string): Finding {
  const cause = explainOrder(run, items, places);
  return {
    code: "returned-reordered",
    message: `${what}. The items${path === "" ? "" : ` of ${path}`} are right, but in a different order${cause === null ? "" : `. ${cause.message}`}`,
    hint:
      cause?.hint ??
      "What decides their order here: what is begun first, what is ready first, or what the code takes first?",
    at: cause?.at ?? null,
  };
}

interface Stray {
  readonly path: string;
  readonly what: string;
}

/** A promise, coroutine or task in place of what it should have given. */
function findUnawaited(value: Snapshot, path: string): Stray | null {
  if (value === null || typeof value !== "object") return null;
  if (value.t === "other") {
    return /\b(promise|coroutine|task|future)\b/i.test(value.v) ? { path, what: value.v } : null;
  }
  if (value.t !== "list" && value.t !== "map") return null;
  const parts: readonly (readonly [string, Snapshot])[] =
    value.t === "list"
      ? value.v.map((item, i) => [`[${i}]`, item] as const)
      : value.v.map(([key, item]) => [`.${key}`, item] as const);
  for (const [step, item] of parts) {
    const found = findUnawaited(item, path + step);
    if (found !== null) return found;
  }
  return null;
}

function unawaited(run: Run, stray: Stray): Finding {
  const where = stray.path === "" ? "" : ` at ${stray.path}`;
  return {
    code: "returned-unawaited",
    message: `returned ${stray.what}${where} where its result should be: nothing awaited it`,
    hint: "A promise, coroutine or task stands for a value that comes later. Which line makes it, and what awaits it there?",
    at: placeOfUnawaited(run),
  };
}

function placeOfUnawaited(run: Run): Position | null {
  const warned = run.warnings.find((warning) => warning.code === "never-awaited")?.at ?? null;
  return warned ?? run.tasks.find((task, index) => index > 0 && task.state === "pending")?.createdAt ?? null;
}

function isNothing(value: Snapshot): boolean {
  return value === null || (typeof value === "object" && value.t === "undefined");
}

function hintFor(value: Snapshot, { path, found }: Mismatch): string {
  if (isNothing(value)) return "Is there a return on every path through the function, and is its value known by then?";
  if (path === "") return `Trace the value back: which line made ${showSnapshot(value, 40)}, and from what?`;
  return found.startsWith("nothing")
    ? `Which line should put something at ${path}, and does the code get there before it returns?`
    : `Trace it back: where does ${found} at ${path} come from, and what was known at that moment?`;
}
