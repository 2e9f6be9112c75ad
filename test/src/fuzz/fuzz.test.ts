import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { installVirtual } from "../../../src/testing.ts";
import { generate } from "./generate.ts";
import { interpret } from "./interpret.ts";
import { hasPython311, isAccident, runUnderPython } from "./python.ts";

interface Row {
  readonly seed: number;
  readonly lines: readonly string[];
}

const corpus = readFileSync(new URL("corpus.jsonl", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((row) => JSON.parse(row) as Row);

/** What `fuzz.ts` compares by the ten thousand. */
describe("random programs happen as under CPython", () => {
  test.each(corpus.filter(({ lines }) => !isAccident(lines)))("recorded seed $seed", async ({ seed, lines }) => {
    installVirtual();
    expect(await interpret(generate(seed))).toEqual(lines);
  });

  test.runIf(hasPython311())("500 fresh ones", async () => {
    const programs = Array.from({ length: 500 }, (_, i) => generate(1_000_000 + i));
    const expected = await runUnderPython(programs);
    for (const [i, program] of programs.entries()) {
      const lines = expected[i] ?? [];
      if (isAccident(lines)) continue;
      installVirtual();
      expect(await interpret(program), `seed ${program.seed}`).toEqual(lines);
    }
  });
});
