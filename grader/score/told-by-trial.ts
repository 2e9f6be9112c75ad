import type { Run } from "../sandbox/index.ts";
import {
  isBorneOut,
  isMendedLine,
  isParted,
  isWaitedAt,
  type Mended,
  type MendedPlace,
  namesMended,
  sentencesOf,
} from "../explain/index.ts";
import type { Check } from "../spec/index.ts";
import { showDuration, type Position } from "../values/index.ts";
import { noWaitHint } from "./check-elapsed.ts";
import type { Finding } from "./grade.ts";
import type { CheckOutcome } from "./outcome.ts";
import { matchTasks } from "./task-match.ts";
import { isUncancelled } from "./task-state.ts";
import { behindHint } from "./behind-hint.ts";
import { orderHint } from "./trial-hints.ts";
import { linesOf, placeOf, trialOf } from "./trial-words.ts";

/**
 * What failed in a scenario, told by what was found out by trying: a finding that names none of the lines that were mended keeps only what is not as it
 * should be, and says that those make the difference. Never how.
 */
export function withTrials(
  checks: readonly Check[],
  run: Run,
  outcomes: readonly CheckOutcome[],
  mended: Mended,
): readonly CheckOutcome[] {
  const at = placeOf(mended);
  if (at === null) return outcomes;
  // A cause that the run surely shows is more than a change that happens to do as well.
  const isShown = outcomes.some(
    ({ cause }) => cause !== undefined && !isBorneOut(mended, { at: cause.at, message: cause.message ?? "" }),
  );
  if (mended.isPlain === true && isShown) return outcomes;
  const late = lateAtMended(outcomes, mended);
  const knownHint = late === null ? (hintAtMended(outcomes, mended) ?? hintAtOneOf(outcomes, mended)) : null;
  const ofLimit =
    mended.places.length > 1 ? outcomes.find(({ finding }) => finding !== null && isOfLimit(finding))?.finding : null;
  const sure = outcomes.find(({ finding }) => finding !== null && isSurelySo(finding))?.finding;
  return outcomes.map((outcome, i) => {
    const { earned, finding } = outcome;
    const check = checks[i]!;
    // The instructor has said where to look.
    if (check.kind === "own" && check.place !== null) return outcome;
    if (finding === null || isSurelySo(finding) || isTimeUp(finding) || isMissingPause(finding, mended)) return outcome;
    if (ofLimit != null && finding === ofLimit) return outcome;
    // Of several changes that do together, none says more.
    if (mended.places.length > 1 && isUncancelled(finding)) return outcome;
    const other = mended.isUsual === true && isOfOrder(finding) ? printedAt(run, mended) : null;
    if (other !== null && finding.at !== null && !isMendedLine(mended, finding.at)) {
      const hint = `What has to have happened before line ${finding.at.line} may print this, and what before line ${other.line} prints that?`;
      return { ...outcome, finding: { ...finding, hint } };
    }
    if (isBorneOut(mended, finding) && !isParted(mended, finding))
      return isOneOfMany(mended, finding) || isBeside(mended, outcome) ? narrowed(outcome, finding) : outcome;
    if (finding.message.startsWith("not counted: "))
      return { ...outcome, finding: { ...finding, at: finding.at ?? at } };
    // What another line has to do with it may be so as well, but for guesses at where the time went.
    const isKept = check.kind === "own" || (mended.isUsual === true && !isOfTime(finding) && !isOfPeak(finding));
    const fact = isKept ? finding.message : factOf(finding.message);
    const result = isOfTime(finding) ? timeWith(mended, run.elapsedMs) : null;
    if (isOfNone(check, finding, run) || isOfLengths(check, mended)) return outcome;
    if (sure != null && check.kind !== "own") {
      const cause = sentencesOf(sure.message).filter(isSure).join(". ");
      return {
        earned,
        finding: { ...sure, code: finding.code, message: joined(factOf(finding.message), `${cause}.`) },
      };
    }
    if (ofLimit != null && !isKept) {
      const cause = sentencesOf(ofLimit.message).slice(1).join(". ");
      return { earned, finding: { ...ofLimit, code: finding.code, message: joined(fact, cause) } };
    }
    if (check.kind === "tasks" && isOfNames(finding, mended, run) && !areNamed(checks, mended, run))
      return { ...outcome, finding: { ...finding, hint: namesHintAt(at), at } };
    const { message, hint } = trialOf(isOfTime(finding) ? withoutErrors(mended) : mended, result ?? "this passes", run);
    const own = check.kind === "own" ? finding.hint : null;
    const asked =
      late !== null && toldByTime(mended, finding)
        ? behindHint(late)
        : (knownHint ?? askedOf(mended, finding, run, hint));
    return { earned, finding: { code: finding.code, message: joined(fact, message), hint: own ?? asked, at } };
  });

  /** What is known of several lines, and which of them it is. */
  function narrowed(outcome: CheckOutcome, finding: Finding): CheckOutcome {
    const time = isOfTime(finding) ? timeWith(mended, run.elapsedMs) : null;
    const { message, hint } = trialOf(mended, time ?? "this passes", run);
    return { ...outcome, finding: { ...finding, message: joined(finding.message, message), hint, at } };
  }
}

