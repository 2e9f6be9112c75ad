import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fakeTimers } from "../../bench/fake-timers.ts";
import { goals } from "../../bench/goals.ts";
import { programs } from "../../bench/programs.ts";
import { ColumnRecorder } from "../../bench/recorder.ts";
import { virtually } from "../../src/testing.ts";

const python = readFileSync(new URL("../../bench/asyncio_programs.py", import.meta.url), "utf8");
const names = Object.keys(programs);

describe("the programs of the bench", () => {
  test.each(Object.entries(programs))("%s ends, recorded or not", async (_name, program) => {
    await virtually(() => program(25));
    const recorder = new ColumnRecorder();
    await virtually(() => program(25), { observer: recorder });
    expect(recorder.rows).toBeGreaterThan(25);
  });

  test("are the same on every side", () => {
    const table = /^PROGRAMS = \{\n(.*?)^\}/msu.exec(python)?.[1] ?? "";
    expect([...table.matchAll(/"(.+?)":/gu)].map(([, name]) => name)).toEqual(names);
    for (const name of [...Object.keys(fakeTimers), ...Object.keys(goals)]) expect(names).toContain(name);
  });
});
