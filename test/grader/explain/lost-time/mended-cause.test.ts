import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { explainElapsed, type Mended } from "../../../../grader/explain/index.ts";
import { createSandbox, type Run } from "../../../../grader/sandbox/index.ts";
import { compile, input, type Play } from "../../sandbox/play.ts";
import { mendedAt } from "../../score/builders.ts";

const folder = path.join(import.meta.dirname, "../../../fixtures/explain/mended");
const sandbox = createSandbox({ child: "author" });

afterAll(() => sandbox.close());

async function play(name: string, how: Play = {}): Promise<Run> {
  const program = await compile(readFileSync(path.join(folder, `${name}.ts`), "utf8"));
  return sandbox.run(program, input(how));
}

function told(run: Run, lostMs: number, mended: Mended | null = null) {
  const cause = explainElapsed(run, lostMs, { model: null, known: null, mended })!;
  return { ...cause, told: `${cause.code} on line ${cause.at?.line}` };
}

describe("rounds of 100 ms and a pause of 200 ms", () => {
  let run: Run;

  beforeAll(async () => {
    run = await play("rounds-and-a-pause", { args: [{ t: "list", v: ["roses", "herbs", "peas"] }] });
  });

  test("that cost as much are told by the one that was mended", () => {
    expect(told(run, 200).told).toBe("pause on line 10");
    expect(told(run, 200, mendedAt(8, { piece: "loop" })).told).toBe("sleep-in-loop on line 8");
  });

  test("are told by the pause where that was mended, and by what it cost of what was lost", () => {
    expect(told(run, 100).told).toBe("sleep-in-loop on line 8");
    expect(told(run, 100, mendedAt(10, { piece: "sleep" })).message).toBe(
      "Line 10 slept for 200 ms, and the end of the run had to wait for that. That cost 100 ms.",
    );
  });

  test("are told as ever where a line was mended of which nothing is to be told", () => {
    expect(told(run, 200, mendedAt(11, { piece: "return" }))).toEqual(told(run, 200));
    expect(told(run, 100, mendedAt(6))).toEqual(told(run, 100));
  });

  test("are told as ever where what was mended in that line is about something else than time", () => {
    expect(told(run, 100, mendedAt(10, { kind: "missing", piece: "release" }))).toEqual(told(run, 100));
  });
});

describe("a task that is made late", () => {
  let run: Run;

  beforeAll(async () => {
    run = await play("late-task");
  });

  test("is not told by the wait before it when it is the length of its own that was mended", () => {
    expect(told(run, 70).told).toBe("pause on line 7");
    expect(told(run, 70, mendedAt(3, { piece: "argument" })).told).toBe("pause on line 3");
  });

  test("cost all that was lost, whatever was reckoned, when it alone was mended", () => {
    expect(told(run, 80).message).toMatch(/That cost 60 ms of the 80 ms that were lost\.$/u);
    expect(told(run, 80, mendedAt(7)).message).toMatch(/That cost 80 ms\.$/u);
  });

  test("did not when its own words tell how long it took", () => {
    const { code, message } = told(run, 70, mendedAt(10, { piece: "sleep" }));
    expect(code).toBe("sequential-awaits");
    expect(message).toMatch(/ slept for 30 ms\. That cost 30 ms of the 70 ms that were lost\.$/u);
  });

  test("is one of several causes when another line had to be mended, too", () => {
    const [one, other] = [mendedAt(7), mendedAt(12)];
    expect(told(run, 80, { ...one, places: [...one.places, ...other.places] })).toEqual(told(run, 80));
  });

  test("is no side issue that cost little: the line is not told for that", () => {
    expect(told(run, 130, mendedAt(10, { piece: "sleep" }))).toEqual(told(run, 130));
  });
});

test("of awaits in a row that are told together, those are told that begin with the mended one", async () => {
  const run = await play("two-rows");
  expect(told(run, 50).told).toBe("pause on line 12");
  expect(told(run, 50, mendedAt(11)).told).toBe("sequential-awaits on line 11");
});

test("of two causes in the mended line the one is told that cost about what was won by mending it, though more is allowed", async () => {
  const run = await play("begun-early-twice");
  const won = (ms: number) => mendedAt(9, { piece: "sleep" }, run.elapsedMs! - ms);
  expect(told(run, 70).told).toBe("pause on line 10");
  expect(told(run, 70, won(70)).told).toBe("pause on line 9");
  expect(told(run, 70, won(100)).told).toBe("sequential-awaits on line 9");
});
