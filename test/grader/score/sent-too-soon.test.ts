import { describe, expect, test } from "vitest";
import { sentBeforeAnswer, sentBeforeFailure } from "../../../grader/score/sent-too-soon.ts";
import { toExpected, toSnapshot } from "../../../grader/score/request-form.ts";
import { aRequest, aRun, aTask, at, threw } from "./builders.ts";

const pay = aRequest({ method: "POST", url: "https://x.test/pay", endMs: 10, at: at(9) });
const tea = aRequest({ method: "POST", url: "https://x.test/reserve/tea", endMs: 20 });
const jam = aRequest({ method: "POST", url: "https://x.test/reserve/jam", endMs: 30 });

describe("a request that came before another one", () => {
  const explain = (sent: readonly (typeof pay)[], wanted: readonly (typeof pay)[]) => {
    const expected = wanted.map(({ method, url }) =>
      toExpected({ line: { kind: "string", value: `${method} ${url}` } }),
    );
    return sentBeforeAnswer(aRun({ requests: sent }), expected, sent.map(toSnapshot), 0);
  };

  test("is told with when the other one was answered", () => {
    expect(explain([pay, tea], [tea, pay])).toMatchObject({
      at: at(9),
      message:
        "POST https://x.test/pay went out at 0 ms, and POST https://x.test/reserve/tea was answered only at 20 ms",
    });
  });

  test("is not told of two of one kind: what they bring does not decide their order", () => {
    expect(explain([jam, tea], [tea, jam])).toBeNull();
  });
});

describe("a request that should not be sent", () => {
  const error = { name: "SoldOut", message: "jug", at: at(5) };
  const failing = (endedMs: number) => ({
    ...threw("SoldOut", "jug"),
    requests: [pay],
    tasks: [aTask({ id: 1 }), aTask({ id: 2, name: "jug", state: "failed", endedMs, error })],
  });

  test("is told with the task that failed only later", () => {
    expect(sentBeforeFailure(failing(30), pay)?.message).toBe(
      "It went out at 0 ms, and jug (fetchTitle), whose error ended the run, failed only at 30 ms",
    );
  });

  test("is not told so when the task had failed by then", () => {
    expect(sentBeforeFailure(failing(0), pay)).toBeNull();
  });
});
