/** `npm run build`: what goes into dist. What needs nothing of another step is made beside it: a clone is waited for. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { packageRoot } from "./package-root.ts";

const resolve = createRequire(import.meta.url).resolve;

async function modules(): Promise<void> {
  await node(resolve("typescript/bin/tsc"), "-p", "tsconfig.build.json");
  await node(resolve("typescript/bin/tsc"), "-p", "grader/report/page");
  await tsx("grader/bundle-main.ts");
}

function tsx(script: string): Promise<void> {
  return node("--import", import.meta.resolve("tsx"), script);
}

/** @throws Error when it fails; what is wrong it says itself */
function node(...args: string[]): Promise<void> {
  const step = spawn(process.execPath, args, { cwd: packageRoot, stdio: "inherit" });
  return new Promise((done, fail) => {
    step.once("error", fail);
    step.once("close", (code) => {
      if (code === 0) done();
      else fail(new Error(`${args.map((arg) => path.basename(arg)).join(" ")} failed.`));
    });
  });
}

await Promise.all([modules(), tsx("grader/sandbox/build/cli.ts").then(() => tsx("grader/compile/frozen/cli.ts"))]);
