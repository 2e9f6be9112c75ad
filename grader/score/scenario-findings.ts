import {
  explainAskedPast,
  explainBadAnswer,
  explainCancelledWait,
  explainDeadlock,
  explainErrorInGroup,
  explainFailureOfOne,
  explainFirstCancel,
  explainFirstToEnd,
  explainKeptCancel,
  explainOutlivedCancel,
  explainReplacedCancel,
  explainSettled,
  explainSharedCancel,
  explainTimeUp,
  explainUnawaitedValue,
  explainLookedOnce,
  holdsOf,
  lastWaitPlace,
  type Mended,
  samePlace,
  showTask,
  type Explanation,
  isBorneOut,
  placeAtMended,
  toldBy,
} from "../explain/index.ts";
import type { ErrorRecord, Run } from "../sandbox/index.ts";
import type { Scenario } from "../spec/index.ts";
import type { Position } from "../values/index.ts";
import { firstAskedPast } from "./asked-past.ts";
import { errorOrigin } from "./error-origin.ts";
import { withRequestPlaces } from "./request-place.ts";
import { emptyIn } from "./empty-text.ts";
import type { Finding } from "./grade.ts";
import { explainOutdated } from "./outdated-value.ts";
import { joined } from "./told-by-trial.ts";
import { placeOf, trialOf } from "./trial-words.ts";

/** What is to be said about a scenario and belongs to no single check. */
export function scenarioFindings(
  scenario: Scenario,
  run: Run,
  entryAt: Position | null,
  mended: Mended | null = null,
): readonly Finding[] {
  const findings = runFindings(run, !scenario.checks.some((check) => check.kind === "throws"), mended);
  return findings.map((finding) =>
    finding.code === "entry-threw" ? { ...finding, at: finding.at ?? lastWaitPlace(run) ?? entryAt } : finding,
  );
}

/** The same for a run that nothing was expected of. `tellError`: whether an error that left the entry is news. */
export function runFindings(run: Run, tellError = true, mended: Mended | null = null): readonly Finding[] {
  const error = run.outcome.kind === "threw" && tellError ? [threw(run, run.outcome.error, mended)] : [];
  return once([
    ...error,
    ...stuck(run),
    ...unmocked(withRequestPlaces(run)),
    ...run.warnings.filter(isNews).map((warning) => replacedCancel(run, warning) ?? warned(warning)),
    ...stillHeld(run),
  ]);
}

/** What happens in every round of a loop is told once, with how often. */
function once(findings: readonly Finding[]): Finding[] {
  const times = new Map<string, { finding: Finding; n: number }>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.code, finding.message, finding.at]);
    const known = times.get(key);
    if (known === undefined) times.set(key, { finding, n: 1 });
    else known.n += 1;
  }
  return [...times.values()].map(({ finding, n }) =>
    n === 1 ? finding : { ...finding, message: `${finding.message} (${n} times)` },
  );
}

function stuck(run: Run): Finding[] {
  if (run.outcome.kind !== "stopped" || run.outcome.reason.code !== "deadlock") return [];
  const cause = explainOutlivedCancel(run) ?? explainDeadlock(run, run.outcome.reason.message);
  return cause === null ? [] : [{ code: "deadlock", message: cause.message, hint: cause.hint, at: cause.at }];
}

function threw(run: Run, error: ErrorRecord, mended: Mended | null): Finding {
  const entry = run.tasks[0]?.name ?? "the entry";
  const what = `${entry} threw ${thrownWords(error)}`;
  const cause = toldBy(mended, waysToThrow(run, error, mended));
  const thrownAt = errorOrigin(run, error) ?? error.at;
  const told = {
    code: "entry-threw",
    message: cause === null ? what : `${what.replace(/\.$/u, "")}. ${cause.message}`,
    hint: cause?.hint ?? hintFor(run, error),
    // These come out of whatever was called off; what counts is who called it off.
    at: placeAtMended(mended, [
      OF_LIMITS.has(error.name) || (cause !== null && HAVE_PLACES.has(cause.code)) ? cause?.at : null,
      thrownAt,
      cause?.at,
    ]),
  };
  // Seen in the run: the one that was mended stands in that catch, or behind it.
  if (cause !== null && cause.code === "kept-cancel") return told;
  const place = mended === null ? null : placeOf(mended);
  if (mended === null || place === null || isBorneOut(mended, { message: cause?.message ?? "", at: told.at }))
    return told;
  // Where it was thrown is so, whatever led to it.
  const { message, hint } = trialOf(mended, "this does not happen", run);
  return { code: told.code, message: joined(what, message), hint, at: thrownAt ?? place };
}

