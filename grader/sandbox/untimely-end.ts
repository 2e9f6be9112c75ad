/** How a child's end is told when it did not come to one by itself. */
import type { ChildEnd } from "./child.ts";
import type { RawStop } from "./wire/record.ts";

/** No code ends its own process by these: it has no way to send a signal. */
const FROM_OUTSIDE: ReadonlySet<string> = new Set(["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"]);

/** unshare wants to end by the same signal as what it started, fails when that is SIGKILL, and complains. */
export function isKill(end: ChildEnd, stderr: string): boolean {
  if (end.kind !== "exited") return false;
  return end.signal === null ? /^unshare: /m.test(stderr) : FROM_OUTSIDE.has(end.signal);
}

export const KILLED =
  "The process that ran the code was ended from outside, and again on the second try. Is this machine short of memory? Grade again when more is free.";

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

export function death(end: ChildEnd): RawStop {
  if (end.kind === "garbled") return GARBLED;
  const how = end.signal === null ? `with exit code ${end.code}` : `by ${end.signal}`;
  return {
    code: "crashed",
    message: `The process that ran the code ended ${how} before the code was done. Does the code need far more memory than it should?`,
    site: null,
    samples: [],
  };
}
