import type { Run } from "../sandbox/index.ts";
import type { Check } from "../spec/index.ts";
import {
  matchSnapshot,
  matchesSnapshot,
  showSnapshot,
  type Expected,
  type Position,
  type Snapshot,
} from "../values/index.ts";
import type { Finding } from "./grade.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";
import { showDifference } from "./difference.ts";

type ReturnsCheck = Extract<Check, { kind: "returns" }>;

export function checkReturns(check: ReturnsCheck, run: Run): CheckOutcome {
  if (run.outcome.kind !== "returned") {
    return failed({ code: "never-returned", message: "nothing was returned", hint: null, at: null });
  }
  const { value } = run.outcome;
  const mismatch = matchSnapshot(check.value, value);
  if (mismatch === null) return passed;
  const stray = findUnawaited(value, "");
  if (stray !== null) return failed(unawaited(run, stray));
  const what = `returned ${showDifference(mismatch, check.value, value)}`;
  if (isReordered(check.value, value)) {
    return failed({
      code: "returned-reordered",
      message: `${what}. The items are right, but in a different order`,
      hint: "Results arrive in the order in which they are ready. What puts each one back in the place where it was asked for?",
      at: null,
    });
  }
  return failed({ code: "returned-other", message: what, hint: hintFor(value), at: null });
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

function isReordered(expected: Expected, value: Snapshot): boolean {
  return expected.kind === "list" && matchesSnapshot({ kind: "unordered", items: expected.items }, value);
}

function hintFor(value: Snapshot): string {
  if (value === null || (typeof value === "object" && value.t === "undefined")) {
    return "Is there a return on every path through the function, and is its value known by then?";
  }
  return `Trace the value back: which line made ${showSnapshot(value, 40)}, and from what?`;
}
