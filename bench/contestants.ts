import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The best of `repeats` in a fresh process, in µs of processor time per operation. */
export type Contestant = (program: string, n: number, repeats: number) => number;

/**
 * What measure.ts can measure. Bundled, because what tsx adds to keep the names of functions costs more than many an
 * operation.
 */
export async function inNode(): Promise<(what: string) => Contestant> {
  const folder = mkdtempSync(path.join(tmpdir(), "chronograde-bench-"));
  process.on("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const bundle = path.join(folder, "measure.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("measure.ts", import.meta.url))],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  return (what) => (program, n, repeats) =>
    printed(process.execPath, [
      "--expose-gc",
      "--max-old-space-size=6000",
      bundle,
      what,
      program,
      `${n}`,
      `${repeats}`,
    ]);
}

/** Null where there is no python3. */
export function inPython(): { readonly version: string; readonly measure: Contestant } | null {
  const { status, stdout } = spawnSync("python3", ["--version"], { encoding: "utf8" });
  if (status !== 0) return null;
  const script = fileURLToPath(new URL("asyncio_programs.py", import.meta.url));
  return {
    version: stdout.trim(),
    measure: (program, n, repeats) => printed("python3", [script, program, `${n}`, `${repeats}`]),
  };
}

function printed(command: string, args: readonly string[]): number {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}
