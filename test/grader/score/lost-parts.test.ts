import { describe, expect, it } from "vitest";
import { holdsMissed, holdsPartOf } from "../../../grader/score/lost-parts.ts";
import type { Snapshot } from "../../../grader/values/index.ts";
import { expected } from "./builders.ts";

const offer: Snapshot = {
  t: "map",
  v: [
    ["shop", "north"],
    ["price", 7],
  ],
};

describe("a lost result", () => {
  it("is missed when a part of it is expected and did not come", () => {
    expect(holdsMissed([expected([7, null])], { t: "list", v: [null, null] })(offer)).toBe(true);
  });

  it("is not missed when all of its parts that are expected came", () => {
    expect(holdsMissed([expected([7, 9])], { t: "list", v: [7, null] })(offer)).toBe(false);
  });

  it("is not missed for what stands in many results by chance", () => {
    expect(holdsMissed([expected([1, ""])], null)({ t: "list", v: [1, "", 0] })).toBe(false);
  });

  it("is missed when the request that was not sent names a part of it, and the one sent instead does not", () => {
    const isMissed = holdsPartOf("POST https://shops.test/order/north", "POST https://shops.test/order/south");
    expect(isMissed(offer)).toBe(true);
    expect(isMissed({ t: "list", v: ["order", "south"] })).toBe(false);
  });
});
