import type { Program } from "../compile/index.ts";
import type { Run, Sandbox } from "../sandbox/index.ts";
import {
  canDiffer,
  type Explored,
  latencyOf,
  RequestNames,
  type Schedule,
  scheduleFor,
  shrink,
  tellChanges,
} from "../schedule/index.ts";
import { type Exploration, ScheduleTally } from "../score/index.ts";
import type { CodeExercise, Scenario } from "../spec/index.ts";

/** So many runs are asked for before the first of them is looked at: enough that no child ever waits. */
const AHEAD = 8;

/** One scenario of one submission, which has been run as it is written already. */
export interface Explorable {
  readonly exercise: CodeExercise;
  readonly scenario: Scenario;
  readonly program: Program;
  readonly written: Run;
  /** What is expected of a run under a schedule: another thing for each where the solution or the instructor's own checks say it. */
  readonly under: (schedule: Schedule, run: Run) => Promise<Scenario>;
}

/** The scenario under all schedules of the exercise; null where none is asked for, or none can make a difference. */
export async function exploreScenario(sandbox: Sandbox, what: Explorable): Promise<Exploration | null> {
  const { exercise, scenario, program, written, under } = what;
  const explored = exploredOf(what);
  // A submission that is rejected already is not worth a thousand runs.
  if (explored === null || written.outcome.kind === "stopped") return null;
  const tally = new ScheduleTally(scenario, written);
  if (!canDiffer(explored)) return tally.result(null);
  const run = (schedule: Schedule) => sandbox.run(program, { ...scenario, schedule });
  let first: { schedule: Schedule; run: Run } | null = null;
  const asked: { schedule: Schedule; run: Promise<Run> }[] = [];
  const total = exercise.explore!.schedules;
  for (let number = 1; number <= total || asked.length > 0;) {
    while (number <= total && asked.length < AHEAD) {
      const schedule = scheduleFor(explored, number);
      const promised = run(schedule);
      // Told when its turn comes.
      promised.catch(() => undefined);
      asked.push({ schedule, run: promised });
      number += 1;
    }
    const next = asked.shift()!;
    const ran = await next.run;
    const expected = await under(next.schedule, ran);
    tally.take(next.schedule.number, ran, expected);
    if (first === null && tally.isWorse(ran, expected)) first = { schedule: next.schedule, run: ran };
    // Once stopped, the submission is rejected whatever the others show.
    if (ran.outcome.kind === "stopped") number = total + 1;
  }
  if (first === null) return tally.result(null);
  const when = await tellFirst(first, what, tally, run);
  return tally.result({ schedule: first.schedule.number, when });
}

/** What its replay needs: the schedule of that number, as it is drawn for what the scenario does as written. */
export function replayed(what: Explorable, number: number): Schedule | null {
  const explored = exploredOf(what);
  return explored === null || number === 0 ? null : scheduleFor(explored, number);
}

function exploredOf({ exercise, scenario, written }: Explorable): Explored | null {
  if (exercise.explore === null) return null;
  const names = new RequestNames();
  const replies = written.requests.flatMap(({ method, url, outcome }) => {
    const name = names.next(method, url);
    return outcome === "unmocked" || outcome === "hanging" ? [] : [name];
  });
  const steps = written.trace.event.filter((event) => event === "task-step").length;
  return { explore: exercise.explore, seed: scenario.seed, scenario: scenario.name, replies, steps };
}

/** The fewest changes that make it fail, in words. */
async function tellFirst(
  first: { schedule: Schedule; run: Run },
  { written, under }: Explorable,
  tally: ScheduleTally,
  run: (schedule: Schedule) => Promise<Run>,
): Promise<string> {
  let failing = first.run;
  const names = new RequestNames();
  // Of those that were given up as well: they were given up because of it.
  const latencies = first.run.requests.flatMap(({ method, url }) => {
    const name = names.next(method, url);
    return first.schedule.range === null ? [] : [[name, latencyOf(first.schedule, name, 0)] as const];
  });
  const smallest = await shrink(first.schedule, latencies, async (candidate) => {
    const ran = await run(candidate);
    const fails = tally.isWorse(ran, await under(candidate, ran));
    if (fails) failing = ran;
    return fails;
  });
  return tellChanges(smallest, written.requests, failing.requests);
}
