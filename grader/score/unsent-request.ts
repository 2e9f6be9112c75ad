import {
  type Besides,
  explainLess,
  explainUnawaitedValue,
  explainUnfinished,
  type Explanation,
  namesMended,
  placeAtMended,
  toldBy,
} from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { ExpectedRequest } from "../spec/index.ts";
import type { Position } from "../values/index.ts";
import type { Finding } from "./grade.ts";
import { explainNarrowKey } from "./narrow-key.ts";
import { showWanted } from "./request-form.ts";
import { placeOfAlike, unsentHint } from "./unasked.ts";

/** A run, and what is known besides. */
export interface Asked {
  readonly run: Run;
  readonly meant: ReadonlySet<number>;
  readonly model: Besides["model"];
  readonly mended?: Besides["mended"];
}

export function unsent({ run, meant, model, mended }: Asked, want: ExpectedRequest, message: string): Finding {
  const alike = placeOfUnsent(run, want);
  const found = toldBy<Pick<Finding, "message" | "hint" | "at">>(mended, [
    () => explainUnawaitedUrl(run),
    () => explainUnfinished(run, meant),
    () => (alike === null ? null : explainNarrowKey(run)),
    () => explainLeftOut({ run, model, mended }),
  ]);
  const at = placeAtMended(mended, [found?.at, alike]);
  const isElsewhere = found !== null && at !== found.at && mended != null && !namesMended(mended, found);
  const cause = isElsewhere ? null : found;
  return {
    code: "request-missing",
    message: cause === null ? message : `${message}. ${cause.message}`,
    hint: cause?.hint ?? unsentHint,
    at,
  };
}

/** Something was done less often than in the solution's run, though neither an error nor a longer way kept it from that. */
function explainLeftOut({ run, model, mended }: Pick<Asked, "run" | "model" | "mended">): Explanation | null {
  if (model === null || run.outcome.kind === "threw" || run.tasks.some(({ state }) => state === "failed")) return null;
  if ((run.elapsedMs ?? Infinity) > (model.elapsedMs ?? 0)) return null;
  const less = explainLess(run, model, mended);
  // A wait that is missing sends nothing.
  return less?.code === "missing-wait" ? null : less;
}

/** Where another one was sent that differs from it in a single part. */
function placeOfUnsent(run: Run, want: ExpectedRequest): Position | null {
  const [method, url] = "oneOf" in want ? [] : showWanted(want).split(" ");
  return method === undefined || url === undefined ? null : placeOfAlike(run, method, url);
}

/** An address that was asked for shows something that nobody awaited. */
export function explainUnawaitedUrl(run: Run): Explanation | null {
  return explainUnawaitedValue(run, run.requests.map(({ url }) => url).join(" "));
}
