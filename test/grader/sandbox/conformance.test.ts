import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { createSandbox } from "../../../grader/sandbox/index.ts";
import { play, printed } from "./play.ts";

const cases = new URL("../../fixtures/conformance/", import.meta.url);
const names = existsSync(cases) ? readdirSync(cases).toSorted() : [];

describe("a program in the sandbox prints what CPython printed", () => {
  const sandbox = createSandbox({ child: "author" });
  afterAll(() => sandbox.close());

  it.each(names)("%s", async (name) => {
    const source = readFileSync(new URL(`${name}/program.ts`, cases), "utf8");
    const expected = readFileSync(new URL(`${name}/expected.txt`, cases), "utf8");
    const run = await play(sandbox, source, { entry: null });
    expect(run.outcome).toEqual({ kind: "returned", value: { t: "undefined" } });
    expect(printed(run)).toEqual(expected.trimEnd().split("\n"));
  });
});
