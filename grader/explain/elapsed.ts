import type { Run } from "../sandbox/index.ts";
import { findBlocked } from "./blocked.ts";
import { criticalPath, type CriticalPath } from "./critical-path.ts";
import { showDuration } from "./duration.ts";
import type { Explanation } from "./explanation.ts";
import { findFailedEarly } from "./failed-early.ts";
import { findLongest } from "./longest.ts";
import { findLookedLate, findOverslept } from "./overslept.ts";
import { findRecursion } from "./recursion.ts";
import { findRequestChain } from "./request-chain.ts";
import { findSerial } from "./serial.ts";
import { tellStory, type Story } from "./story.ts";

/** Every cause of waiting that the run's critical path shows, the dearest first. */
export function explainTime(run: Run): readonly Explanation[] {
  const story = tellStory(run);
  return causesOf(run, story, criticalPath(story));
}

function causesOf(run: Run, story: Story, path: CriticalPath): Explanation[] {
  const found = [
    ...findOverslept(run, story, path),
    ...findRecursion(path),
    ...findSerial(story, path),
    ...findBlocked(path),
  ].filter((cause) => cause.costMs > 0);
  const chain = found.length === 0 ? findRequestChain(run) : null;
  return (chain === null ? found : [chain]).toSorted((a, b) => b.costMs - a.costMs);
}

/** A cause that costs less than this part of what was lost is a side issue. */
const tooLittle = 1 / 4;

/**
 * The one cause to name when a run took longer than it may.
 *
 * What is written as possible tells real dependencies from needless ones: of the causes that cost at least what was lost, the
 * cheapest fits best (a first request that all others need costs more than was lost). If none does, the dearest; and if that one
 * is a trifle, or nothing had to queue at all, the place where most of the time went.
 * @param lostMs what the run took too long; null when only "too little at once" is known
 */
export function explainElapsed(run: Run, lostMs: number | null): Explanation | null {
  const story = tellStory(run);
  const path = criticalPath(story);
  const causes = causesOf(run, story, path);
  if (lostMs === null) return causes[0] ?? null;
  const sufficient = causes.filter((cause) => Math.round((cause.costMs - lostMs) * 1000) >= 0);
  const lostUs = Math.round(lostMs * 1000);
  const late = findLookedLate(run, story, path, lostUs);
  const polled = late.find((cause) => causes.some((other) => other.code === "sleep-in-loop" && isSame(other, cause)));
  if (polled !== undefined) return polled;
  const failed = findFailedEarly(run, story, path, lostUs);
  if (failed !== null && sufficient.every((cause) => cause.costMs > lostMs)) return failed;
  const best = cheapestOf(sufficient, lostMs) ?? late[0] ?? causes[0];
  if (best === undefined || best.costMs < lostMs * tooLittle) return findLongest(run, lostMs) ?? best ?? null;
  return best.code === "sleep-not-wait" ? best : withCost(best, lostMs);
}

/** A cause that costs more than so many times what was lost is one that the work itself needs. */
const tooMuch = 3;

/** The code itself says that these could have come sooner, or that they are the work that the exercise asks for. */
const likely = { "created-late": 0, "sleep-in-loop": 2 } as Readonly<Partial<Record<Explanation["code"], number>>>;

/** Of the likeliest kind, the first of those that cost least. */
function cheapestOf(sufficient: readonly Explanation[], lostMs: number): Explanation | undefined {
  const fitting = sufficient.filter(({ costMs }) => costMs <= tooMuch * lostMs);
  if (fitting.length === 0) return sufficient.find(({ costMs }) => costMs === sufficient.at(-1)!.costMs);
  const rank = ({ code }: Explanation) => likely[code] ?? 1;
  const best = Math.min(...fitting.map(rank));
  const chosen = fitting.filter((cause) => rank(cause) === best);
  return chosen.find(({ costMs }) => costMs === chosen.at(-1)!.costMs);
}

function isSame(a: Explanation, b: Explanation): boolean {
  return a.at?.file === b.at?.file && a.at?.line === b.at?.line && a.at?.column === b.at?.column;
}

/** What is won when just this is mended: no more than was lost, since a part of the waiting may be needed. */
function withCost(cause: Explanation, lostMs: number): Explanation {
  const costMs = Math.min(cause.costMs, lostMs);
  return { ...cause, message: `${cause.message} That cost ${showDuration(costMs)}.`, costMs };
}
