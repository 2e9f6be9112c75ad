import {
  type Besides,
  explainEarlyItem,
  explainLookedOnce,
  explainOrder,
  explainSorted,
  explainUnawaitedValue,
  explainUnfinished,
  explainUnstarted,
  type Mended,
  nothing,
  toldBy,
} from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { Check, Scenario } from "../spec/index.ts";
import { matchSnapshot, showSnapshot, type Mismatch, type Snapshot } from "../values/index.ts";
import { explainByPeak } from "./behind-the-peak.ts";
import { showDifference } from "./difference.ts";
import { emptyIn, hintForEmpty } from "./empty-text.ts";
import type { Finding } from "./grade.ts";
import { cutOtherwise, findWrongList, otherWrongItems, wrongSizes, type WrongList } from "./list-difference.ts";
import { meantCancels } from "./meant-cancels.ts";
import { mixedUp, mixedUpWords } from "./mixed-up.ts";
import { objectIn } from "./object-text.ts";
import { failed, passed, type CheckOutcome } from "./outcome.ts";
import { explainOutdated } from "./outdated-value.ts";
import { cutUp, onlyCut, withoutEmpty, wronglySized } from "./returned-pieces.ts";
import { findUnawaited } from "./returned-unawaited.ts";
import { wrongPart } from "./wrong-part.ts";
import { causeOfValue } from "./wrong-value.ts";

type ReturnsCheck = Extract<Check, { kind: "returns" }>;

export function checkReturns(
  check: ReturnsCheck,
  run: Run,
  scenario: Scenario,
  { model, mended = null }: Besides = nothing,
): CheckOutcome {
  if (run.outcome.kind !== "returned") {
    return failed({ code: "never-returned", message: "nothing was returned", hint: null, at: null });
  }
  const { value } = run.outcome;
  const mismatch = matchSnapshot(check.value, value);
  if (mismatch === null) return passed;
  const unawaited = findUnawaited(run, value, mended);
  if (unawaited !== null) return failed(unawaited);
  const list = findWrongList(check.value, value);
  const what = `returned ${showDifference(mismatch, check.value, value)}`;
  if (list?.places != null) return failed(reordered(run, scenario, list, list.places, what, mended));
  const cut = list === null ? null : cutOtherwise(list.wanted, list.items);
  if (cut !== null) return failed(cutUp(run, cut, what, mended));
  const empty = list === null ? null : withoutEmpty(list, what);
  if (empty !== null) return failed(empty);
  const object = objectIn(mismatch.found, mismatch.expected);
  if (object !== null)
    return failed({ code: "returned-object", message: `${what}. ${object.message}`, hint: object.hint, at: null });
  const others = list === null ? "" : otherWrongItems(list);
  const because = (cause: Cause | null, code = "returned-other", all = `${what}${others}`): Finding | null =>
    cause === null ? null : { code, message: `${all}. ${cause.message}`, hint: cause.hint, at: cause.at };
  const unfinished = unfinishedIn(
    run,
    scenario,
    list === null ? isNothing(value) || mismatch.found === "nothing" : list.isShort,
  );
  const wrong = { run, scenario, model, mended, expected: check.value, value, mismatch, list };
  const uneven = list !== null && onlyCut(run, mended) !== null ? wrongSizes(list.wanted, list.items) : null;
  const told = toldBy<Finding>(mended, [
    () => because(explainUnawaitedValue(run, mismatch.found)),
    () => because(explainOutdated(run, mismatch.found, mismatch.expected, mended)),
    ...unfinished.map((cause) => () => because(cause(), "returned-too-early", what)),
    () => because(list === null ? null : mixedIn(run, list), "returned-mixed-up"),
    () => because(causeOfValue(wrong)),
    () => (uneven === null ? null : wronglySized(run, uneven, `${what}${others}`, mended)),
  ]);
  const asked = { code: "returned-other", message: `${what}${others}`, hint: hintFor(value, mismatch), at: null };
  return told === null ? { ...failed(asked), untold: wrongPart(check.value, value, mismatch.path) } : failed(told);
}

type Cause = Pick<Finding, "message" | "hint" | "at">;

/** What was not there yet when it should have been, where anything is missing. */
function unfinishedIn(run: Run, scenario: Scenario, isMissing: boolean): readonly (() => Cause | null)[] {
  if (!isMissing) return [];
  const unfinished = explainUnfinished(run, meantCancels(scenario, run));
  // Somebody is stopped in the end in many programs that are right; a wait that nobody looks after is wrong wherever it is.
  return [() => (unfinished?.code === "early-cancel" ? explainLookedOnce(run) : null), () => unfinished];
}

function mixedIn(run: Run, { wanted, items, path }: WrongList): Cause | null {
  const mixed = mixedUp(wanted, items);
  const order = mixed === null ? null : explainOrder(run, mixed.parts, mixed.places, path);
  return order?.isKnown === true ? { ...order, message: `${mixedUpWords("items")} ${order.message}` } : null;
}

/** Equal items may stand for one another, so that more than one order may be the one that came about. */
function reordered(
  run: Run,
  scenario: Scenario,
  { items, path }: WrongList,
  places: readonly number[],
  what: string,
  mended: Mended | null,
): Finding {
  const order = explainOrder(run, items, places, path);
  const cause = toldBy<Cause>(mended, [
    () => explainUnstarted(run),
    () => explainByPeak(run, scenario, places),
    () => explainEarlyItem(run, places),
    // What comes out of a sort may be in any other order by chance.
    () => (order?.isKnown === true ? null : explainSorted(run)),
    () => order,
  ]);
  return {
    code: "returned-reordered",
    message: `${what}. The items${path === "" ? "" : ` of ${path}`} are right, but in a different order${cause === null ? "" : `. ${cause.message}`}`,
    hint:
      cause?.hint ??
      "What decides their order here: what is begun first, what is ready first, or what the code takes first?",
    at: cause?.at ?? null,
  };
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
