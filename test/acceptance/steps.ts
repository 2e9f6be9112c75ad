import { Session, type Profiler } from "node:inspector";

/** What ran, and how often: every function and every block of one, so that a loop counts as often as it goes round. */
export interface Steps {
  readonly all: number;
  /** By the file and the function. */
  readonly by: ReadonlyMap<string, number>;
}

/**
 * Counts steps by V8's own coverage: the same on every machine and under every load, as no clock is. Blocks are counted in modules only that are loaded
 * after this was begun.
 */
export function countSteps(folder: string): (work: () => unknown) => Steps {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  taken(session);
  return (work) => {
    work();
    return stepsOf(taken(session).filter(({ url }) => url.includes(folder)));
  };
}

/** What is taken is counted anew from here on. */
function taken(session: Session): readonly Profiler.ScriptCoverage[] {
  let scripts: readonly Profiler.ScriptCoverage[] = [];
  session.post("Profiler.takePreciseCoverage", (_error, { result }) => {
    scripts = result;
  });
  return scripts;
}

function stepsOf(scripts: readonly Profiler.ScriptCoverage[]): Steps {
  const by = new Map<string, number>();
  let all = 0;
  for (const { url, functions } of scripts) {
    for (const { functionName, ranges } of functions) {
      const steps = ranges.reduce((sum, { count }) => sum + count, 0);
      const name = `${url.slice(url.lastIndexOf("/") + 1)} ${functionName}`.trim();
      by.set(name, (by.get(name) ?? 0) + steps);
      all += steps;
    }
  }
  return { all, by };
}
