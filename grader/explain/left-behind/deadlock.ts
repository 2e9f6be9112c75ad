import type { Run } from "../../sandbox/index.ts";
import { showDuration } from "../../values/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { failedBefore } from "./failed-before.ts";
import { explainFewAtBarrier } from "./few-at-barrier.ts";
import { holderOf } from "./holder.ts";
import { listed } from "../story/place.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { showTask } from "../story/task-name.ts";

/** Kinds of waiting that nobody's end ends: behind every deadlock but a circle of tasks there is one. */
const roots = new Set(["lock", "semaphore", "event", "condition", "queue", "barrier", "future", "request"]);

/** A promise that the runtime did not make may stand for calls that wait themselves. */
const outer = new Set(["native"]);

/**
 * Where to begin when nothing can ever go on: at what the entry waits for, by way of others, or else at the oldest of the waits that are behind
 * it. The message of the deadlock lists them all; this asks one question about one of them. Null when only tasks wait for each other.
 */
export function explainDeadlock(run: Run, told: string): Explanation | null {
  if (isCutOff(run)) return null;
  const story = tellStory(run);
  const first = rootOf(story, roots) ?? rootOf(story, outer);
  const wait = first === null ? null : (behindQueue(story, first, told) ?? first);
  const at = wait?.frames.at(-1)?.at;
  if (wait === null || at === undefined) return null;
  const waiting = run.tasks.find(({ id }) => id === wait.task);
  const who = waiting === undefined ? "The code" : showTask(waiting);
  const holder = wait.kind === "lock" || wait.kind === "semaphore" ? holderOf(run, story, wait) : null;
  if (holder !== null) return { code: "deadlock", costMs: 0, ...holder };
  const asks = wait.kind === "native" || wait.kind === "request";
  const open = asks ? run.requests.find(({ endMs, task }) => endMs === null && task === wait.task) : undefined;
  if (open !== undefined)
    return {
      code: "deadlock",
      message: `${who} waits on line ${at.line} for ${open.method} ${open.url}, which is never answered.`,
      hint:
        wait.kind === "request"
          ? "Does anybody need this answer? If so, how long may it be waited for; if not, who ends that wait?"
          : "How long may this answer be waited for, and what is to happen when it has not come by then?",
      at,
      costMs: 0,
    };
  const said = saidOf(wait, told);
  const gone = said === null ? null : takersGone(run, story, wait, said);
  if (gone !== null)
    return {
      code: "deadlock",
      message: `${who} waits on line ${at.line} ${gone.words}`,
      hint: gone.hint,
      at,
      costMs: 0,
    };
  const failed = failedBefore(run, story, wait, said ?? "");
  if (failed !== null) return { code: "deadlock", costMs: 0, ...failed };
  const few = said === null || wait.kind !== "barrier" ? null : explainFewAtBarrier(run, story, wait, said);
  if (few !== null) return few;
  const why = said === null ? ", and nothing ends that" : `: ${said}`;
  return {
    code: "deadlock",
    message: `${who} waits on line ${at.line} for ${wait.kind === "native" ? "a promise" : wait.what}${why}.`,
    hint: hintFor(wait, said ?? ""),
    at,
    costMs: 0,
  };
}

function rootOf(story: Story, kinds: ReadonlySet<string>): Wait | null {
  const open = story.waits.filter((wait) => wait.endedRow >= story.endRow);
  const seen = new Set<number>();
  let task = story.main;
  while (!seen.has(task)) {
    seen.add(task);
    const own = open.find((wait) => wait.task === task && kinds.has(wait.kind));
    if (own !== undefined) return own;
    task = open.find((wait) => wait.task === task && wait.on !== 0)?.on ?? task;
  }
  const rest = open.filter(({ kind, frames }) => kinds.has(kind) && frames.length > 0);
  return rest.toSorted((a, b) => a.beganRow - b.beganRow)[0] ?? null;
}

/** Who has taken an item out and waits for something else himself cannot say that it has been dealt with: what he waits for is behind the wait for the queue. */
function behindQueue(story: Story, wait: Wait, told: string): Wait | null {
  if (wait.kind !== "queue" || !/taskDone/u.test(saidOf(wait, told) ?? "")) return null;
  const takers = [...story.tasks.values()].filter(({ sources }) => sources.has(wait.what)).map(({ id }) => id);
  const open = story.waits.filter(({ endedRow, frames }) => endedRow >= story.endRow && frames.length > 0);
  return open.find(({ task, kind, what }) => takers.includes(task) && what !== wait.what && roots.has(kind)) ?? null;
}

/** A queue is full for good when all who took items out of it have come to their end. */
function takersGone(
  run: Run,
  story: Story,
  { what }: Wait,
  said: string,
): { readonly words: string; readonly hint: string } | null {
  if (!said.startsWith("it is full, and nothing")) return null;
  const takers = run.tasks.filter(({ id }) => story.tasks.get(id)?.sources.has(what) === true);
  const lastMs = Math.max(...takers.map(({ endedMs }) => endedMs ?? Infinity));
  if (takers.length === 0 || lastMs === Infinity) return null;
  const ended = takers.length === 1 ? "has ended" : "have ended";
  return {
    words: `for ${what}, which is full: ${listed(takers.map(showTask))} took items out of it, and ${ended} by ${showDuration(lastMs)}.`,
    hint: `What made ${takers.length === 1 ? "it" : "them"} end, and had everything been put in by then?`,
  };
}

/** What the runtime says of a wait for a queue tells what it waits for. */
const forQueues: readonly (readonly [RegExp, string])[] = [
  [/it is full, and nothing/u, "Who takes items out of it, and are they there already when it becomes full?"],
  [/nothing left can call taskDone/u, "Is taskDone() called for every item that was taken out, on every way?"],
];

const hints: Readonly<Record<string, string>> = {
  event: "Which line should set it, and what keeps the code from getting there?",
  condition: "Who has to notify it, and when? How many of those that wait does one such call wake?",
  queue: "Who should put something in, and how does whoever takes things out learn that there will be no more?",
  barrier: "How many have to arrive at it, and how many can ever get there?",
  future: "Which line should give it its result, and what keeps the code from getting there?",
  native: "Which line should resolve it, and what keeps the code from getting there?",
};

/** Why it can never come, in the words of the deadlock's message, which lists what everybody waits for; its places have a file's name before the line. */
function saidOf({ what }: Wait, told: string): string | null {
  const mark = ` for ${what}: `;
  const line = told.split("\n").find((each) => each.includes(mark));
  return line?.slice(line.indexOf(mark) + mark.length).replaceAll(/ at \S+:(\d+):\d+/gu, " on line $1") ?? null;
}

function hintFor({ kind }: Wait, said: string): string {
  const ofQueue = kind === "queue" ? forQueues.find(([pattern]) => pattern.test(said)) : undefined;
  return ofQueue?.[1] ?? hints[kind] ?? hints["native"]!;
}