/** Where an error goes takes no time. */
function withoutErrors(mended: Mended): Mended {
  const places = mended.places.map(({ at, about: { wall, ...about } }) => ({
    at,
    about: wall === undefined || wall.of === "catch" ? about : { ...about, wall },
  }));
  return { ...mended, places };
}

/** The time went by at another line, for which the one that was mended waited: only the second is known to be wrong. */
function isBeside(mended: Mended, { cause }: CheckOutcome): boolean {
  if (cause === undefined || mended.places.length > 1 || !ofPlaces.has(cause.code)) return false;
  return !isMendedLine({ ...mended, places: [...mended.places, ...(mended.also ?? [])] }, cause.at);
}

/** These tell where the time went by. */
const ofPlaces = new Set<string>(["long-wait", "pause"]);

/** It stands at another line, and names the one that was mended only among others: `lines 27, 36 and 40`. */
function isOneOfMany(mended: Mended, finding: Finding): boolean {
  if (finding.at === null || isMendedLine(mended, finding.at) || mended.places.length > 1) return false;
  const message = finding.message.replaceAll(/\blines \d+(?:, \d+)* and \d+\b/gu, "them");
  return message !== finding.message && !isBorneOut(mended, { ...finding, message });
}

/** Where one of the lines that were mended cost time, and `elapsed` tells how: what else it did wrong is told best by that. */
function lateAtMended(outcomes: readonly CheckOutcome[], mended: Mended): Position | null {
  const late = outcomes.find(({ finding }) => finding?.code === "elapsed-too-long" && namesMended(mended, finding));
  const at = late?.finding?.at ?? null;
  // Of several places that were mended, what is told may name one and point to what stands between them.
  return at !== null && (mended.places.length > 1 || isMendedLine(mended, at)) ? at : null;
}

/** What is asked of a mended line where the run has ended too soon, or too much went on at once, and it is known how: more than what it is about. */
function hintAtMended(outcomes: readonly CheckOutcome[], mended: Mended): string | null {
  if (tellsMore.has(mended.places[0]!.about.piece)) return null;
  const known = outcomes.find(
    ({ finding }) =>
      (finding?.code === "elapsed-too-short" || finding?.code === "peak-too-high") &&
      finding.at !== null &&
      finding.hint !== noWaitHint &&
      isMendedLine(mended, finding.at),
  );
  return known?.finding?.hint ?? null;
}

/** Of several places that were mended together, the one of which a value or a line of output tells why asks the better question. */
function hintAtOneOf(outcomes: readonly CheckOutcome[], mended: Mended): string | null {
  const known = outcomes.find(
    ({ finding, untold }) =>
      finding !== null &&
      untold === undefined &&
      isOfOrder(finding) &&
      finding.at !== null &&
      isMendedLine(mended, finding.at),
  );
  return mended.places.length > 1 ? (known?.finding?.hint ?? null) : null;
}

/** Things that are right and come at the wrong moment, and pieces that are about nothing but waiting. */
function toldByTime({ places }: Mended, finding: Finding): boolean {
  return !tellsMore.has(places[0]!.about.piece) && (isOfOrder(finding) || ofWaiting.has(places[0]!.about.piece));
}

const ofWaiting = new Set<MendedPlace["about"]["piece"]>(["await", "loop", "polling", "sleep", "task", "wait"]);

/** What is asked of these is a step that can be done by hand. */
const tellsMore = new Set<MendedPlace["about"]["piece"]>(["argument", "condition", "number", "operator", "text"]);

/** In what came in another order, the rounds of a loop that waits in each of them are the right ones. */
function askedOf({ places }: Mended, finding: Finding, run: Run, hint: string): string {
  const [first] = places;
  const waits = first!.about.piece !== "loop" || isWaitedAt(run, first!.at);
  return isOfOrder(finding) && waits ? (orderHint(first!.about, linesOf([first!])) ?? hint) : hint;
}

function isOfOrder({ message }: Finding): boolean {
  return /\bare right, but in a different order\b/u.test(message);
}

/** Of two lines in the wrong order either may be the one: it is no more than that they change places when the other is printed at another moment. */
function printedAt(run: Run, mended: Mended): Position | null {
  const printed = mended.places.map((place) =>
    run.output.find(({ at }) => at !== null && isMendedLine({ places: [place], elapsedMs: null }, at)),
  );
  return printed.every((each) => each !== undefined) ? (printed[0]?.at ?? null) : null;
}