/** Causes whose own place comes before that where the error was thrown. */
const HAVE_PLACES = new Set<Explanation["code"]>(["first-to-end", "kept-cancel", "failure-of-one"]);

const OF_LIMITS = new Set(["TimeoutError", "CancelledError"]);

/** What an engine or the runtime throws when a value is not what it should be. */
const OF_VALUES = new Set(["TypeError", "ReferenceError", "RangeError", "SyntaxError", "RuntimeError"]);

/** Of these, what no failed request leads to. */
const OF_CODE = new Set(["ReferenceError", "RangeError", "SyntaxError"]);

/** Other errors that a library may have thrown. All that bear another name were made by the submission. */
const OF_LIBRARIES = new Set([
  "AbortError",
  "AggregateError",
  "AssertionError",
  "BrokenBarrierError",
  "DataCloneError",
  "DeadlockError",
  "ExceptionGroup",
  "InternalError",
  "InvalidStateError",
  "NotSupportedError",
  "QueueEmpty",
  "QueueFull",
  "TimeoutError",
  "URIError",
]);

function waysToThrow(run: Run, error: ErrorRecord, mended: Mended | null): readonly (() => Explanation | null)[] {
  const { name, message } = error;
  if (name === "TimeoutError") return [() => explainTimeUp(run)];
  if (name === "CancelledError")
    return [() => explainCancelledWait(run), () => explainSharedCancel(run), () => explainFirstCancel(run)];
  const kept = () => explainKeptCancel(run, (task) => task.error?.name === name && task.error.message === message);
  const early = [() => explainFirstToEnd(run, error), () => explainSettled(run, error)];
  if (name === "ExceptionGroup") return [kept, ...early, () => explainErrorInGroup(run)];
  if (!OF_VALUES.has(name))
    return [kept, ...early, () => (OF_LIBRARIES.has(name) ? null : explainFailureOfOne(run, error))];
  if (run.requests.some(({ outcome }) => outcome === "unmocked" || outcome === "failed")) return [kept];
  const isEmpty = emptyIn(message) !== null || /\bnull\b/.test(message);
  return [
    kept,
    () => explainUnawaitedValue(run, ""),
    () => explainOutdated(run, isEmpty ? "undefined" : "", "", mended),
    () => explainLookedOnce(run),
    () => explainBadAnswer(run),
  ];
}

/** What a run calls the errors that are none: by their type. */
const NO_ERRORS = new Set(["string", "number", "boolean", "bigint", "symbol", "object", "function"]);

function thrownWords({ name, message }: ErrorRecord): string {
  if (name === message && (name === "null" || name === "undefined")) return `${name}, which is not an Error`;
  if (name === "object" || name === "function")
    return `${name === "object" ? "an" : "a"} ${name}, which is not an Error`;
  if (NO_ERRORS.has(name)) return `a ${name}, which is not an Error: ${message}`;
  return `${name}${message === "" ? "" : `: ${message}`}`;
}

function hintFor(run: Run, error: ErrorRecord): string {
  if (!OF_CODE.has(error.name) && run.requests.some((request) => request.outcome === "unmocked")) {
    return (
      firstAskedPast(run)?.hint ??
      "A request went to an address that does not answer here. Compare the URL with the exercise."
    );
  }
  if (error.name === "CancelledError")
    return "What cancelled the entry, or what it was waiting for? Only the code that asked for the cancel should swallow this error.";
  if (run.warnings.some((warning) => warning.code === "never-awaited")) {
    return "A coroutine was never awaited, so its result was not there yet. What should have awaited it?";
  }
  if (thrownWords(error).includes("which is not an Error"))
    return 'Throw an Error instead: throw new Error("…") remembers the line where it was made, and a catch can recognize it by its class.';
  if (!OF_VALUES.has(error.name) && !OF_LIBRARIES.has(error.name))
    return error.at === null
      ? "Which call does this error come out of, and should something catch it on its way?"
      : "This error comes from the code itself. When should it be thrown, and is that the case here? Or should something catch it on its way?";
  return "What does this line rely on, and what does it find instead?";
}

