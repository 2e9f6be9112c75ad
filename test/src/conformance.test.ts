import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { installVirtual } from "../../src/testing.ts";

const cases = new URL("../fixtures/conformance/", import.meta.url);

/** Each program printed this under CPython 3.11 on a virtual clock. */
describe("prints what CPython prints", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test.each(readdirSync(cases).toSorted())("%s", async (name) => {
    const lines: string[] = [];
    vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => {
      lines.push(values.join(" "));
    });
    installVirtual();
    await import(new URL(`${name}/program.ts`, cases).pathname);
    expect(lines).toEqual(
      readFileSync(new URL(`${name}/expected.txt`, cases), "utf8")
        .trimEnd()
        .split("\n"),
    );
  });
});
