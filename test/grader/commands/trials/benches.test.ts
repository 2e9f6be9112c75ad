import { describe, expect, it } from "vitest";
import { Benches } from "../../../../grader/commands/trials/benches.ts";
import type { Sandbox } from "../../../../grader/sandbox/index.ts";

/** The sandboxes that two submissions get at the same time. */
async function twoAt(benches: Benches): Promise<readonly Sandbox[]> {
  const got: Sandbox[] = [];
  let done!: () => void;
  const both = new Promise<void>((resolve) => (done = resolve));
  const one = () =>
    benches.at(async (sandbox) => {
      if (got.push(sandbox) === 2) done();
      await both;
    });
  await Promise.all([one(), one()]);
  await benches.close();
  return got;
}

describe("where programs are tried", () => {
  it("two submissions of a pull request never share a process, also at the same time", async () => {
    const [a, b] = await twoAt(new Benches({ child: "submission" }));

    expect(a).not.toBe(b);
  });

  it("those of a class do", async () => {
    const [a, b] = await twoAt(new Benches({ child: "batch" }));

    expect(a).toBe(b);
  });
});
