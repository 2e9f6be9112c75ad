import type { Explore } from "../spec/index.ts";
import { fractionOf } from "./fraction.ts";
import { slot } from "./latency.ts";
import type { Schedule, TaskOrder } from "./schedule.ts";

/** With so many replies or fewer, every order in which they can come is tried before anything is drawn. */
const MOST_PERMUTED = 4;
/** Every so often few different latencies are drawn, so that replies meet at one instant. */
const MEETING_EVERY = 4;
const MEETING_GRID = 2;
/** PCT finds a bug that takes d orders among tasks by d - 1 demotions: most take one or two. */
const DEMOTIONS = 2;

/** What is known of a scenario before its schedules are drawn. */
export interface Explored {
  readonly explore: Explore;
  readonly seed: number;
  readonly scenario: string;
  /** Names of the requests that get a reply when the scenario runs as it is written, in the order sent. */
  readonly replies: readonly string[];
  /** How many steps its tasks took then. */
  readonly steps: number;
}

/** Number 0 is the scenario as written. All others are the same for the same exercise, number and replies. */
export function scheduleFor(explored: Explored, number: number): Schedule {
  const { explore, replies } = explored;
  const seed = JSON.stringify([explored.seed, explored.scenario, number]);
  const written: Schedule = { number, seed, latencies: [], range: null, grid: null, ties: null, tasks: null };
  if (number === 0) return written;
  const range = explore.latency;
  const tasks = explore.order === "any" ? taskOrder(seed, explored.steps) : null;
  const orders = replies.length <= MOST_PERMUTED ? factorial(replies.length) : 0;
  if (replies.length > 1 && number <= orders) {
    const order = permutation(replies, number - 1);
    const spread = range === null ? [] : order.map((name, i) => [name, slot(range, i, order.length)] as const);
    // The first one leaves the tasks alone: what fails under it fails because of the replies.
    return { ...written, latencies: spread, range, ties: order, tasks: number === 1 ? null : tasks };
  }
  return { ...written, range, grid: number % MEETING_EVERY === 0 ? MEETING_GRID : null, ties: [], tasks };
}

/** Whether another schedule can make any difference at all. */
export function canDiffer({ explore, replies }: Pick<Explored, "explore" | "replies">): boolean {
  return explore.order === "any" || (explore.latency === null ? replies.length > 1 : replies.length > 0);
}

function taskOrder(seed: string, steps: number): TaskOrder {
  const demotions = Array.from(
    { length: DEMOTIONS },
    (_, i) => 1 + Math.floor(fractionOf(`${seed} demotion ${i}`) * Math.max(1, steps)),
  );
  return { demotions };
}

/** Number `index` of all orders, counted in the order of a dictionary. */
function permutation(items: readonly string[], index: number): string[] {
  const left = [...items];
  const order: string[] = [];
  for (let rest = index; left.length > 0;) {
    const below = factorial(left.length - 1);
    order.push(...left.splice(Math.floor(rest / below), 1));
    rest %= below;
  }
  return order;
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
