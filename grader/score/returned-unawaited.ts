import { type Mended, unawaitedTask, placeAtMended } from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { Position, Snapshot } from "../values/index.ts";
import type { Finding } from "./grade.ts";
import { unawaitedIn } from "./unawaited-text.ts";

/** What was returned holds something whose value comes later; null when it does not. */
export function findUnawaited(run: Run, value: Snapshot, mended: Mended | null = null): Finding | null {
  const stray = findStray(value, "");
  if (stray === null) return null;
  const where = stray.path === "" ? "" : ` at ${stray.path}`;
  return {
    code: "returned-unawaited",
    message: `returned ${stray.what}${where} where its result should be: nothing awaited it`,
    hint: "A promise, coroutine or task stands for a value that comes later. Which line makes it, and what awaits it there?",
    at: placeOfUnawaited(run, mended),
  };
}

interface Stray {
  readonly path: string;
  readonly what: string;
}

/** A promise, coroutine or task in place of what it should have given. */
function findStray(value: Snapshot, path: string): Stray | null {
  if (typeof value === "string") {
    const shown = unawaitedIn(value);
    return shown === null ? null : { path, what: `a text that shows ${shown.what}` };
  }
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
    const found = findStray(item, path + step);
    if (found !== null) return found;
  }
  return null;
}

function placeOfUnawaited(run: Run, mended: Mended | null): Position | null {
  const warned = run.warnings.filter(({ code }) => code === "never-awaited");
  const pending = run.tasks.filter((task, index) => index > 0 && task.state === "pending");
  const [first] = pending;
  // Without a look at what was mended only the first of each is told.
  return placeAtMended(mended, [
    warned[0]?.at,
    first === undefined ? unawaitedTask(run)?.createdAt : first.createdAt,
    ...(mended === null ? [] : [...warned.map(({ at }) => at), ...pending.map(({ createdAt }) => createdAt)]),
  ]);
}
