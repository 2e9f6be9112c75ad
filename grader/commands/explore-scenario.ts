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

/** So many schedules are played in one go, by one child. */
const SERIES = 16;
/** So many of these are asked for before the first of them is looked at: enough that no child ever waits. */
const AHEAD = 8;

/** One scenario of one submission, which has been run as it is written already. */
export interface Explorable {
  readonly exercise: CodeExercise;
  readonly scenario: Scenario;
  readonly program: Program;
  readonly written: Run;
  /** What is expected of each run under its schedule: another thing for each where the solution or the instructor's own checks say it. */
  readonly under: (schedules: readonly Schedule[], runs: readonly Run[]) => Promise<readonly Scenario[]>;
  /** Told before, so that `under` can answer at once. */
  readonly foresee: (schedules: readonly Schedule[]) => Promise<void>;
}

/** The scenario under all schedules of the exercise; null where none is asked for, or none can make a difference. */
export async function exploreScenario(sandbox: Sandbox, what: Explorable): Promise<Exploration | null> {
  const { scenario, program, written } = what;
  const explored = exploredOf(what);
  // A submission that is rejected already is not worth a thousand runs.
  if (explored === null || written.outcome.kind === "stopped") return null;
  const tally = new ScheduleTally(scenario, written);
  if (!canDiffer(explored)) return tally.result(null);
  let first: Played | null = null;
  for await (const played of inOrder(seriesOf(explored), (schedules) => play(sandbox, what, schedules))) {
    const { schedule, run, expected } = played;
    tally.take(schedule.number, run, expected);
    if (first === null && tally.isWorse(run, expected)) first = played;
    // Once stopped, the submission is rejected whatever the others show.
    if (run.outcome.kind === "stopped") break;
  }
  if (first === null) return tally.result(null);
  const run = (schedule: Schedule) => sandbox.run(program, { ...scenario, schedule });
  const when = await tellFirst(first, what, tally, run);
  return tally.result({ schedule: first.schedule.number, when });
}

/** What came of a series, as far as its runs were kept. */
interface PlayedSeries {
  readonly played: readonly Played[];
  readonly rest: readonly Schedule[];
}

interface Played {
  readonly schedule: Schedule;
  readonly run: Run;
  /** Of this run. */
  readonly expected: Scenario;
}

function* seriesOf(explored: Explored): Generator<readonly Schedule[]> {
  const total = explored.explore.schedules;
  for (let from = 1; from <= total; from += SERIES) {
    const count = Math.min(SERIES, total + 1 - from);
    yield Array.from({ length: count }, (_, i) => scheduleFor(explored, from + i));
  }
}

async function play(
  sandbox: Sandbox,
  { scenario, program, under, foresee }: Explorable,
  schedules: readonly Schedule[],
): Promise<PlayedSeries> {
  const [runs] = await Promise.all([sandbox.runUnder(program, scenario, schedules), foresee(schedules)]);
  const expected = await under(schedules.slice(0, runs.length), runs);
  const played = runs.map((run, i) => ({ schedule: schedules[i]!, run, expected: expected[i]! }));
  return { played, rest: schedules.slice(runs.length) };
}

/** Its fault is told when its turn comes. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Several series are played at once; what came of them is told in their order. */
async function* inOrder(
  series: Iterable<readonly Schedule[]>,
  play: (schedules: readonly Schedule[]) => Promise<PlayedSeries>,
): AsyncGenerator<Played> {
  const asked: Promise<PlayedSeries>[] = [];
  // Runs too large to be kept are played when it is their turn.
  const tell = async function* ({ played, rest }: PlayedSeries): AsyncGenerator<Played> {
    yield* played;
    for (let left = rest; left.length > 0;) {
      const more = await play(left);
      yield* more.played;
      left = more.rest;
    }
  };
  for (const schedules of series) {
    asked.push(quiet(play(schedules)));
    if (asked.length === AHEAD) yield* tell(await asked.shift()!);
  }
  for (let next = asked.shift(); next !== undefined; next = asked.shift()) yield* tell(await next);
}

/** What its replay needs: the schedule of that number, as it is drawn for what the scenario does as written. */
export function replayed(what: Explorable, number: number): Schedule | null {
  const explored = exploredOf(what);
  return explored === null || number === 0 ? null : scheduleFor(explored, number);
}

function exploredOf({ exercise, scenario, written }: Explorable): Explored | null {
  if (exercise.explore === null) return null;
  const replies = replyNames(written.requests);
  const steps = written.trace.event.filter((event) => event === "task-step").length;
  return { explore: exercise.explore, seed: scenario.seed, scenario: scenario.name, replies, steps };
}

/** Of the requests that get a reply, in the order sent. */
export function replyNames(requests: Run["requests"]): string[] {
  const names = new RequestNames();
  return requests.flatMap(({ method, url, outcome }) => {
    const name = names.next(method, url);
    return outcome === "unmocked" || outcome === "hanging" ? [] : [name];
  });
}

/** The fewest changes that make it fail, in words. */
async function tellFirst(
  first: Played,
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
    const fails = tally.isWorse(ran, (await under([candidate], [ran]))[0]!);
    if (fails) failing = ran;
    return fails;
  });
  return tellChanges(smallest, written.requests, failing.requests);
}
