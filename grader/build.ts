/** `npm run build`: what goes into dist. What needs nothing of another step is made beside it. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { packageRoot } from "./package-root.ts";

/** @throws Error when it fails; what is wrong it says itself */
function tsc(project: string): Promise<void> {
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  // Types are for `npm run typecheck` to check: to do so here, too, makes the build take half as long again.
  const step = spawn(process.execPath, [compiler, "-p", project, "--noCheck"], { cwd: packageRoot, stdio: "inherit" });
  return new Promise((done, fail) => {
    step.once("error", fail);
    step.once("close", (code) => (code === 0 ? done() : fail(new Error(`tsc -p ${project} failed.`))));
  });
}

await Promise.all([
  tsc("tsconfig.build.json").then(() => tsc("grader/report/page")),
  import("./sandbox/build/cli.ts").then(() => import("./compile/frozen/cli.ts")),
]);
await import("./bundle-main.ts");
