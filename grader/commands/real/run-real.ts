import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import { moduleFile } from "../../package-root.ts";
import { ExitStatus } from "../exit-status.ts";
import { statusOf } from "../signals.ts";

interface RealOptions {
  /** Draw the tasks over time on stderr when the process has ended. */
  readonly timeline: boolean;
  readonly color: boolean;
}

/**
 * Runs a file with Node itself: real clock, real network, no sandbox. For one's own code only.
 *
 * tsx strips the types; `chronograde` is this package whatever folder the file lies in, so that a lone file runs too.
 */
export async function runReal(file: string, { timeline, color }: RealOptions): Promise<ExitStatus> {
  const hook = `data:text/javascript,${encodeURIComponent(resolveHook(pathToFileURL(moduleFile("src/index")).href))}`;
  const own = (name: string) => pathToFileURL(moduleFile(`grader/commands/real/${name}`)).href;
  const preloaded = [
    import.meta.resolve("tsx"),
    hook,
    own("end-with-grader"),
    ...(timeline ? [own("record-timeline")] : []),
  ];
  const child = spawn(process.execPath, [...preloaded.flatMap((each) => ["--import", each]), file], {
    stdio: ["inherit", "inherit", "inherit", "pipe"],
    env: { ...process.env, ...(timeline && color ? { CHRONOGRADE_TIMELINE_COLOR: "1" } : {}) },
  });
  let told: (typeof TOLD)[number] | null = null;
  const passOn = (signal: (typeof TOLD)[number]) => () => {
    told = signal;
    child.kill(signal);
  };
  // Ctrl-C reaches the whole group; the child decides when it is done (it cancels main first), and we wait for it.
  process.on("SIGINT", leaveItToTheChild);
  for (const signal of TOLD) process.on(signal, passOn(signal));
  const status = await new Promise<ExitStatus>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code === 0 ? ExitStatus.passed : ExitStatus.belowPass));
  });
  if (told !== null) process.exit(statusOf(told));
  return status;
}

/** These reach us alone, and the child would stay behind. */
const TOLD = ["SIGTERM", "SIGHUP"] as const;

function leaveItToTheChild(): void {}

/**
 * `chronograde` is this package; and a `.ts` file is an ES module even where no package.json says so, as it is for the
 * grader. registerHooks where the Node line has it, since `register` is on its way out.
 */
function resolveHook(runtime: string): string {
  const finish =
    "(found) => found.format === 'commonjs' && /\\.ts$/.test(found.url) ? { ...found, format: 'module' } : found";
  const name = `(name) => name === "chronograde" ? ${JSON.stringify(runtime)} : name`;
  const asynchronous = `export const resolve = async (name, context, next) => (${finish})(await next((${name})(name), context));`;
  return `
    import * as module from "node:module";
    if (module.registerHooks) {
      module.registerHooks({ resolve: (name, context, next) => (${finish})(next((${name})(name), context)) });
    } else {
      module.register("data:text/javascript," + encodeURIComponent(${JSON.stringify(asynchronous)}));
    }`;
}
