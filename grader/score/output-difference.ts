import {
  explainAskedStates,
  explainEarlyClock,
  explainHadAlready,
  explainJustCancelled,
  explainLeft,
  explainLetGoOn,
  explainLookedOnce,
  explainLostUpdate,
  explainOrder,
  explainOwnLocks,
  explainPrintedAfterCancel,
  explainPrinterStopped,
  explainReadBeforeLock,
  explainSameAgain,
  explainSharedReset,
  explainSharedWrite,
  explainStillAtWork,
  explainUnawaitedValue,
  explainUnfinished,
  explainUnstarted,
  explainWaitBefore,
  type Mended,
  samePlace,
  placeAtMended,
  toldBy,
} from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { Scenario } from "../spec/index.ts";
import { matchesSnapshot, showExpected, showText, type Expected, type Position } from "../values/index.ts";
import type { Finding } from "./grade.ts";
import { failed, type CheckOutcome } from "./outcome.ts";
import { isOfOne, printedFrom, reordered, reorderedPlaces } from "./reordered-output.ts";
import { hintForLine, isExpectedLater, isMoment, numbersIn } from "./differing-line.ts";
import { explainOutdated, isOtherNumber } from "./outdated-value.ts";
import { mixedUp, mixedUpWords } from "./mixed-up.ts";
import { explainGroupMessage } from "./group-message.ts";
import { objectIn } from "./object-text.ts";
import { unawaitedIn } from "./unawaited-text.ts";

export interface Line {
  readonly text: string;
  readonly task: number;
  readonly atMs: number;
  readonly at: Position | null;
  /** Of the function that printed it for somebody else. */
  readonly calledAt: Position | null;
}

/** What was printed, beside what should have been. */
export interface Output {
  readonly stream: string;
  readonly expected: readonly Expected[];
  readonly lines: readonly Line[];
  /** Tasks that are to be cancelled. */
  readonly meant: ReadonlySet<number>;
  readonly scenario: Scenario;
  readonly mended: Mended | null;
}

/** @param index of the first line that is not as it should be */
export function outputDifference(run: Run, output: Output, index: number): CheckOutcome {
  const got = output.lines[index];
  const want = output.expected[index];
  if (got === undefined) return failed(missing(run, output, want!, index));
  if (want === undefined) return failed(excess(run, output, got, index));
  const told = other(run, output, got, want, index);
  return told === null ? untold(run, output, got, want, index) : failed(told);
}

function missing(run: Run, { stream, lines, meant, mended }: Output, want: Expected, index: number): Finding {
  const cause = toldBy<Cause>(mended, [
    () => explainUnawaitedValue(run, ""),
    () => explainUnfinished(run, meant),
    () => printerStopped(run, want, Infinity),
  ]);
  const what = `${nth(index, stream)} is missing: expected ${showExpected(want)}, but ${lines.length === 0 ? "nothing was printed" : `only ${counted(lines.length)} came`}`;
  return {
    code: "output-missing",
    message: cause === null ? what : `${what}. ${cause.message}`,
    hint: cause?.hint ?? (lines.length === 0 ? nothingPrintedHint : "Does the run reach the code that prints it?"),
    at: cause?.at ?? lines.at(-1)?.at ?? null,
  };
}

export const nothingPrintedHint = "Does the run reach console.log at all?";

function excess(run: Run, output: Output, got: Line, index: number): Finding {
  const { stream, expected } = output;
  const printedAt = placeAtMended(output.mended, [got.calledAt, got.at]);
  const stopped = toldBy(output.mended, [
    () => stoppedBefore(run, output, got),
    () => (printedAt === null ? null : explainLetGoOn(run, got.task, "printed it", got.atMs, printedAt)),
  ]);
  const cause = stopped ?? printedTwice(run, output, got, index);
  const what = `${nth(index, stream)} is ${showText(got.text)}, but ${expected.length === 0 ? "nothing" : `only ${counted(expected.length)}`} should come`;
  return {
    code: "output-excess",
    message: cause === null ? what : `${what}. ${cause.message}`,
    hint: cause?.hint ?? excessHint,
    at: cause?.at ?? printedAt,
  };
}

