import { showDuration } from "../../values/index.ts";
import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { showTask } from "../story/task-name.ts";
import type { Story, Wait } from "../story/story.ts";

/** Of more waits for conditions than this none is told: each is held against all others. */
const mostWaits = 100;

/**
 * A notify that woke one task alone, which could not go on and waited again, while another slept on: what had changed was of no use until that one was woken. That it
 * could have gone on nobody knows: tell it only when that cost just what was lost.
 */
export function findWokeOne(run: Run, { waits }: Story): Explanation[] {
  const conditions = waits.filter(({ kind, frames }) => kind === "condition" && frames.length > 0);
  if (conditions.length > mostWaits) return [];
  return conditions.flatMap((woken) => {
    const again = conditions.find((wait) => isNext(woken, wait));
    const isAlone = !conditions.some((wait) => wait !== woken && isWokenWith(woken, wait));
    if (again === undefined || !isAlone) return [];
    const asleep = conditions.filter((wait) => sleptOn(wait, woken, again));
    return asleep.flatMap((other): Explanation[] => {
      const names = [woken, other].map(({ task }) => run.tasks.find(({ id }) => id === task));
      const at = other.frames.at(-1)!.at;
      if (names[0] === undefined || names[1] === undefined) return [];
      const [first, second] = [showTask(names[0]), showTask(names[1])];
      return [
        {
          code: "woke-one",
          message:
            `Of those that waited for ${other.what}, only ${first} was woken at ${showDuration(woken.endedUs / 1000)}, and waited again at once; ` +
            `${second}, which waited for it on line ${at.line}, slept on until ${showDuration(other.endedUs / 1000)}.`,
          hint: "How many of those that wait does one such call wake, and what becomes of it when that one can not go on yet?",
          at,
          costMs: (other.endedUs - woken.endedUs) / 1000,
        },
      ];
    });
  });
}

function isNext(woken: Wait, { task, what, beganUs, beganRow }: Wait): boolean {
  return task === woken.task && what === woken.what && beganUs === woken.endedUs && beganRow > woken.endedRow;
}

function isWokenWith(woken: Wait, { what, waker, endedUs }: Wait): boolean {
  return what === woken.what && waker === woken.waker && endedUs === woken.endedUs;
}

function sleptOn(wait: Wait, woken: Wait, again: Wait): boolean {
  const isOther = wait.task !== woken.task && wait.what === woken.what;
  return isOther && wait.waker !== 0 && wait.beganRow < woken.endedRow && wait.endedRow > again.beganRow;
}
