import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { explainEarly, explainLess, explainTooSoon, modelOf, type Model } from "../../../../grader/explain/index.ts";
import { createSandbox, type Run } from "../../../../grader/sandbox/index.ts";
import { compile, input } from "../../sandbox/play.ts";
import { mendedAt } from "../../score/builders.ts";

const folder = path.join(import.meta.dirname, "../../../fixtures/explain/mended");
const sandbox = createSandbox({ child: "author" });
let run: Run;
let model: Model;

async function play(name: string): Promise<Run> {
  return sandbox.run(await compile(readFileSync(path.join(folder, `${name}.ts`), "utf8")), input());
}

beforeAll(async () => {
  run = await play("begun-early-twice");
  model = modelOf(await play("begun-early-twice.right"));
});

afterAll(() => sandbox.close());

const toldAt = (...where: Parameters<typeof mendedAt>) => explainTooSoon(run, 100, model, mendedAt(...where));

test("of two things that began too soon the one is told that was mended", () => {
  expect(explainTooSoon(run, 100, model)).toMatchObject({ code: "overlap", at: { line: 8 } });
  expect(toldAt(10)).toMatchObject({
    code: "overlap",
    at: { line: 10 },
    message: "What line 10 began went on from 60 ms, but what line 8 began was over only at 100 ms.",
  });
  expect(explainEarly(run, model)?.at?.line).toBe(8);
  expect(explainEarly(run, model, Infinity, mendedAt(10))?.at?.line).toBe(10);
});

test("a wait that is missing is told before what began too soon where that is mended", () => {
  expect(toldAt(12)).toMatchObject({ code: "missing-wait", at: { line: 12 } });
  expect(explainLess(run, model, mendedAt(12))).toMatchObject({ code: "missing-wait", at: { line: 12 } });
});

test("what began first is told as ever where nothing tells of the mended line, or that one already", () => {
  const usual = explainTooSoon(run, 100, model);
  expect(toldAt(14)).toEqual(usual);
  expect(toldAt(8)).toEqual(usual);
  expect(toldAt(9)).toEqual(usual);
});
