import { showDuration } from "../values/index.ts";
import { Fraction } from "fraction.js";
import {
  explainElapsed,
  type Besides,
  explainLimitOfSeveral,
  explainTooSoon,
  type Explanation,
  type Mended,
  isBorneOut,
  nothing,
} from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { Check } from "../spec/index.ts";
import type { Finding } from "./grade.ts";
import { zero } from "./fractions.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";

type ElapsedCheck = Extract<Check, { kind: "elapsed" }>;
type ScaledCheck = Extract<Check, { kind: "elapsed-scaled" }>;

/** What is asked of a run that ended too soon when nobody knows why. */
export const noWaitHint = "Which wait is missing? The result cannot be ready that early.";

/** Virtual time from the call of the entry to its settling, compared in whole µs. */
export function checkElapsed(check: ElapsedCheck, run: Run, besides = nothing): CheckOutcome {
  const { elapsedMs } = run;
  if (elapsedMs === null) return failed(unsettled());
  const took = `took ${showDuration(elapsedMs)}`;
  if (check.atMostMs !== null && micros(elapsedMs) > micros(check.atMostMs)) {
    const cause = causeOf(run, elapsedMs - check.atMostMs, fitting(besides, check.atMostMs));
    return tooLong(`${took}; at most ${showDuration(check.atMostMs)} is allowed`, cause, besides);
  }
  if (check.atLeastMs !== null && micros(elapsedMs) < micros(check.atLeastMs)) {
    const model = patient(besides, check.atLeastMs);
    const found = explainTooSoon(run, check.atLeastMs - elapsedMs, model, besides.mended);
    const isVain = found !== null && besides.isTriedInVain === true && SUPPOSED.has(found.code);
    const limit = isVain ? explainLimitOfSeveral(run) : null;
    const isGuess = isVain && limit === null && found.code === "early-cancel";
    const cause = isVain && !isGuess ? limit : found;
    const told = `${took}; at least ${showDuration(check.atLeastMs)} is expected`;
    return failed({
      code: "elapsed-too-short",
      message: isGuess ? perhaps(told, found) : sentence(told, cause),
      hint: cause?.hint ?? noWaitHint,
      at: cause?.at ?? null,
    });
  }
  return passed;
}

/** Full points at `idealMs` or below, none at `sequentialMs` or above, in proportion between. */
export function checkElapsedScaled(check: ScaledCheck, run: Run, besides = nothing): CheckOutcome {
  const { elapsedMs } = run;
  if (elapsedMs === null) return failed(unsettled());
  const took = micros(elapsedMs);
  const ideal = micros(check.idealMs);
  const sequential = micros(check.sequentialMs);
  if (took <= ideal) return passed;
  const earned = took >= sequential ? zero : new Fraction(sequential - took, sequential - ideal);
  const cause = causeOf(run, elapsedMs - check.idealMs, fitting(besides, check.idealMs));
  return tooLong(`took ${showDuration(elapsedMs)}; ${showDuration(check.idealMs)} is possible`, cause, besides, earned);
}

/** Of a simple change that happens to do as well, what the run surely shows is not chosen by. */
function causeOf(run: Run, lostMs: number, besides: Besides): Explanation | null {
  const own = besides.mended?.isPlain === true ? explainElapsed(run, lostMs, { ...besides, mended: null }) : null;
  return own !== null && !UNSURE.has(own.code) ? own : explainElapsed(run, lostMs, besides);
}

/** Whether a run took too long, or too little time. */
export function isOffTime(check: ElapsedCheck | ScaledCheck, { elapsedMs }: Run): boolean {
  if (elapsedMs === null) return false;
  const [atLeastMs, mostMs] = check.kind === "elapsed" ? [check.atLeastMs, check.atMostMs] : [null, check.idealMs];
  const isShort = atLeastMs !== null && micros(elapsedMs) < micros(atLeastMs);
  return isShort || (mostMs !== null && micros(elapsedMs) > micros(mostMs));
}

/** A solution that takes too long itself is no model. */
function fitting({ model, ...besides }: Besides, mostMs: number): Besides {
  const isFitting = model?.elapsedMs != null && micros(model.elapsedMs) <= micros(mostMs);
  return { ...besides, model: isFitting ? model : null };
}

/** Nor is one that is too soon. */
function patient({ model }: Besides, leastMs: number): Besides["model"] {
  return model?.elapsedMs != null && micros(model.elapsedMs) >= micros(leastMs) ? model : null;
}

function tooLong(what: string, cause: Explanation | null, besides: Besides, earned = zero): CheckOutcome {
  const { mended, isTriedInVain = false } = besides;
  const at = cause?.at ?? null;
  if (cause !== null && isTriedInVain && UNSURE.has(cause.code)) {
    const hint = `${cause.hint} If it has to be so, what else does the end of the run wait for?`;
    const told = failed({ code: "elapsed-too-long", message: perhaps(what, cause), hint, at }, earned);
    return at === null ? told : { ...told, suspect: { code: cause.code, at } };
  }
  // A guess that what mends the submission does not bear out is told nowhere else.
  const isSure = cause !== null && !UNSURE.has(cause.code);
  const isKept = cause !== null && (mended == null || (mended.isPlain === true && isSure) || isBorneOut(mended, cause));
  // Where it waits is known, and what is wrong there is no wait: that is told by what was tried.
  const isBeside = isKept && mended != null && IN_A_ROW.has(cause.code) && isOfNoWait(mended);
  if (isBeside) return tooLong(what, null, besides, earned);
  const finding = {
    code: "elapsed-too-long",
    message: sentence(what, cause),
    hint: cause?.hint ?? "Which waits could overlap, and which is longer than it has to be?",
    at,
  };
  return failed(finding, earned, isKept && at !== null ? { code: cause.code, at, message: cause.message } : undefined);
}

/** Seen in most runs that take long, whatever the reason. Of other causes a run shows more than that one wait came after another. */
const UNSURE = new Set<Explanation["code"]>([
  "before-pause",
  "came-after",
  "lock-held",
  "long-wait",
  "pause",
  "sequential-awaits",
  "single-consumer",
  "sleep-after-sleep",
  "stage-by-stage",
  "time-limit",
  "waited-for-all",
  "waited-for-word",
]);

/** That one wait came after another. */
const IN_A_ROW = new Set<Explanation["code"]>(["came-after", "sequential-awaits", "waited-for-all", "waited-for-word"]);

/** Of more lines it is not known which of them it is about. */
function isOfNoWait({ places: [first] }: Mended): boolean {
  return first!.at.line === first!.at.endLine && ofNoWait.has(first!.about.piece);
}

const ofNoWait = new Set<Mended["places"][number]["about"]["piece"]>(["argument", "condition", "operator", "text"]);

/** Of runs that are over too soon, what is only so beside a solution that goes about it in the same way. */
const SUPPOSED = new Set<Explanation["code"]>(["all-at-once", "done-less", "early-cancel"]);

function perhaps(what: string, { message }: Explanation): string {
  return `${what}. Perhaps this is why: ${message}`;
}

function unsettled(): Finding {
  return { code: "never-ended", message: "it never ended", hint: null, at: null };
}

function sentence(what: string, cause: Explanation | null): string {
  return cause === null ? what : `${what}. ${cause.message}`;
}

function micros(ms: number): number {
  return Math.round(ms * 1000);
}
