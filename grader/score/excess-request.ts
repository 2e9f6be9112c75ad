import {
  callerOfRepeat,
  explainTriedInVain,
  hasFailed,
  lineOfRequest,
  lineThatGivesUp,
  placeAtMended,
  requestKey,
  toldBy,
} from "../explain/index.ts";
import type { RequestRecord, Run } from "../sandbox/index.ts";
import type { Check } from "../spec/index.ts";
import { matchesSnapshot, showDuration } from "../values/index.ts";
import type { Finding } from "./grade.ts";
import { toExpected, toSnapshot } from "./request-form.ts";
import { explainUnawaitedUrl, type Asked } from "./unsent-request.ts";
import { begunForNothing, isPlainCall, sentBeforeFailure } from "./sent-too-soon.ts";

type RequestsCheck = Extract<Check, { kind: "requests" }>;

/** One that is sent again is named by the line that had it sent: the sending itself may stand in a function that others call too. */
export function excess(check: RequestsCheck, { run, model, mended }: Asked, index: number, what: string): Finding {
  const extra = run.requests[index]!;
  const first = earlierOf(run, index);
  // Of one that may be sent more than once, the second need not know of the first.
  const isOnlyOne = first !== undefined && wanted(check, first) <= 1;
  const open = isOnlyOne && first.endMs !== null && first.endMs > extra.startMs ? first : null;
  const after = (cause: Told | null): Told | null => cause && { ...cause, message: `${what}. ${cause.message}` };
  const known = toldBy<Told>(mended, [
    () => (open === null ? after(explainUnawaitedUrl(run)) : null),
    () => (model === null ? null : after(explainTriedInVain(run, model, extra))),
    () => (first === undefined ? after(sentBeforeFailure(run, extra)) : null),
    () => (first === undefined || open !== null ? null : after(afterFailures(run, index))),
    () => (first === undefined ? after(begunForNothing(run, extra)) : null),
    () => ledTo({ run, mended }, { extra, first, open }, what),
  ]);
  const { message, hint, at } = known!;
  return { code: "request-excess", message, hint, at };
}

type Told = Pick<Finding, "message" | "hint" | "at">;

interface Extra {
  readonly extra: RequestRecord;
  /** The last one before it that is the same. */
  readonly first: RequestRecord | undefined;
  /** That one, when it had not ended yet. */
  readonly open: RequestRecord | null;
}

/** Who had it sent. */
function ledTo({ run, mended }: Pick<Asked, "run" | "mended">, { extra, first, open }: Extra, what: string): Told {
  const caller = first === undefined ? null : callerOfRepeat(run, first, extra);
  const isPlain = open !== null && isPlainCall(run, extra, caller);
  const led =
    caller === null ? what : `${what}. Line ${caller.line} ${isPlain ? "began it with a plain call" : "led to it"}`;
  return {
    message:
      open === null
        ? led
        : `${led}, at ${showDuration(extra.startMs)}: ${showEnd(open)} only at ${showDuration(open.endMs!)}`,
    hint: open === null ? hintForExcess : hintForOpen,
    at: placeAtMended(mended, [caller, first === undefined ? lineOfRequest(run, extra) : extra.at]),
  };
}

/** Of one that was given up there came no answer. */
function showEnd({ outcome }: RequestRecord): string {
  if (outcome === "aborted") return "the first one was still on its way, and was cancelled";
  return outcome === "answered" ? "the answer to the first one came" : "the first one failed";
}

/** One try more than there may be, after tries that had all failed: it is not the sending that decides how many there are. */
function afterFailures(run: Run, index: number): Told | null {
  const tries = run.requests.slice(0, index).filter((each) => isSameRequest(each, run.requests[index]!));
  const at = tries.every(hasFailed) ? lineThatGivesUp(run, tries.at(-1)!) : null;
  if (at === null) return null;
  const before = tries.length === 1 ? "The one before it" : `All ${tries.length} before it`;
  return {
    message: `${before} had failed, and line ${at.line}, which throws the error on, had let it be tried once more`,
    hint: `After how many tries does line ${at.line} throw the error on, and after how many should it?`,
    at,
  };
}

/** How often it should be sent. */
function wanted({ requests }: RequestsCheck, request: RequestRecord): number {
  const sent = toSnapshot(request);
  return requests.filter((each) => matchesSnapshot(toExpected(each), sent)).length;
}

export function isAgain(run: Run, index: number): boolean {
  return earlierOf(run, index) !== undefined;
}

/** The last one before it that is the same. */
function earlierOf({ requests }: Run, index: number): RequestRecord | undefined {
  return requests.slice(0, index).findLast((each) => isSameRequest(each, requests[index]!));
}

function isSameRequest(a: RequestRecord, b: RequestRecord): boolean {
  return requestKey(a) === requestKey(b);
}

export const hintForExcess = "Why is it sent, or sent again? Does the code continue after it has what it needs?";

const hintForOpen =
  "Who asks for the same thing while the first answer is still on its way, and could one answer do for both?";
