import { describe, expect, test } from "vitest";
import { ToldBefore } from "../../../grader/report/told-before.ts";

const at = { file: "submission.ts", line: 16, column: 17 };
const reason =
  "Line 16 waited for 2 batches, one after the other, each as long as the slowest in it takes: 700 ms in all.";
const hint = "Does the next one have to wait until a whole batch is done?";
const found = (message: string, line = 16) => ({ code: "any", message, hint, at: { ...at, line } });

describe("a reason that was told", () => {
  test("is referred to by the check that told it, and what the next check found is told", () => {
    const told = new ToldBefore();
    told.news(found(`took 700 ms; 400 ms is possible. ${reason} That cost 300 ms.`), null, "elapsed");
    expect(told.news(found(`2 tasks at once; at least 4 should be. ${reason}`), null, "peak.tasks")).toEqual({
      message: "2 tasks at once; at least 4 should be. The reason is the same as for elapsed above.",
      hint: null,
      why: null,
    });
  });

  test("is not told again with other times, but for what it cost", () => {
    const told = new ToldBefore();
    told.news(found(`took 700 ms; 400 ms is possible. ${reason} That cost 300 ms.`), null, "elapsed");
    const other = `took 510 ms; 400 ms is possible. ${reason.replace("700 ms", "510 ms")} That cost 110 ms.`;
    expect(told.news(found(other), null, "elapsed").message).toBe(
      "took 510 ms; 400 ms is possible. The reason is the same as above. That cost 110 ms.",
    );
  });

  test("is referred to without a name when no check told it", () => {
    const told = new ToldBefore();
    told.news(found(`Nothing answers GET https://a.example/4. ${reason}`), null);
    expect(told.news(found(`threw TypeError. ${reason}`), null, "throws").message).toBe(
      "threw TypeError. The reason is the same as above.",
    );
  });

  test("is told again of another line", () => {
    const told = new ToldBefore();
    told.news(found(`took 700 ms; 400 ms is possible. ${reason}`), null, "elapsed");
    const elsewhere = found(`2 tasks at once; at least 4 should be. ${reason}`, 20);
    expect(told.news(elsewhere, null, "peak.tasks")).toMatchObject({ message: elsewhere.message, hint });
  });

  test("is told again when other numbers stand in it", () => {
    const told = new ToldBefore();
    told.news(found(`took 700 ms; 400 ms is possible. ${reason}`), null, "elapsed");
    const other = `2 tasks at once; at least 4 should be. ${reason.replace("2 batches", "3 batches")}`;
    expect(told.news(found(other), null, "peak.tasks").message).toBe(other);
  });

  test("is told in one part even if it has several sentences", () => {
    const told = new ToldBefore();
    const both = `fetchName (Task-2), made on line 13, was still running when main ended. ${reason}`;
    told.news(found(`0 requests in flight at once. ${both}`), null, "peak.requests");
    expect(told.news(found(`returned []; expected ["a"]. ${both}`), null, "returns").message).toBe(
      'returned []; expected ["a"]. The reason is the same as for peak.requests above.',
    );
  });
});

test("a sentence within a value is no reason", () => {
  const told = new ToldBefore();
  const value = '"Well. This is a long sentence that the submission has printed, and it prints it twice"';
  told.news(found(`line 1 of stdout is ${value}`), null, "stdout");
  const again = `line 2 of stdout is ${value}`;
  expect(told.news(found(again), null, "stdout").message).toBe(again);
});

test("the instructor's words are told once, and so is what to try on a line", () => {
  const told = new ToldBefore();
  expect(told.news(found("one"), "All at the same time.", "peak.requests")).toMatchObject({
    hint,
    why: "All at the same time.",
  });
  expect(told.news(found("two"), "All at the same time.", "peak.tasks")).toMatchObject({ hint: null, why: null });
  expect(told.news(found("three", 20), null, "returns")).toMatchObject({ hint });
});