/** No task is called so, and what was mended makes some: under another name. */
function isOfNames({ code }: Finding, mended: Mended, { tasks }: Run): boolean {
  const makes = tasks.some(({ createdAt }) => createdAt !== null && isMendedLine(mended, createdAt));
  return (code === "task-missing" || code === "task-count") && makes && mended.places.length === 1;
}

/** What was mended makes tasks that are called as some others should be: one is missing, and not its name. */
function areNamed(checks: readonly Check[], mended: Mended, run: Run): boolean {
  return checks.some(
    (check) =>
      check.kind === "tasks" &&
      check.pattern !== "*" &&
      matchTasks(run, check.pattern).some(({ createdAt }) => createdAt !== null && isMendedLine(mended, createdAt)),
  );
}

function namesHintAt({ line }: Position): string {
  return `What is each task that line ${line} makes called, and where is a task given its name?`;
}

/** A run that was over too soon since a time was up: of several places that do as well together, none may be the limit. */
function isOfLimit({ code, message, at }: Finding): boolean {
  return code === "elapsed-too-short" && at !== null && /\b[Tt]he time that line \d+ (?:gave|gives)\b/u.test(message);
}

/** Where nobody waits for a task, it is made in one place and should be waited for in another. */
function isSurelySo({ message }: Finding): boolean {
  return sentencesOf(message).slice(1).some(isSure);
}

function isSure(sentence: string): boolean {
  return /^Nobody awaited \S| was cancelled once more on line \d+ at | of it had gone by in the queue on /u.test(
    sentence,
  );
}

/** A task that was left behind when the time of the wait for it was up: no other change says more. */
function isTimeUp({ message }: Finding): boolean {
  return /waited for it only until its time was up, at .+, and nothing stopped it then\.$/u.test(message);
}

/** No task was made at all: that none is there needs no trial. */
function isOfNone(check: Check, { code }: Finding, { tasks }: Run): boolean {
  const isOfTasks = check.kind === "tasks" ? code !== "task-result" : check.kind === "peak" && check.of === "tasks";
  return tasks.length === 1 && isOfTasks;
}

/** A pause is missing in a round, and what mends it would stand next to what is begun anew. */
function isMissingPause({ message, at }: Finding, { places: [first] }: Mended): boolean {
  if (at === null || first!.about.kind !== "missing" || first!.at.file !== at.file) return false;
  return /\b(?:begun anew|sent again) at once\b/u.test(message) && Math.abs(first!.at.line - at.line) <= FEW_LINES;
}

const FEW_LINES = 3;

/** How many tasks there are at once is a matter of what makes them: that other lengths of sleeps would do as well says nothing. */
function isOfLengths(check: Check, { places }: Mended): boolean {
  const isOfTasks = check.kind === "peak" && check.of === "tasks";
  return isOfTasks && places.length > 1 && ofLength.has(places[0]!.about.piece);
}

const ofLength = new Set<MendedPlace["about"]["piece"]>(["number", "sleep"]);

function isOfTime({ code }: Finding): boolean {
  return code === "elapsed-too-long" || code === "elapsed-too-short";
}

function isOfPeak({ code }: Finding): boolean {
  return code === "peak-too-low" || code === "peak-too-high";
}

/** How long the run takes then; null when that is not known, or no other time. */
function timeWith({ elapsedMs }: Mended, tookMs: number | null): string | null {
  if (elapsedMs === null || tookMs === null || elapsedMs === tookMs) return null;
  const other = `${showDuration(Math.abs(tookMs - elapsedMs))} ${elapsedMs < tookMs ? "less" : "more"}`;
  return `the run takes ${showDuration(elapsedMs)} (${other})`;
}

/** What a message says of what came and what should have, without why. */
function factOf(message: string): string {
  const [first = "", ...more] = sentencesOf(message);
  const end = more.findIndex((sentence) => !isFact(sentence));
  const facts = [first, ...more.slice(0, end < 0 ? more.length : end)];
  return facts.join(". ").replace(/(?<= in a different order):.*$/su, "");
}

/** Sentences after the first that tell more of what is wrong. */
function isFact(sentence: string): boolean {
  return facts.some((fact) => fact.test(sentence));
}

const facts = [
  /^The (?:items|lines|requests)\b.* are right, but in a different order\b/u,
  /^Apart from their times the lines are right, but in a different order\b/u,
  /^All items are there and in order, but /u,
  /^The result is in /u,
  /^The other items are right: /u,
  /^Its \S+ is .+, expected /su,
  /^Its body threw /u,
  /^It holds what .+ failed with/su,
];

/** Two sentences; the first may lack its period. */
export function joined(fact: string, sentence: string): string {
  return `${fact}${/[.!?]$/u.test(fact) ? "" : "."} ${sentence}`;
}
