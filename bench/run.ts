/**
 * `npx tsx bench/run.ts`: what one operation costs here, under CPython's asyncio with a virtual selector and under
 * fake-timers, side by side; how the cost grows with the number; what recording costs; and the memory of a sleeping task.
 * `--quick` for a tenth of everything.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { fakeTimers } from "./fake-timers.ts";
import { programs } from "./programs.ts";

const scale = process.argv.includes("--quick") ? 0.1 : 1;
const N = 1e5 * scale;
const folder = mkdtempSync(path.join(tmpdir(), "chronograde-bench-"));
const bundle = path.join(folder, "measure.mjs");
process.on("exit", () => {
  rmSync(folder, { recursive: true, force: true });
});
// Bundled, because what tsx adds to keep the names of functions costs more than many an operation.
await build({
  entryPoints: [fileURLToPath(new URL("measure.ts", import.meta.url))],
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
});

function measure(what: string, name: string, n: number, repeats: number): number {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--expose-gc", "--max-old-space-size=6000", bundle, what, name, String(n), String(repeats)],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

function underPython(): Readonly<Record<string, number>> | null {
  const script = fileURLToPath(new URL("asyncio_programs.py", import.meta.url));
  const { stdout, status } = spawnSync("python3", [script, String(N), "2"], { encoding: "utf8" });
  return status === 0 ? (JSON.parse(stdout) as Record<string, number>) : null;
}

const show = (us: number | undefined) => (us === undefined ? "" : us.toFixed(2)).padStart(9);
const ratio = (a: number | undefined, b: number) => (a === undefined ? "" : `${(a / b).toFixed(1)}×`).padStart(9);

const python = underPython();
const version = spawnSync("python3", ["--version"], { encoding: "utf8" }).stdout?.trim() ?? "no Python";
console.log(`µs per operation, N = ${N}, the best of several; Node ${process.versions.node}, ${version}\n`);
console.log(
  `${"".padEnd(20)}${["ours", "CPython", "ratio", "fake", "ratio", "1e4", "1e6", "growth"].map((h) => h.padStart(9)).join("")}`,
);
for (const name of Object.keys(programs)) {
  const ours = measure("ours", name, N, 4);
  const theirs = python?.[name];
  const fake = name in fakeTimers ? measure("fake-timers", name, N, 2) : undefined;
  const small = measure("ours", name, 1e4 * scale, 8);
  const large = measure("ours", name, 1e6 * scale, 2);
  console.log(
    `${name.padEnd(20)}${show(ours)}${show(theirs)}${ratio(theirs, ours)}${show(fake)}${ratio(fake, ours)}${show(small)}${show(large)}${ratio(large, small)}`,
  );
}
console.log("");
for (const name of ["sequential sleep", "concurrent sleep", "spawn + await"]) {
  const plain = measure("plain", name, N, 6);
  const recorded = measure("recorded", name, N, 6);
  console.log(`recording ${name}: ${((recorded / plain - 1) * 100).toFixed(0)} % on top`);
}
console.log(`a sleeping task: ${Math.round(measure("memory", "", N, 1))} bytes`);