/** Nobody reads of more, and for each the requests before it are gone through. */
const MOST_ASKED_PAST = 20;

function unmocked(run: Run): Finding[] {
  return run.requests
    .filter((request) => request.outcome === "unmocked")
    .map((request, i) => {
      const sent = `${request.method} ${request.url}`;
      const failed = "so the request failed as it would without a network";
      // The address is there, but every reply of it asks for another body or other headers.
      const isElsewhere = request.nearest !== sent;
      const past = isElsewhere && i < MOST_ASKED_PAST ? explainAskedPast(run, request) : null;
      return {
        code: "unmocked-request",
        message: isElsewhere
          ? `${sent} is an address that this exercise does not use, ${failed}${past === null ? "" : `. ${past.message}`}`
          : `${sent} came with a body or headers that this exercise has no reply for, ${failed}`,
        hint:
          past !== null
            ? past.hint
            : !isElsewhere
              ? "Compare the request's body and headers with what the exercise asks for."
              : request.nearest === null
                ? "This exercise uses no address at all: nothing needs to be fetched."
                : `The closest address in the exercise is ${request.nearest}.`,
        at: past?.at ?? request.at,
      };
    });
}

/** What is cancelled at the end of a run, because nobody waited for it, fails with a CancelledError: a consequence of that only. */
function isNews({ code, message }: Run["warnings"][number]): boolean {
  return code !== "never-retrieved" || !message.includes("was never handled: CancelledError");
}

/** Who was told to stop and failed need not be awaited for that: no error should have come of it. */
function replacedCancel(run: Run, { code, message, at }: Run["warnings"][number]): Finding | null {
  const task = run.tasks.find(
    ({ name, createdAt }) =>
      message.startsWith(`The error of task ${name} `) && at !== null && createdAt !== null && samePlace(at, createdAt),
  );
  const cause = task === undefined || code !== "never-retrieved" ? null : explainReplacedCancel(run, task);
  if (task === undefined || cause === null) return null;
  return {
    code,
    message: `The error of task ${showTask(task)} was never handled. ${cause.message.replace(/^It /u, "The task ")}`,
    hint: cause.hint,
    at: cause.at,
  };
}

function warned(warning: Run["warnings"][number]): Finding {
  const hints = {
    "never-awaited":
      "A coroutine does nothing until it is awaited or made into a task. Where should this one be awaited?",
    "never-retrieved": "The task failed and nobody noticed: await it, or check its exception().",
    "unhandled-rejection":
      "The caller of an async function has to await its result, or pass it to something that does. Which call is that here?",
    "time-before-entry": "Do the work inside the function that the grader calls; outside of it, only define things.",
    "time-after-entry": "Wait for the work before the entry returns, and use finally only to release what was taken.",
    livelock:
      "Something keeps going around without time moving. What is it waiting for, and what would make that happen?",
  };
  return { code: warning.code, message: warning.message, hint: hints[warning.code], at: warning.at };
}

/** What a task holds that is still at work, it may yet give back: the task is told as left behind. */
function stillHeld(run: Run): Finding[] {
  const held = run.leftovers.filter(({ kind }) => kind === "held");
  const isAtWork = held.length === 0 ? () => false : atWork(run);
  return held
    .filter(({ what }) => !isAtWork(what))
    .map((each) => ({
      code: "still-held",
      message: `still held at the end: ${each.what}`,
      hint: "Is it released on every way out, including errors and cancels?",
      at: each.at,
    }));
}

/** Whether all who took it and did not give it back have not ended. */
function atWork({ trace, tasks }: Run): (held: string) => boolean {
  const open = holdsOf(trace).filter(({ toRow }) => !Number.isFinite(toRow));
  const pending = new Set(tasks.slice(1).flatMap(({ id, state }) => (state === "pending" ? [id] : [])));
  return (held) => {
    const holders = open.filter(({ what }) => held === `${what} is still held`);
    return holders.length > 0 && holders.every(({ task }) => pending.has(task));
  };
}
