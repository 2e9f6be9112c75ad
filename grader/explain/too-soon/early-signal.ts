import type { ProgramEarlySignal } from "../../compile/index.ts";
import type { Run } from "../../sandbox/index.ts";
import { showDuration, type Position } from "../../values/index.ts";
import { isCutOff } from "../story/cut-off.ts";
import type { Explanation } from "../explanation.ts";
import { placeKey, showLine, showLines } from "../story/place.ts";
import { tellStory, type Story, type Wait } from "../story/story.ts";
import { recordOf } from "../story/task-records.ts";

/** What the giver of a signal did after it had given it, and what somebody did meanwhile who waits for that signal. */
interface Early {
  readonly signal: ProgramEarlySignal;
  readonly own: Wait;
  readonly ownAt: Position;
  readonly other: Wait;
}

/** Pairs of waits that are looked at, at most. */
const mostPairs = 2000;

function* earlyOnes(run: Run, { waits }: Story): Generator<Early> {
  let left = mostPairs;
  for (const signal of isCutOff(run) ? [] : (run.text?.earlySignals ?? [])) {
    const awaits = new Set(signal.awaits.map(placeKey));
    const then = new Set(signal.waits.flatMap((wait) => wait.then.map(placeKey)));
    const owns = waits.filter((wait) => wait.beganUs < wait.endedUs && frameAt(wait, awaits) !== undefined);
    const others = waits.filter((wait) => wait.beganUs < wait.endedUs && frameAt(wait, then) !== undefined);
    for (const own of owns) {
      for (const other of others) {
        if (left-- === 0) return;
        const isMeanwhile = other.beganUs >= own.beganUs && other.beganUs < own.endedUs;
        if (isMeanwhile && !isWaitFor(run, own, other) && frameAt(own, awaits)!.frame !== frameAt(other, then)!.frame)
          yield { signal, own, ownAt: frameAt(own, awaits)!.at, other };
      }
    }
  }
}

/** Who waits for those whom the signal let go on has waited for that. */
function isWaitFor(run: Run, own: Wait, other: Wait): boolean {
  const isOfTasks = own.kind === "gather" || own.kind === "group" || own.kind === "task";
  return isOfTasks && (own.on === other.task || (own.on === 0 && recordOf(run, other.task)?.creator === own.task));
}

function frameAt({ frames }: Wait, places: ReadonlySet<string>): Wait["frames"][number] | undefined {
  return frames.find(({ at }) => places.has(placeKey(at)));
}

/** A signal given before the work that it stands for, where the two went on side by side for just as long as the run was too short. */
export function findEarlySignal(run: Run, story: Story, missingMs: number): Explanation | null {
  const missingUs = Math.round(missingMs * 1000);
  for (const early of earlyOnes(run, story)) {
    const { own, other } = early;
    if (Math.min(own.endedUs, other.endedUs) - other.beganUs === missingUs) return explainSignal(early);
  }
  return null;
}

/** The same where a line of the one task came before a line of the other that should have come first. */
export function explainEarlyLine(run: Run, early: Printed, late: Printed): Explanation | null {
  const found = [...earlyOnes(run, tellStory(run))].find(
    ({ own, other }) =>
      own.task === late.task &&
      other.task === early.task &&
      own.endedUs <= late.atMs * 1000 &&
      other.endedUs <= early.atMs * 1000,
  );
  return found === undefined ? null : explainSignal(found);
}

interface Printed {
  readonly task: number;
  readonly atMs: number;
}

/**
 * The same of a list to which each adds something when it has waited, where the giver's own should come sooner than it does.
 * @param places for each item the place where it should be
 */
export function explainEarlyItem(run: Run, places: readonly number[]): Explanation | null {
  const story = tellStory(run);
  const calls = new Map<number, Wait>();
  for (const wait of story.waits) {
    const adding = wait.frames.find(({ at }) => story.awaits.appends(at).length > 0);
    if (adding !== undefined) calls.set(adding.frame, wait);
  }
  if (calls.size !== places.length) return null;
  const added = [...calls.values()].toSorted((a, b) => a.endedRow - b.endedRow);
  for (const early of earlyOnes(run, story)) {
    const [own, other] = [added.indexOf(early.own), added.indexOf(early.other)];
    if (own > other && other >= 0 && places[own]! < places[other]!) return explainSignal(early);
  }
  return null;
}

export function explainSignal({ signal, own, ownAt }: Omit<Early, "other">): Explanation {
  const { at, waits } = signal;
  const lines = showLines(waits.map((wait) => wait.at));
  return {
    code: "early-signal",
    message:
      `Line ${at.line} lets go on what waits on ${lines}, and only then ${showLine(ownAt, at)} waited ` +
      `${showDuration((own.endedUs - own.beganUs) / 1000)}, until ${showDuration(own.endedUs / 1000)}: they did not wait for that.`,
    hint: `What has to be over before line ${at.line} may let the others go on?`,
    at,
    costMs: 0,
  };
}
