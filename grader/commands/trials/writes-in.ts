import { isDeepStrictEqual } from "node:util";
import { MOST_WRITES, WRITE_MARK, type WritePlace } from "../../compile/index.ts";
import type { Mended, Write } from "../../explain/index.ts";
import { type OutputRecord, type Run, withUsualMemory, workOf } from "../../sandbox/index.ts";
import { failsIn } from "../../score/index.ts";
import type { Check } from "../../spec/index.ts";
import { compileFor } from "../compile-for.ts";
import { formOf } from "../scenario-form.ts";
import type { Workshop } from "../workshop.ts";
import { type Bench, isTooMuch, type Tried } from "./trials.ts";

/** Of an exercise that has more, the first ones tell enough. */
const MOST_SCENARIOS = 3;

/** What a run that says all it keeps may print. */
const MOST_OUTPUT_BYTES = 2 * 1024 * 1024;

/** In ms of `limits.cpu`, and as many times what the run computed as it was handed in. */
const MORE_CPU_MS = 100;
const TIMES = 4;

const ofValues = new Set<Check["kind"]>(["returns", "output", "tasks"]);

/**
 * For each scenario in which a value is wrong and nothing mends it, what the submission keeps in it, and when: played again by a program that says so. Null
 * for the others, and where that program does anything else.
 */
export async function writesIn(
  shop: Workshop,
  { sandbox }: Bench,
  tried: Tried,
  mended: readonly (Mended | null | undefined)[],
): Promise<readonly (readonly Write[] | null)[]> {
  const { exercise, scenarios, runs, program, files, entry } = tried;
  const asked = scenarios.flatMap((scenario, i) => {
    const checks = scenario.checks.filter(({ kind }) => ofValues.has(kind));
    const isOpen = mended[i] == null && runs[i]!.outcome.kind === "returned";
    return isOpen && checks.length > 0 && failsIn({ ...scenario, checks }, runs[i]!) ? [i] : [];
  });
  const none = scenarios.map(() => null);
  if (asked.length === 0 || isTooMuch(tried)) return none;
  const made = await compileFor(shop, exercise, files, entry, { unchecked: { wanted: "writes" } });
  if (made.program === null || made.writes === undefined || made.writes.length === 0) return none;
  const places = made.writes;
  const { harness } = program;
  const watched = harness === undefined ? made.program : { ...made.program, harness };
  const found = new Map<number, readonly Write[]>();
  sandbox.prepare(formOf(exercise));
  for (const i of asked.slice(0, MOST_SCENARIOS)) {
    const limits = withUsualMemory(scenarios[i]!.limits);
    const more = { ...limits, outputBytes: MOST_OUTPUT_BYTES, cpuMs: TIMES * workOf(runs[i]!) + MORE_CPU_MS };
    const run = await sandbox.run(watched, { ...scenarios[i]!, limits: more });
    const writes = run.output.flatMap((line) => readWrite(line, places));
    if (writes.length < MOST_WRITES && isSame(run, runs[i]!)) found.set(i, writes);
  }
  return scenarios.map((_, i) => found.get(i) ?? null);
}

/** What a submission prints itself may look alike: then it is read as far as it can be, and tells its author something wrong. */
function readWrite({ text, atMs }: OutputRecord, places: readonly WritePlace[]): readonly Write[] {
  if (!text.startsWith(WRITE_MARK)) return [];
  const [number, kind, shown, owner, key] = readList(text.slice(WRITE_MARK.length));
  const place = typeof number === "number" ? places[number] : undefined;
  const value = kind === "number" ? Number(shown) : shown;
  if (place === undefined || !isPlain(value)) return [];
  return [
    {
      place,
      value,
      owner: typeof owner === "number" ? owner : null,
      key: typeof key === "string" ? key : null,
      atMs,
    },
  ];
}

function isPlain(value: unknown): value is Write["value"] {
  return value === null || typeof value === "boolean" || typeof value === "string" || Number.isFinite(value);
}

function readList(json: string): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

/** Saying what it keeps has changed nothing. */
function isSame(watched: Run, before: Run): boolean {
  const seen = [watched, before].map(({ outcome, elapsedMs, output, requests, tasks }) => ({
    outcome: outcome.kind === "returned" ? outcome.value : outcome.kind,
    elapsedMs,
    lines: output.filter(({ text }) => !text.startsWith(WRITE_MARK)).map(({ text, atMs }) => ({ text, atMs })),
    requests: requests.map(({ method, url, startMs }) => ({ method, url, startMs })),
    states: tasks.map(({ state }) => state),
  }));
  return isDeepStrictEqual(seen[0], seen[1]);
}
