import { describe, expect, test } from "vitest";
import { explainUnasked } from "../../../grader/score/unasked.ts";
import type { Reply } from "../../../grader/spec/index.ts";
import { json, route } from "../sandbox/play.ts";
import { aRequest, aRun, expected } from "./builders.ts";

const six: Partial<Reply> = { body: json("six") };
const calledOff = aRequest({ url: "https://x.test/pages/6", status: null, outcome: "aborted", endMs: 400 });

function said(replies: readonly Partial<Reply>[], requests = [calledOff]) {
  const routes = [route("GET https://x.test/pages/6", ...replies)];
  const told = explainUnasked(aRun({ requests }), routes, [expected("six")], "untranslated");
  return told?.message.replaceAll("https://x.test", "");
}

describe("what is missing and what a reply holds", () => {
  test("was never sent for", () => {
    expect(said([six], [])).toBe("GET /pages/6, which would give it, was never sent");
  });

  test("was called off before that reply was there", () => {
    expect(said([six])).toBe(
      "GET /pages/6, which would give it, was called off at 400 ms, before its answer was there",
    );
  });

  test("comes with the next reply, where the one that was called off is never answered", () => {
    expect(said([{ hang: true }, six])).toBe(
      "GET /pages/6 gives it only when it is sent again: the request that was called off at 400 ms is never answered",
    );
  });

  test("is not said to come with the next reply, where which one comes depends on what is sent", () => {
    const match = { json: null, text: expected("please"), headers: [] };

    expect(said([{ hang: true, match }, six])).toContain("before its answer was there");
  });
});
