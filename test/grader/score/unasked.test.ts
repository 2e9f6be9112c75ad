import { describe, expect, test } from "vitest";
import { explainUnasked } from "../../../grader/score/unasked.ts";
import type { Reply } from "../../../grader/spec/index.ts";
import { json, route } from "../sandbox/play.ts";
import { aRequest, aRun, expected } from "./builders.ts";

const six: Partial<Reply> = { body: json("six") };
const calledOff = aRequest({ url: "https://x.test/pages/6", status: null, outcome: "aborted", endMs: 400 });

function said(replies: readonly Partial<Reply>[], requests = [calledOff]) {
  const routes = [route("GET https://x.test/pages/6", ...replies)];
  const told = explainUnasked(aRun({ requests }), { routes, args: [] }, [expected("six")], "untranslated");
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

  test.each([
    ["nobody was given the name of it", [], undefined],
    ["its name is one of the arguments", ["six"], "GET /parts/six, which would give it, was never sent"],
  ])("was never sent for, beside its like: told or not as %s", (_, args, message) => {
    const routes = [route("GET https://x.test/parts/six", { body: json(6) })];
    const like = aRequest({ url: "https://x.test/parts/one" });
    const told = explainUnasked(aRun({ requests: [like] }), { routes, args }, [expected(6)], 1);
    expect(told?.message.replaceAll("https://x.test", "")).toBe(message);
  });
});