/** Two tasks print the same. */
function printedTwice(run: Run, { lines }: Output, got: Line, index: number): Cause | null {
  const made = ({ task }: Line): Position | null => run.tasks.find(({ id }) => id === task)?.createdAt ?? null;
  const at = made(got);
  const before = lines.slice(0, index).findIndex(({ text }) => text === got.text);
  const first = lines[before];
  const other = first === undefined || first.task === got.task ? null : made(first);
  if (at === null || other === null) return null;
  const already = `It came already as line ${before + 1}`;
  if (!samePlace(at, other))
    return {
      message: `${already}, printed by a task that line ${other.line} made; this time it is one that line ${at.line} made`,
      hint: `What does the task that line ${at.line} makes have to do that no other task does?`,
      at,
    };
  return {
    message: `${already}: two tasks that line ${at.line} made have printed it`,
    hint: `For what does line ${at.line} make a task, and for what does it make more than one?`,
    at,
  };
}

/** Who printed a line that should not come at all had been stopped before. */
function stoppedBefore(run: Run, { expected }: Output, { text, task, atMs, at }: Line) {
  const isWanted = expected.some((each) => matchesSnapshot(each, text));
  return isWanted ? null : explainPrintedAfterCancel(run, task, atMs, at);
}

export const excessHint = "Which line prints it, and is it meant to run here, or to run again?";

/** Null where no more is known than that it is another one. */
function other(run: Run, output: Output, got: Line, want: Expected, index: number): Finding | null {
  const { expected, lines, stream } = output;
  const what = `${nth(index, stream)} is ${showText(got.text)}; expected ${showExpected(want)}`;
  const shown = unawaitedIn(got.text);
  if (shown !== null && (want.kind !== "string" || unawaitedIn(want.value) === null)) {
    return {
      code: "output-unawaited",
      message: `${what}. ${shown.shown} is what ${shown.what} looks like as text: nothing awaited it${printedFrom(got)}`,
      hint: "What stands for a value that comes later shows no value. Which line makes it, and where should it be awaited?",
      at: placeAtMended(output.mended, [got.calledAt, got.at]),
    };
  }
  const object = objectIn(got.text, want.kind === "string" ? want.value : "");
  if (object !== null)
    return {
      code: "output-object",
      message: `${what}. ${object.message}${printedFrom(got)}`,
      hint: object.hint,
      at: placeAtMended(output.mended, [got.calledAt, got.at]),
    };
  const places = reorderedPlaces(expected, lines);
  if (places !== null) return reordered(run, output, { got, want, places, what });
  const because = (cause: Cause | null, code = "output-differs", tail = ""): Finding | null =>
    cause === null ? null : { code, message: `${what}${tail}. ${cause.message}`, hint: cause.hint, at: cause.at };
  const { mended } = output;
  const calledAt = placeAtMended(mended, [got.calledAt, got.at]);
  const before = lines.slice(0, index).findIndex(({ text }) => text === got.text);
  const said = want.kind === "string" ? { want: want.value, got: got.text } : null;
  const isSkipped = isExpectedLater(expected, got, index);
  const isNumber = said !== null && isOtherNumber(said.want, said.got);
  const ofNumbers = (explain: (given: Run) => Cause | null) => () => (isNumber ? because(explain(run)) : null);
  const moment = isNumber && isMoment(want, got) ? numbersIn(said.want) : null;
  const told = toldBy<Finding>(mended, [
    () => because(explainUnawaitedValue(run, got.text)),
    () => because(explainOutdated(run, got.text, said?.want ?? "", mended)),
    () => because(before >= 0 ? explainSameAgain(run) : null),
    () => because(mixedIn(run, output, calledAt), "output-mixed-up"),
    () => because(stoppedBefore(run, output, got)),
    () => because(said === null ? null : heldIn(run, said, got)),
    () => because(said === null ? null : explainJustCancelled(run, said, got)),
    () => because(said === null ? null : explainAskedStates(run, said, got)),
    ...skippedIn(run, output, want, isSkipped ? got : null).map(
      (skipped) => () => because(skipped(), "output-missing", isSkipped ? ", which was not printed before it" : ""),
    ),
    () =>
      before >= 0 && lines.length > expected.length && !isSkipped
        ? because(
            printedTwice(run, output, got, index) ?? {
              message: `It came already as line ${before + 1}`,
              hint: excessHint,
              at: calledAt,
            },
            "output-excess",
          )
        : null,
    () => because(isNumber ? explainEarlyClock(run, said) : null),
    ofNumbers(explainSharedReset),
    () => because(explainSharedWrite(run)),
    ofNumbers(explainOwnLocks),
    ofNumbers(explainReadBeforeLock),
    ofNumbers(explainLostUpdate),
    () => because(explainLookedOnce(run)),
    () => because(moment === null ? null : explainHadAlready(run, got.text, got.atMs, moment)),
  ]);
  return told;
}

