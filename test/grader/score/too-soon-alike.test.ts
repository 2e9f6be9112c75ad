import { expect, test } from "vitest";
import { noWaitHint } from "../../../grader/score/check-elapsed.ts";
import { failed, type CheckOutcome } from "../../../grader/score/outcome.ts";
import { withTooSoonAlike } from "../../../grader/score/too-soon-alike.ts";
import { at } from "./builders.ts";

const tooSoon = (hint: string, line: number): CheckOutcome[] => [
  failed({ code: "elapsed-too-short", message: "too soon", hint, at: at(line) }),
];
const untold = tooSoon(noWaitHint, 1);
const told = tooSoon("How long should each pause be?", 12);

function hintsOf(all: readonly CheckOutcome[][], hidden: readonly number[] = []) {
  const found = withTooSoonAlike(all, (i) => hidden.includes(i));
  return found.map(([outcome]) => ({ hint: outcome!.finding!.hint, line: outcome!.finding!.at!.line }));
}

test("a run that ended too soon, and nobody knows why, is referred to one of which that is told", () => {
  expect(hintsOf([untold, told])).toEqual([
    {
      hint: "Another run ended too soon as well, and line 12 tells why: that may be behind this, too. Mend that first, then look here again.",
      line: 12,
    },
    { hint: "How long should each pause be?", line: 12 },
  ]);
});

test("where none is told, each is asked which wait is missing", () => {
  expect(hintsOf([untold, untold])).toEqual([
    { hint: noWaitHint, line: 1 },
    { hint: noWaitHint, line: 1 },
  ]);
});

test("what is told of a hidden scenario is told nowhere else", () => {
  expect(hintsOf([untold, told], [1])[0]).toEqual({ hint: noWaitHint, line: 1 });
});
