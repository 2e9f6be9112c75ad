import { describe, expect, it } from "vitest";
import { explainNoThrow } from "../../../../grader/explain/index.ts";
import { aRequest, aRun, at } from "../../score/builders.ts";

const sought = { isWanted: () => false, isWantedName: () => false, dueMs: null };

function told(...requests: ReturnType<typeof aRequest>[]) {
  const found = explainNoThrow(aRun({ requests }), sought);
  return { line: found?.at?.line, message: found?.message };
}

describe("an answer with a bad status that became no error", () => {
  const museum = aRequest({ url: "https://x.test/museum", status: 500, endMs: 80, at: at(56) });
  const busy = aRequest({ url: "https://x.test/7", status: 503, startMs: 100, endMs: 300, at: at(33) });

  it("is told of the last one", () => {
    expect(told(museum, busy)).toMatchObject({ line: 33 });
  });

  it("is not told of one after which the same was asked for again", () => {
    expect(told(museum, busy, aRequest({ url: "https://x.test/7", startMs: 400, at: at(33) }))).toEqual({
      line: 56,
      message:
        "GET https://x.test/museum was answered with status 500 at 80 ms: an answer of that kind is no error by itself.",
    });
  });
});
