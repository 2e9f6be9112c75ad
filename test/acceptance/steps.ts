import { Session, type Profiler } from "node:inspector";
import { setFlagsFromString } from "node:v8";

/** How often each function ran, by its file and its name: with all of its blocks, so that a loop counts as often as it goes round. */
export type Steps = ReadonlyMap<string, number>;

/**
 * Counts steps by V8's own coverage: the same on every machine and under every load, as no clock is. Blocks are counted in modules only that are loaded
 * after this was begun.
 */
export function countSteps(folder: string): (work: () => unknown) => Steps {
  // A function that V8 has built into another one is not counted any more.
  for (const flag of ["--no-opt", "--no-maglev"]) setFlagsFromString(flag);
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
  const steps = new Map<string, number>();
  for (const { url, functions } of scripts) {
    for (const { functionName, ranges } of functions) {
      const name = `${url.slice(url.lastIndexOf("/") + 1)} ${functionName} (at ${ranges[0]!.startOffset})`;
      steps.set(
        name,
        ranges.reduce((sum, { count }) => sum + count, 0),
      );
    }
  }
  return steps;
}
