import type { Run } from "../sandbox/index.ts";
import type { Check, Scenario } from "../spec/index.ts";
import {
  matchSnapshot,
  matchesSnapshot,
  showSnapshot,
  type Expected,
  type Mismatch,
  type Position,
  type Snapshot,
} from "../values/index.ts";
import {
  explainAskedStates,
  explainEarlyClock,
  type Besides,
  explainEarlyItem,
  explainErrorAsValue,
  explainFewTasks,
  explainJustCancelled,
  explainLeft,
  explainLookedOnce,
  explainLostResults,
  explainManyAtOnce,
  explainNeverBegun,
  explainLostUpdate,
  explainOwnLocks,
  explainPutAfterCancel,
  explainReadBeforeLock,
  explainSameAgain,
  explainSharedReset,
  explainSharedWrite,
  explainSignaledEarly,
  explainTriedInVain,
  explainOrder,
  explainUnfinished,
  explainUnawaitedValue,
  explainUnstarted,
  nothing,
  unawaitedTask,
} from "../explain/index.ts";
import { explainByPeak } from "./behind-the-peak.ts";
import { explainGroupMessage } from "./group-message.ts";
import { objectIn } from "./object-text.ts";
import { explainUnasked } from "./unasked.ts";
import { emptyIn, hintForEmpty } from "./empty-text.ts";
import { explainOutdated } from "./outdated-value.ts";
import { unawaitedIn } from "./unawaited-text.ts";
import { meantCancels } from "./meant-cancels.ts";
import type { Finding } from "./grade.ts";
import {
  cutOtherwise,
  findWrongList,
  leftOut,
  otherWrongItems,
  wrongSizes,
  type WrongList,
} from "./list-difference.ts";
import { holdsMissed } from "./lost-parts.ts";
import { mixedUp, mixedUpWords } from "./mixed-up.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";
import { showDifference } from "./difference.ts";

type ReturnsCheck = Extract<Check, { kind: "returns" }>;

export function checkReturns(
  check: ReturnsCheck,
  run: Run,
  scenario: Scenario,
  { model }: Besides = nothing,
): CheckOutcome {
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
  if (list?.places != null) return failed(reordered(run, scenario, list, list.places, what));
  const cut = list === null ? null : cutOtherwise(list.wanted, list.items);
  if (cut !== null) return failed(cutUp(run, cut, what));
  const out = list === null ? null : leftOut(list.wanted, list.items);
  if (list !== null && out !== null && out.every((place) => isEmptyValue(list.wanted[place]!)))
    return failed(withoutEmpty(list, out, what));
  const object = objectIn(mismatch.found, mismatch.expected);
  if (object !== null)
    return failed({ code: "returned-object", message: `${what}. ${object.message}`, hint: object.hint, at: null });
  const untimely =
    explainUnawaitedValue(run, mismatch.found) ?? explainOutdated(run, mismatch.found, mismatch.expected);
  if (untimely === null && (list === null ? isNothing(value) : list.isShort)) {
    const unfinished = explainUnfinished(run, meantCancels(scenario, run));
    // Somebody is stopped in the end in many programs that are right; a wait that nobody looks after is wrong wherever it is.
    const missing = unfinished?.code === "early-cancel" ? (explainLookedOnce(run) ?? unfinished) : unfinished;
    if (missing !== null)
      return failed({
        code: "returned-too-early",
        message: `${what}. ${missing.message}`,
        hint: missing.hint,
        at: missing.at,
      });
  }
  const mixed = untimely === null && list !== null ? mixedUp(list.wanted, list.items) : null;
  const order = mixed === null ? null : explainOrder(run, mixed.parts, mixed.places);
  if (list !== null && order?.isKnown === true)
    return failed({
      code: "returned-mixed-up",
      message: `${what}${otherWrongItems(list)}. ${mixedUpWords("items")} ${order.message}`,
      hint: order.hint,
      at: order.at,
    });
  const missed = missedItems(check.value, list);
  const holdsPart = holdsMissed(missed, value);
  const cause =
    untimely ??
    explainJustCancelled(run, { want: mismatch.expected, got: mismatch.found }, null) ??
    explainAskedStates(run, { want: mismatch.expected, got: mismatch.found }, null) ??
    explainEarlyClock(run, { want: mismatch.expected, got: mismatch.found }) ??
    explainGroupMessage(run, mismatch.found, mismatch.expected) ??
    explainManyAtOnce(run, mismatch.found, mismatch.expected) ??
    explainErrorAsValue(run, mismatch.found) ??
    explainUnstarted(run) ??
    explainLostResults(run, (result) => missed.some((item) => matchesSnapshot(item, result)) || holdsPart(result)) ??
    explainSameAgain(run) ??
    // Any number may stand in a reply by chance, as an id does.
    (isNumber(mismatch.found) && isNumber(mismatch.expected)
      ? (explainOwnLocks(run) ?? explainReadBeforeLock(run) ?? explainLostUpdate(run))
      : null) ??
    explainUnasked(run, scenario.routes, missed, value) ??
    explainSharedReset(run) ??
    explainSharedWrite(run) ??
    explainOwnLocks(run) ??
    explainReadBeforeLock(run) ??
    explainLostUpdate(run) ??
    explainLookedOnce(run) ??
    (list !== null && list.items.length > list.wanted.length ? explainPutAfterCancel(run) : null) ??
    explainLeft(run) ??
    (list?.isShort ? explainFewTasks(run, list.items) : null) ??
    (model === null ? null : (explainTriedInVain(run, model) ?? explainSignaledEarly(run, model))) ??
    explainNeverBegun(run, model);
  const others = list === null ? "" : otherWrongItems(list);
  const uneven = cause === null && list !== null && onlyCut(run) !== null ? wrongSizes(list.wanted, list.items) : null;
  if (uneven !== null) return failed(wronglySized(run, uneven, `${what}${others}`));
  return failed({
    code: "returned-other",
    message: `${what}${others}${cause === null ? "" : `. ${cause.message}`}`,
    hint: cause?.hint ?? hintFor(value, mismatch),
    at: cause?.at ?? null,
  });
}