/** Where what it shows comes from, only what was written tells. */
function untold(run: Run, output: Output, got: Line, want: Expected, index: number): CheckOutcome {
  const { expected, lines, stream, mended } = output;
  const isNumber = want.kind === "string" && isOtherNumber(want.value, got.text);
  const isTime = isNumber && isMoment(want, got);
  const waited = isTime ? explainWaitBefore(run, got.task, got.atMs) : null;
  const open = isNumber && !isTime ? explainStillAtWork(run, got, lackingIn(want.value, got.text)) : null;
  const what = `${nth(index, stream)} is ${showText(got.text)}; expected ${showExpected(want)}`;
  const finding = {
    code: "output-differs",
    message: [what, (waited ?? open?.message)?.replace(/\.$/u, "")].filter((each) => each != null).join(". "),
    hint: open?.hint ?? hintForLine(expected, lines, index),
    at:
      isNumber || isRightElsewhere(output, got)
        ? placeAtMended(mended, [got.calledAt, got.at])
        : placeAtMended(mended, [got.at, got.calledAt]),
  };
  if (isTime || want.kind !== "string" || isExpectedLater(expected, got, index)) return failed(finding);
  return {
    ...failed(finding),
    untold: { found: got.text, wanted: want.value, key: null, as: "line", untilMs: got.atMs },
  };
}

type Cause = Pick<Finding, "message" | "hint" | "at">;

function mixedIn(run: Run, { expected, lines }: Output, printedAt: Position | null): Cause | null {
  const mixed = mixedUp(
    expected,
    lines.map(({ text }) => text),
  );
  const order = mixed === null ? null : explainOrder(run, mixed.parts, mixed.places, isOfOne(lines) ? "" : null);
  if (order?.isKnown !== true) return null;
  return { message: `${mixedUpWords("lines")} ${order.message}`, hint: order.hint, at: order.at ?? printedAt };
}

function heldIn(run: Run, { want, got }: { readonly want: string; readonly got: string }, { at }: Line): Cause | null {
  const held = explainGroupMessage(run, got, want);
  return held === null ? null : { ...held, at: held.at ?? at };
}

/** What was not there yet, when lines are missing. @param late a line that is expected later, because of what was not printed before it */
function skippedIn(
  run: Run,
  { expected, lines, meant }: Output,
  want: Expected,
  late: Line | null,
): readonly (() => Cause | null)[] {
  if (lines.length >= expected.length) return [];
  if (late === null) return [() => explainUnstarted(run), () => explainLeft(run)];
  return [() => explainUnfinished(run, meant, late.atMs), () => printerStopped(run, want, late.atMs)];
}

function printerStopped(run: Run, want: Expected, untilMs: number): Cause | null {
  return want.kind === "string" ? explainPrinterStopped(run, want.value, untilMs) : null;
}

/** How much more the only number that differs should be; 0 when several do, or none. */
function lackingIn(want: string, got: string): number {
  const own = numbersIn(got);
  const differences = numbersIn(want).flatMap((number, i) =>
    number === own[i] ? [] : [Number(number) - Number(own[i])],
  );
  return differences.length === 1 ? differences[0]! : 0;
}

/** What prints it has printed a line that is right: so it is what it was given that is wrong. */
function isRightElsewhere({ expected, lines }: Output, { at }: Line): boolean {
  return lines.some(
    (line, i) =>
      at !== null &&
      line.at !== null &&
      samePlace(line.at, at) &&
      expected[i] !== undefined &&
      matchesSnapshot(expected[i], line.text),
  );
}

function nth(index: number, stream: string): string {
  return `line ${index + 1} of ${stream}`;
}

function counted(n: number): string {
  return n === 1 ? "1 line" : `${n} lines`;
}
