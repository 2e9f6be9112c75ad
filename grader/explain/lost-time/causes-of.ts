import type { Run } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import type { Candidate } from "./candidate.ts";
import type { CriticalPath, Stretch } from "../story/critical-path.ts";
import type { Explanation } from "../explanation.ts";
import type { Mended } from "../mended.ts";
import type { Model } from "../beside-the-solution/model.ts";
import type { Story } from "../story/story.ts";
import { comesInTurn, orderIn } from "../beside-the-solution/work-order.ts";
import { findAskedAgain } from "./asked-again.ts";
import { findBegunAnew } from "./begun-anew.ts";
import { findBlocked } from "./blocked.ts";
import { findHandedOn } from "./handed-on.ts";
import { findLateLooks } from "./late-looks.ts";
import { findLateSignals } from "./late-signal.ts";
import { findOutOfReach } from "../left-behind/out-of-reach.ts";
import { findOverslept } from "./overslept.ts";
import { findRecursion } from "./recursion.ts";
import { findRequestChain } from "./request-chain.ts";
import { findSerial } from "./serial.ts";
import { findSlowEnd } from "./slow-end.ts";

export interface KnownCause {
  readonly code: Explanation["code"];
  readonly at: Position;
}

/** What is known of other runs, and of what may be. */
export interface Besides {
  /** What the solution did in the same scenario; null where that is not known. */
  readonly model: Model | null;
  /** A cause that was found in another scenario: where it fits, it is told. */
  readonly known: KnownCause | null;
  /** How many requests may be in flight at once; null where nobody says. */
  readonly mostAtOnce?: number | null;
  /** Where the submission was changed so that all went right; null or left out where nobody has found that out. */
  readonly mended?: Mended | null;
  /** Changes were tried, and none was enough: what a run alone shows is no more than likely. Default: false. */
  readonly isTriedInVain?: boolean;
}

export const nothing: Besides = { model: null, known: null };

export interface Asked extends Besides {
  readonly run: Run;
  readonly story: Story;
  readonly path: CriticalPath;
}

/** Of some it is only known that they are one when they cost just what was lost. */
export function isCause({ code }: Explanation): boolean {
  return code !== "before-pause";
}

/** All that may have cost time, the dearest first. */
export function causesOf({ run, story, path, model, mostAtOnce }: Asked): Candidate[] {
  const own = model === null ? null : orderIn(story, run);
  const inTurn = (first: readonly Stretch[], second: Stretch): boolean =>
    own !== null && model !== null && comesInTurn(own, model.order, first, second);
  const found: Candidate[] = [
    ...findSlowEnd(run, story, path, model),
    ...findOutOfReach(run, story, path),
    ...findOverslept(run, story, path),
    ...findAskedAgain(run, path),
    ...findBegunAnew(run, story, path),
    ...findLateSignals(path),
    ...findLateLooks(path),
    ...findRecursion(story, path),
    ...findBlocked(run, story, path, { model, mostAtOnce }),
    ...findSerial(run, story, path, inTurn),
    ...findHandedOn(story, path),
  ].filter((cause) => cause.costMs > 0 && !isDue(story, cause));
  const chain = found.length === 0 ? findRequestChain(run) : null;
  return (chain === null ? found : [chain]).toSorted((a, b) => b.costMs - a.costMs);
}

const asleep = new Set<Explanation["code"]>([
  "sleep-in-loop",
  "sleep-after-sleep",
  "sequential-awaits",
  "created-late",
  "pause",
]);

/** Who sleeps until a certain moment can neither do so sooner nor side by side. */
export function isDue({ awaits }: Story, { code, at }: Explanation): boolean {
  return asleep.has(code) && at !== null && awaits.isUntil(at);
}
