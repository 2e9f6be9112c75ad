import type { ProgramEagerCall } from "../../compile/index.ts";
import type { Run } from "../../sandbox/index.ts";
import { spanHolds, type Position } from "../../values/index.ts";
import { capital, showLines } from "./place.ts";

/** Lines beyond these are not listed. */
const mostShown = 3;

/** Where an async function is called with nothing that waits for it there, so that it starts in the caller's task. */
export interface EagerCallPlace {
  /** `Line 13 starts it with a plain call` */
  readonly message: string;
  readonly at: Position;
  /** The call itself: in a function that is not async, which is called there. */
  readonly call: Position;
}

/**
 * By which calls what waits in a certain place may have been started. Null when no such call runs the function around it.
 * @param at a wait of that function
 */
export function eagerCallOf({ text }: Pick<Run, "text">, at: Position): EagerCallPlace | null {
  const eagerCalls = text?.eagerCalls ?? [];
  const calls = innermost(eagerCalls.filter(({ body }) => spanHolds(body, at)));
  const places = calls.map((call) => call.at);
  const [first] = calls;
  if (first === undefined) return null;
  const shown = places.slice(0, mostShown);
  const verb = new Set(shown.map(({ file, line }) => `${file}:${line}`)).size > 1 ? "start" : "starts";
  return {
    message: `${capital(showLines(shown))} ${verb} it with a plain call`,
    at: first.at,
    call: first.call ?? first.at,
  };
}

/** Of functions within functions, it is the inner one that waits. */
function innermost(calls: readonly ProgramEagerCall[]): readonly ProgramEagerCall[] {
  const last = calls.reduce<ProgramEagerCall["body"] | null>(
    (inner, { body }) => (inner === null || spanHolds(inner, body) ? body : inner),
    null,
  );
  return calls.filter(({ body }) => body.line === last!.line && body.column === last!.column);
}
