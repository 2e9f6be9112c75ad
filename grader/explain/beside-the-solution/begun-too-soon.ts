import type { Run } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import type { Compared, Early } from "./against-model.ts";
import type { Explanation } from "../explanation.ts";
import { explainMetTooFew } from "./met-too-few.ts";
import { explainLimiter, type Work } from "../story/limiter.ts";
import { placesOf } from "../too-soon/overlap.ts";
import type { OwnPiece } from "../story/pieces.ts";
import { samePlace, showLine } from "../story/place.ts";
import { explainQueuedMeanwhile } from "./queued-meanwhile.ts";
import { sharedPlace } from "../story/shared-place.ts";
import { mostAtOnce } from "../story/most-at-once.ts";
import type { Story, Wait } from "../story/story.ts";
import { recordOf } from "../story/task-records.ts";
import { showTask } from "../story/task-name.ts";

/** Work that began before it does in the solution's run: something had to be over first, or too many were at it already. */
export function findBegunTooSoon(compared: Compared, early: Early): Explanation | null {
  const crowd = crowdWith(compared, early);
  return crowd === null ? findOutOfTurn(compared, early) : explainCrowd(compared, early, crowd);
}

/** The same where no crowd tells it. */
export function findOutOfTurn(compared: Compared, early: Early): Explanation | null {
  const before = workBefore(compared, early);
  if (before === null || crowdWith(compared, early) !== null) return null;
  return (
    explainMetTooFew(compared.run, before.wait, early.own.wait) ??
    explainQueuedMeanwhile(compared, early) ??
    explainOrder(compared, before, early)
  );
}

/** What is over before that in the solution's run, and was not yet in this one. */
export function workBefore(
  { own, missing }: Compared,
  { own: { beganUs }, model: { before } }: Early,
): OwnPiece | null {
  if (before === null || missing.some(({ what }) => what === before.what)) return null;
  const work = own.get(before.what)?.[before.nr];
  return work !== undefined && work.endedUs > beganUs ? work : null;
}

/**
 * All works of that kind, where more of them went on when it began than ever do in the solution's run, and what came first there was nothing that another
 * task did meanwhile.
 */
function crowdWith(compared: Compared, early: Early): readonly OwnPiece[] | null {
  const { own, model } = early;
  const all = compared.sites.ownAt(model.site);
  const now = all.filter(({ beganUs, endedUs }) => beganUs <= own.beganUs && endedUs > own.beganUs);
  if (now.length < 2 || now.length <= mostAtOnce(compared.sites.modelAt(model.site))) return null;
  const isOwn = model.before === null || model.before.task === model.task;
  const before = workBefore(compared, early);
  return model.isQueued || isOwn || before === null || before.beganUs > own.beganUs ? all : null;
}

function explainCrowd(
  { run, story, sites }: Compared,
  { own: first, model }: Early,
  crowd: readonly OwnPiece[],
): Explanation | null {
  const now = crowd.filter(({ beganUs, endedUs }) => beganUs <= first.beganUs && endedUs > first.beganUs);
  const limit = mostAtOnce(sites.modelAt(model.site));
  const limiter = explainLimiter(run, crowd.map(workOf), { works: now.map(workOf), us: first.beganUs, limit });
  const made = [...new Set(now.map(({ task }) => task))].map((id) => story.tasks.get(id)?.createdAt ?? null);
  const [maker] = made;
  const isMadeThere = maker != null && made.length > 1 && made.every((at) => at !== null && samePlace(at, maker));
  const inner = first.wait.frames.at(-1)?.at;
  const work = isMadeThere ? inner : (sharedPlace(now) ?? inner);
  if (work === undefined) return null;
  const at = limiter?.at ?? (isMadeThere ? maker : work);
  const from = showDuration(first.beganUs / 1000);
  const told = isMadeThere
    ? `From ${from} on, ${made.length} of the tasks that ${showLine(maker, at)} made were at work on ${showLine(work, at)} at once.`
    : `From ${from} on, ${now.length} of the waits that ${showLine(work, at)} began went on at once.`;
  return {
    code: "overlap",
    message: limiter === null ? told : `${told} ${limiter.message}`,
    hint: limiter?.hint ?? "How many of them may be at work at a time, and what decides how many are?",
    at,
    costMs: 0,
  };
}

function workOf({ task, beganUs, endedUs }: OwnPiece): Work {
  return { task, fromUs: beganUs, toUs: endedUs };
}

function explainOrder({ run, story }: Compared, before: OwnPiece, { own: early, model }: Early): Explanation | null {
  const gapUs = before.endedUs - early.beganUs;
  const isWhole = gapUs === model.beganUs - early.beganUs;
  const but = isWhole ? `, ${showDuration(gapUs / 1000)} too soon:` : ", but";
  const places = placesIn(run, story, before.wait, early.wait);
  if (places === null) return null;
  const [from, until] = [early.beganUs, before.endedUs].map((us) => showDuration(us / 1000));
  const [a, b] = places;
  const sameLine = a.file === b.file && a.line === b.line;
  if (!samePlace(a, b)) {
    return {
      code: "overlap",
      message: sameLine
        ? `Of what line ${b.line} began side by side, one thing went on from ${from}${but} the other was over only at ${until}.`
        : `What line ${b.line} began${sent(early)} went on from ${from}${but} what ${showLine(a, b)} began${sent(before)} was over only at ${until}.`,
      hint: sameLine
        ? "Which of the two has to be over before the other may begin, and what waits for that?"
        : `What has to be over before line ${b.line} may begin this, and what waits for that?`,
      at: b,
      costMs: isWhole ? gapUs / 1000 : 0,
    };
  }
  const [inner, at] = [before, early].map(({ wait }) => wait.frames.at(-1)?.at);
  if (inner === undefined || at === undefined) return null;
  // Who looks again and again until it is stopped does so beside its like, whoever of them comes first.
  if (early.wait.kind === "sleep" && recordOf(run, early.task)?.state === "cancelled") return null;
  const [first, second] = [before, early].map(({ task }) => nameOf(run, task)) as [string, string];
  return {
    code: "overlap",
    message: `${second} was in its wait on line ${at.line} from ${from} on${but} ${first} was done with its own${inner.line === at.line ? "" : ` on ${showLine(inner, at)}`} only at ${until}.`,
    hint: "Which of the two has to be over before the other may begin, and what waits for that?",
    at,
    costMs: isWhole ? gapUs / 1000 : 0,
  };
}

/** Where the two were begun: one that made the other's task is known by where it waits itself. */
function placesIn(run: Run, story: Story, before: Wait, early: Wait): readonly [Position, Position] | null {
  const [a, b] = [before, early].map((wait) => story.tasks.get(wait.task));
  const [own, other] = [before, early].map(({ frames }) => frames[0]?.at);
  if (a !== undefined && a.creator === b?.id && a.createdAt !== null && other !== undefined)
    return [a.createdAt, other];
  if (b !== undefined && b.creator === a?.id && b.createdAt !== null && own !== undefined) return [own, b.createdAt];
  return placesOf(run, story, before, early);
}

function sent({ wait: { kind, what } }: OwnPiece): string {
  return kind === "request" ? `, ${what.replace(/^request /, "")},` : "";
}

function nameOf({ tasks }: Run, id: number): string {
  const task = tasks.find((each) => each.id === id);
  return task === undefined ? "it" : showTask(task);
}