function isNumber(shown: string): boolean {
  return shown !== "" && Number.isFinite(Number(shown));
}

/** What should have come and did not. */
function missedItems(expected: Expected, list: WrongList | null): readonly Expected[] {
  return list === null ? [expected] : list.missed;
}

/** Equal items may stand for one another, so that more than one order may be the one that came about. */
function reordered(
  run: Run,
  scenario: Scenario,
  { items, path }: WrongList,
  places: readonly number[],
  what: string,
): Finding {
  const cause =
    explainUnstarted(run) ??
    explainByPeak(run, scenario, places) ??
    explainEarlyItem(run, places) ??
    explainOrder(run, items, places);
  return {
    code: "returned-reordered",
    message: `${what}. The items${path === "" ? "" : ` of ${path}`} are right, but in a different order${cause === null ? "" : `. ${cause.message}`}`,
    hint:
      cause?.hint ??
      "What decides their order here: what is begun first, what is ready first, or what the code takes first?",
    at: cause?.at ?? null,
  };
}

function cutUp(run: Run, { given, wanted }: NonNullable<ReturnType<typeof cutOtherwise>>, what: string): Finding {
  return {
    code: "returned-other",
    message: `${what}. All items are there and in order, but ${given === null ? "in no lists of their own" : `in ${lists(given)}`}; ${wanted === null ? "one plain list is" : `${lists(wanted)} ${wanted.length === 1 ? "is" : "are"}`} expected`,
    hint:
      given === null || wanted === null
        ? "Where results are put into the list: is it the items that go in, or a list of them?"
        : "What decides that a piece is full, and is that looked at before or after the next item goes in?",
    at: given === null || wanted === null ? null : onlyCut(run),
  };
}

function wronglySized(
  run: Run,
  { given, wanted }: { given: readonly number[]; wanted: readonly number[] },
  what: string,
): Finding {
  const at = onlyCut(run);
  return {
    code: "returned-other",
    message: `${what}. The result is in ${lists(given)}, where ${lists(wanted)} ${wanted.length === 1 ? "is" : "are"} expected`,
    hint: `What decides${at === null ? "" : ` on line ${at.line}`} where each piece begins and ends?`,
    at,
  };
}

/** The line that decides about the size of pieces, when only one does. */
function onlyCut(run: Run): Position | null {
  const cuts = run.text?.cuts ?? [];
  return cuts.length === 1 ? cuts[0]! : null;
}

function lists(all: readonly number[]): string {
  return all.length === 1 ? `a list of ${sizes(all)}` : `lists of ${sizes(all)}`;
}

function sizes(all: readonly number[]): string {
  const shown = all.slice(0, mostSizes).map(String);
  if (all.length > mostSizes) return `${shown.join(", ")}, …`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

const mostSizes = 6;

/** Nobody has to have worked for them: they are not missing because something was not waited for. */
function withoutEmpty({ path }: WrongList, places: readonly number[], what: string): Finding {
  const names = places.slice(0, 3).map((place) => `${path}[${place}]`);
  const more = places.length > names.length ? ", …" : "";
  return {
    code: "returned-other",
    message: `${what}. The other items are right: what should stand at ${names.join(", ")}${more} and has no value is left out`,
    hint: "Which line takes items without a value out of the list, or does not put them in?",
    at: null,
  };
}

function isEmptyValue(expected: Expected): boolean {
  return expected.kind === "null";
}

interface Stray {
  readonly path: string;
  readonly what: string;
}

/** A promise, coroutine or task in place of what it should have given. */
function findUnawaited(value: Snapshot, path: string): Stray | null {
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
  const pending = run.tasks.find((task, index) => index > 0 && task.state === "pending");
  return warned ?? (pending ?? unawaitedTask(run))?.createdAt ?? null;
}

function isNothing(value: Snapshot): boolean {
  return value === null || (typeof value === "object" && value.t === "undefined");
}

function hintFor(value: Snapshot, { path, found, expected }: Mismatch): string {
  const empty = emptyIn(found);
  if (empty !== null && path !== "" && emptyIn(expected) === null) return hintForEmpty(empty);
  if (isNothing(value)) return "Is there a return on every path through the function, and is its value known by then?";
  if (path === "") return `Trace the value back: which line made ${showSnapshot(value, 40)}, and from what?`;
  return found.startsWith("nothing")
    ? `Which line should put something at ${path}, and does the code get there before it returns?`
    : `Trace it back: where does ${found} at ${path} come from, and what was known at that moment?`;
}
