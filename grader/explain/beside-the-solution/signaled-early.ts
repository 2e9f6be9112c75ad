import type { Run } from "../../sandbox/index.ts";
import { compare, firstEarly } from "./against-model.ts";
import { workBefore } from "./begun-too-soon.ts";
import type { Explanation } from "../explanation.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Model } from "./model.ts";
import { samePlace } from "../story/place.ts";
import { tellStory } from "../story/story.ts";
import { explainSignal } from "../too-soon/early-signal.ts";

/**
 * A signal given before the work that it stands for, where the first thing that began before it does in the solution's run comes there after just that
 * work. Null where the text knows no such signal.
 */
export function explainSignaledEarly(run: Run, model: Model): Explanation | null {
  const signals = run.text?.earlySignals ?? [];
  if (isCutOff(run) || signals.length === 0) return null;
  const compared = compare(run, tellStory(run), model);
  const early = firstEarly(compared);
  const before = early === null ? null : workBefore(compared, early);
  // What one task does is in order by itself.
  if (early === null || before === null || before.task === early.own.task) return null;
  for (const signal of signals) {
    const own = before.wait.frames.find(({ at }) => signal.awaits.some((each) => samePlace(each, at)));
    if (own !== undefined) return explainSignal({ signal, own: before.wait, ownAt: own.at });
  }
  return null;
}
