import type { Program } from "../../compile/index.ts";
import type { Run, Sandbox, ScenarioInput } from "../../sandbox/index.ts";
import { asArgument, type CheckedRun } from "../../score/index.ts";
import { defaultLimits, defaultStartMs } from "../../spec/index.ts";
import type { Snapshot } from "../../values/index.ts";
import { checkingTogether } from "./checks-program.ts";

/** In ms of `limits.cpu`. A trace may be long; what is done with it is not to be hurried. */
const USUAL_CPU_MS = 10_000;

/** Of all the runs that are checked together, as JSON: long ones need the memory for themselves. */
const MOST_TOGETHER = 4 * 1024 ** 2;

/** What a checks.ts came to for one run. */
export type Answer = Run["outcome"];

/**
 * What checks.ts gives for each of these runs, in their order. A world of its own for each run costs ten times the checking itself, so they
 * share one as long as all goes well. Whatever is not in order is asked for again by itself, and that answer counts.
 *
 * @param isInOrder whether that is something that checks.ts may give
 * @param cpuMs what it may compute for one run, or for all of them in one world
 */
export async function askChecks(
  sandbox: Sandbox,
  checks: Program,
  runs: readonly CheckedRun[],
  isInOrder: (given: Snapshot) => boolean,
  cpuMs = USUAL_CPU_MS,
): Promise<readonly Answer[]> {
  const world = worldWith(cpuMs);
  const together = await askTogether(sandbox, checks, runs, world);
  const answers: Answer[] = [];
  for (const [i, run] of runs.entries()) {
    const given = together[i];
    if (given !== undefined && isInOrder(given)) answers.push({ kind: "returned", value: given });
    else answers.push((await sandbox.run(checks, { ...world, args: [asArgument(run)] })).outcome);
  }
  return answers;
}

type World = Omit<ScenarioInput, "args">;

function worldWith(cpuMs: number): World {
  const limits = { ...defaultLimits, cpuMs, memoryBytes: 256 * 1024 ** 2 };
  return { routes: [], limits, seed: 1, startMs: defaultStartMs };
}

/** Nothing when it did not go well. */
async function askTogether(
  sandbox: Sandbox,
  checks: Program,
  runs: readonly CheckedRun[],
  world: World,
): Promise<readonly Snapshot[]> {
  const text = JSON.stringify(runs);
  if (runs.length < 2 || text.length > MOST_TOGETHER) return [];
  const { outcome } = await sandbox.run(checkingTogether(checks, runs.length), { ...world, args: [text] });
  if (outcome.kind !== "returned" || typeof outcome.value !== "object" || outcome.value?.t !== "list") return [];
  return outcome.value.v;
}
