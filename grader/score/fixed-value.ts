import { isDeepStrictEqual } from "node:util";
import { sentencesOf } from "../explain/index.ts";
import type { Run } from "../sandbox/index.ts";
import type { Scenario } from "../spec/index.ts";
import { showExpected, showSnapshot, showText, type Position } from "../values/index.ts";
import type { Finding } from "./grade.ts";
import type { CheckOutcome } from "./outcome.ts";
import { textsIn } from "./told-in-reply.ts";

interface Evaluated {
  readonly scenario: Scenario;
  readonly run: Run | null;
  readonly outcomes: readonly (CheckOutcome | null)[];
}

/** Shorter texts stand in a program by chance. */
const leastLetters = 5;
/** Nobody writes down more, and each is looked for in all of the program. */
const mostTexts = 100;

/**
 * A wrong value that is just what another scenario expects for other arguments, and whose texts stand in the program as they are. Hidden scenarios have no
 * say.
 *
 * @param sources the submission's files
 */
export function withFixedValues(
  all: readonly Evaluated[],
  entryAt: Position | null,
  sources: readonly { readonly text: string }[],
): readonly (readonly (CheckOutcome | null)[])[] {
  return all.map((each) =>
    each.outcomes.map((outcome, i) => {
      const finding = outcome?.finding ?? null;
      if (outcome === null || finding === null || each.scenario.checks[i]!.kind !== "returns") return outcome;
      if (!isWritten(each.run, sources)) return outcome;
      const other = all.find((one) => one !== each && isExpectedIn(one.scenario, each));
      return other === undefined ? outcome : { ...outcome, finding: told(finding, other.scenario, entryAt) };
    }),
  );
}

function isExpectedIn({ hidden, args, checks }: Scenario, { scenario, run }: Evaluated): boolean {
  if (hidden || run?.outcome.kind !== "returned" || isDeepStrictEqual(args, scenario.args)) return false;
  const shown = showSnapshot(run.outcome.value, Infinity);
  return checks.some((check) => check.kind === "returns" && showExpected(check.value, Infinity) === shown);
}

function isWritten(run: Run | null, sources: readonly { readonly text: string }[]): boolean {
  const texts = run?.outcome.kind === "returned" ? textsIn(run.outcome.value) : [];
  const isThere = (part: string): boolean => sources.some(({ text }) => text.includes(part));
  return texts.length <= mostTexts && texts.some(({ length }) => length >= leastLetters) && texts.every(isThere);
}

function told({ code, message, at }: Finding, { name }: Scenario, entryAt: Position | null): Finding {
  const [fact = message] = sentencesOf(message);
  return {
    code,
    message: `${fact}. That is what ${showText(name)} expects, which gives other arguments`,
    hint: "What of this value is worked out from what the function is given, and what stands in the code as it is?",
    at: /\. It comes from line \d/u.test(message) ? at : entryAt,
  };
}
