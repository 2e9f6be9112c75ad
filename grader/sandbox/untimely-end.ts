/** How a child's end is told when it did not come to one by itself. */
import { endedEachTime, isFromOutside, neverCameUp, TRIES_TO_COME_UP } from "../processes/index.ts";
import { type Child, type ChildEnd, DOES } from "./child.ts";
import type { RawStop } from "./wire/record.ts";

/** Code has no way to send a signal. unshare wants to end by the same signal as what it started, fails when that is SIGKILL, and complains. */
export function isKill(end: ChildEnd, stderr: string): boolean {
  if (end.kind !== "exited") return false;
  return end.signal === null ? /^unshare: /m.test(stderr) : isFromOutside(end.signal);
}

/** Has somebody on this machine ended this one? */
export function wasKilled({ ended, stderr }: Child): boolean {
  return ended !== null && isKill(ended, stderr);
}

export const GARBLED: RawStop = {
  code: "crashed",
  message: "The process that ran the code sent something that makes no sense, so it was stopped.",
  site: null,
  samples: [],
};

export function lastNet(realMs: number): RawStop {
  return {
    code: "crashed",
    message: `The process that ran the code did not end within ${realMs / 1000} s of real time and was stopped. Does a single call work on something far too large?`,
    site: null,
    samples: [],
  };
}

/** Of one that has run nobody's code: no learner pays for it. */
export function stillborn(child: Child): Error {
  const { ended, stderr } = child;
  if (ended?.kind === "not-started") return ended.error;
  if (wasKilled(child)) return endedEachTime(DOES, TRIES_TO_COME_UP);
  const said = stderr.split("\n").find((line) => /\w/.test(line)) ?? "";
  const end = ended?.kind === "exited" ? `it ended ${how(ended)}` : "it sent what it never sends";
  return neverCameUp(DOES, said === "" ? end : `${end}, and said "${said}"`);
}

function how({ code, signal }: Extract<ChildEnd, { kind: "exited" }>): string {
  return signal === null ? `with exit code ${code}` : `by ${signal}`;
}

export function death(end: ChildEnd): RawStop {
  if (end.kind !== "exited") return GARBLED;
  return {
    code: "crashed",
    message: `The process that ran the code ended ${how(end)} before the code was done. Does the code need far more memory than it should?`,
    site: null,
    samples: [],
  };
}
