/** What a machine refuses when it has no more of something, by the system's name for it: what is missing, and what gives more. */
const LACKS: ReadonlyMap<string, string> = new Map([
  ["EAGAIN", "this machine allows no more processes. Raise the limit (ulimit -u), or end other programs."],
  ["EMFILE", "this machine allows no more open files. Raise the limit (ulimit -n)."],
  ["ENFILE", "this machine allows no more open files. End other programs."],
  ["ENOMEM", "this machine has no more memory. Raise the limit (ulimit -v), or end other programs."],
  ["ENOSPC", "the disk is full. Make room on it."],
  ["EFBIG", "files may not grow so large here. Raise the limit (ulimit -f)."],
  ["EDQUOT", "the disk quota is used up. Delete what is not needed."],
]);

/** What this machine has no more of, and what to do; null when the error is about something else. */
export function machineLack(error: unknown): string | null {
  const { code } = Object(error) as { readonly code?: unknown };
  const lack = typeof code === "string" ? LACKS.get(code) : undefined;
  return lack === undefined ? null : `${code as string}: ${lack}`;
}

/** The machine is to blame: neither what is graded nor the grader. The message is for whoever grades, and says what to do. */
export class MachineFault extends Error {
  override readonly name = "MachineFault";
}

/**
 * Why a process of ours is not there.
 *
 * @param does what it is for: `runs the code`
 * @param error what the system said when it should have been started
 */
export function notStarted(does: string, error: unknown): MachineFault {
  const said = machineLack(error) ?? `${error instanceof Error ? error.message : String(error)}. ${ASK_THE_MACHINE}`;
  return new MachineFault(`The process that ${does} cannot be started. ${said}`, { cause: error });
}

/**
 * As `notStarted`, of one that was started and ended, or did nothing, before it was at work.
 *
 * @param how with what it ended, or how long it was waited for
 */
export function neverCameUp(does: string, how: string): MachineFault {
  return new MachineFault(`The process that ${does} did not come up: ${how}. ${ASK_THE_MACHINE}`);
}

/** As `notStarted`, of one that was at work, and of the one that took its place. */
export function killedTwice(does: string): MachineFault {
  return new MachineFault(
    `The process that ${does} was ended from outside, and again on the second try. Is this machine short of memory? Grade again when more is free.`,
  );
}

/** As `notStarted`, of several that somebody ended before they were at work, one after the other. */
export function endedEachTime(does: string, times: number): MachineFault {
  return new MachineFault(
    `The process that ${does} was ended from outside before it was at work, ${times} times in a row. Is this machine short of memory, or does a program on it end others? Grade again when it does not.`,
  );
}

/** As `notStarted`, of one that was at work but was not let compute, and of the one that took its place. */
export function starvedTwice(does: string): MachineFault {
  return new MachineFault(
    `The process that ${does} got hardly any computing time, and again on the second try, so it was ended. Was it stopped, or is this machine far too busy? Grade again when it is not.`,
  );
}

const ASK_THE_MACHINE =
  "Does this machine allow enough processes (ulimit -u) and memory (ulimit -v), and is Node still where it was? If so, please report this as a bug.";
