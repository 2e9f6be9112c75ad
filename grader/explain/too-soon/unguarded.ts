import { showDuration } from "../../values/index.ts";
import type { Compared } from "../beside-the-solution/against-model.ts";
import type { Explanation } from "../explanation.ts";
import { groupedBy } from "../story/grouped-by.ts";
import { explainLimiter } from "../story/limiter.ts";
import { listed } from "../story/place.ts";
import type { OwnPiece, Piece } from "../story/pieces.ts";
import { showTask } from "../story/task-name.ts";
import { recordOf } from "../story/task-records.ts";

/** What went on more often in one place is not searched pair by pair. */
const MOST_PIECES = 300;

/** Named; more are counted. */
const MOST_NAMED = 3;

/**
 * More tasks at once at the same work than in the solution's run, in which one of them had to wait for its turn at just that. Null where that is nowhere so.
 */
export function findUnguarded({ run, own, model }: Compared): Explanation | null {
  const pieces = [...own.values()].flat().filter(hasLength);
  const counterpart = ({ what, nr }: Piece): Piece | undefined => model.get(what)?.[nr];
  for (const here of groupedBy(pieces, ({ site }) => site)) {
    if (here.length > MOST_PIECES) continue;
    const theirs = here.map(counterpart);
    if (here[0]!.site === "" || theirs.includes(undefined) || !theirs.some((piece) => piece!.isQueued)) continue;
    const most = mostAtOnce(theirs as Piece[]).length;
    const crowd = mostAtOnce(here);
    if (crowd.length <= most) continue;
    const at = crowd[0]!.wait.frames.at(-1)!.at;
    const limiter = explainLimiter(
      run,
      crowd.map(({ task, beganUs, endedUs }) => ({ task, fromUs: beganUs, toUs: endedUs })),
    );
    // Who passes another semaphore than the one that is missing here says nothing; whatever else is known of what lets them in says more than this.
    if (limiter !== null && limiter.isUnpassed !== true) return null;
    const from = Math.max(...crowd.map(({ beganUs }) => beganUs));
    const until = Math.min(...crowd.map(({ endedUs }) => endedUs));
    const names = crowd.flatMap(({ task }) => recordOf(run, task) ?? []).map((task) => showTask(task));
    const others = names.length > MOST_NAMED ? [`${names.length - MOST_NAMED} more`] : [];
    return {
      code: "overlap",
      message:
        `${listed([...names.slice(0, MOST_NAMED), ...others])} were on line ${at.line} at the same time, ` +
        `from ${showDuration(from / 1000)} to ${showDuration(until / 1000)}.`,
      hint: `How many may be on line ${at.line} at the same time, and what keeps the others out?`,
      at,
      costMs: 0,
    };
  }
  return null;
}

function hasLength({ beganUs, endedUs }: OwnPiece): boolean {
  return endedUs > beganUs;
}

/** Those that went on at the moment at which the most did, each of a task of its own. In the order in which they began. */
function mostAtOnce<P extends Piece>(pieces: readonly P[]): readonly P[] {
  let most: readonly P[] = [];
  for (const { beganUs } of pieces) {
    const then = pieces.filter((piece) => piece.beganUs <= beganUs && beganUs < piece.endedUs);
    const crowd = [...new Map(then.map((piece) => [piece.task, piece])).values()];
    if (crowd.length > most.length) most = crowd;
  }
  return most;
}
