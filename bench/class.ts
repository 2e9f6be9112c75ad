/**
 * `npm run bench:class [-- --quick] [--memory]`: what grading costs from the shell, beside what others cost for the same, in one run. One
 * submission, cold, beside `tsc --noEmit` and `vitest run` with fake timers; a class of 1,000 (quick: 100), anew and from the cache,
 * beside one `vitest run` over as many test files; and the floor: types stripped, run in this process, no isolation, no trace, no score.
 * With --memory, also the most that the grader's own process takes for 1,000 and for 10,000. Needs `npm run build`.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";
import { DECLARATIONS } from "../grader/compile/declarations/index.ts";
import { virtually } from "../src/testing.ts";

const EXERCISE = "02-tasks-overlap";
const quick = process.argv.includes("--quick");
const SIZE = quick ? 100 : 1000;
const TRIES = 5;

const root = fileURLToPath(new URL("..", import.meta.url));
const command = path.join(root, "dist/grader/main.js");
const solution = readFileSync(path.join(root, `solutions/${EXERCISE}.ts`), "utf8");
/** The same program for those who have no runtime of ours. */
const plain = solution
  .replace(/^import .*$/m, "const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));")
  .replace("coroutine(", "(")
  .replaceAll(/createTask\((.*)\);/g, "$1;");

const work = mkdtempSync(path.join(tmpdir(), "chronograde-bench-"));
// Inside the repository, so that vitest is found.
const tests = path.join(root, "bench/.class");
process.on("exit", () => {
  rmSync(work, { recursive: true, force: true });
  rmSync(tests, { recursive: true, force: true });
});

interface Ran {
  readonly ms: number;
  /** The most that the process itself took. */
  readonly memoryMb: number;
}

const TELL_MEMORY =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('maxRSS '+process.resourceUsage().maxRSS))";

function node(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Ran {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", TELL_MEMORY, ...args], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1e9,
    env: { ...process.env, NO_COLOR: "1", ...environment },
  });
  const ms = performance.now() - began;
  if (status !== 0) throw new Error(`${args.join(" ")}\n${stdout}\n${stderr}`);
  return { ms, memoryMb: Number(/maxRSS (\d+)/.exec(stderr)?.[1]) / 1024 };
}

function median(times: number, what: () => Ran): number {
  const all = Array.from({ length: times }, () => what().ms).toSorted((a, b) => a - b);
  return all[Math.floor(times / 2)]!;
}

/** All of them different. */
function submission(text: string, number: number): string {
  return `// Handed in by student ${number}.\n${text.replaceAll("firstTask", `first${number}`)}`;
}

function handIn(size: number): string {
  const inbox = path.join(work, `inbox-${size}`);
  for (let number = 1; number <= size; number++) {
    mkdirSync(path.join(inbox, `${number}`), { recursive: true });
    writeFileSync(path.join(inbox, `${number}`, "submission.ts"), submission(solution, number));
  }
  return path.join(inbox, "*/submission.ts");
}

function grade(files: string, ...options: readonly string[]): Ran {
  const report = `json=${path.join(work, "report.json")}`;
  return node([command, "grade", "--exercise", EXERCISE, files, "--format", report, ...options], {
    CHRONOGRADE_CACHE: path.join(work, "cache"),
  });
}

function typeCheck(): Ran {
  const folder = path.join(work, "types");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "submission.ts"), solution);
  writeFileSync(path.join(folder, "chronograde.d.ts"), DECLARATIONS.map(([, text]) => text).join("\n"));
  const compilerOptions = {
    strict: true,
    target: "es2023",
    lib: ["es2023", "esnext.disposable"],
    types: [],
    module: "esnext",
    moduleResolution: "bundler",
    noEmit: true,
    skipLibCheck: true,
  };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  return node([path.join(root, "node_modules/typescript/bin/tsc"), "-p", folder]);
}

/** Each with a test of what the exercise asks for, as one would write it with vitest. */
function writeTests(size: number): void {
  rmSync(tests, { recursive: true, force: true });
  mkdirSync(tests, { recursive: true });
  writeFileSync(path.join(tests, "vitest.config.mjs"), "export default {};");
  for (let number = 1; number <= size; number++) {
    writeFileSync(path.join(tests, `submission-${number}.ts`), submission(plain, number));
    writeFileSync(
      path.join(tests, `submission-${number}.test.ts`),
      `import { expect, test, vi } from "vitest";
import { main } from "./submission-${number}.ts";

test.each([["map", 1000, "music", 1000], ["film", 800, "song", 300], ["letter", 250, "parcel", 900], ["slow", 640, "fast", 70]] as const)(
  "%s and %s",
  async (first, firstMs, second, secondMs) => {
    vi.useFakeTimers();
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const began = Date.now();
    let ended = -1;
    const done = main(first, firstMs, second, secondMs).then(() => (ended = Date.now()));
    await vi.runAllTimersAsync();
    await done;
    expect(ended - began).toBe(Math.max(firstMs, secondMs));
    expect(log.mock.calls.length).toBe(4);
    vi.useRealTimers();
    log.mockRestore();
  },
);
`,
    );
  }
}

function vitest(): Ran {
  return node([path.join(root, "node_modules/vitest/vitest.mjs"), "run", "--root", tests]);
}

async function floor(size: number): Promise<number> {
  const runtime = pathToFileURL(path.join(root, "src/index.ts")).href;
  const folder = path.join(work, "floor");
  mkdirSync(folder, { recursive: true });
  const began = performance.now();
  const { log } = console;
  for (let number = 1; number <= size; number++) {
    const { outputText } = ts.transpileModule(submission(solution, number), {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
    });
    const file = path.join(folder, `${number}.mjs`);
    writeFileSync(file, outputText.replace('"chronograde"', JSON.stringify(runtime)));
    const { main } = (await import(pathToFileURL(file).href)) as { main(...args: unknown[]): Promise<void> };
    console.log = () => undefined;
    for (const args of [
      ["map", 1000, "music", 1000],
      ["film", 800, "song", 300],
      ["letter", 250, "parcel", 900],
      ["slow", 640, "fast", 70],
    ]) {
      await virtually(async () => await main(...args));
    }
    console.log = log;
  }
  return performance.now() - began;
}

function line(what: string, value: string, beside = ""): void {
  console.log(`${what.padEnd(52)}${value.padStart(14)}   ${beside}`.trimEnd());
}

function perSecond(size: number, ms: number): string {
  return `${((size / ms) * 1000).toFixed(0)} a second`;
}

const times = (ratio: number): string => `${ratio.toFixed(ratio < 10 ? 2 : 0)}×`;

console.log(
  `Exercise ${EXERCISE}, four scenarios; Node ${process.versions.node}; ${cpus().length} cores; load ${loadavg()[0]!.toFixed(1)}\n`,
);

const one = handIn(1);
writeTests(1);
const cold = median(TRIES, () => grade(one, "--no-cache"));
const tsc = median(TRIES, typeCheck);
const vitestOne = median(3, vitest);
line("one submission, cold", `${cold.toFixed(0)} ms`);
line("tsc --noEmit of the same file", `${tsc.toFixed(0)} ms`, `grading takes ${times(cold / tsc)} of it (goal 1.3)`);
line(
  "vitest run of one test file",
  `${vitestOne.toFixed(0)} ms`,
  `grading takes ${times(cold / vitestOne)} of it (goal 1)`,
);

const files = handIn(SIZE);
writeTests(SIZE);
const all = grade(files, "--no-cache").ms;
const vitestAll = vitest().ms;
grade(files);
const cached = grade(files).ms;
const least = await floor(SIZE);
console.log("");
line(`${SIZE} submissions`, perSecond(SIZE, all), "goal 60");
line("one vitest run for each", perSecond(1, vitestOne), `${times((vitestOne * SIZE) / all)} as long (goal 100)`);
line(
  `one vitest run over ${SIZE} test files`,
  perSecond(SIZE, vitestAll),
  `${times(vitestAll / all)} as long (goal 10)`,
);
line(`the ${SIZE} again, from the cache`, perSecond(SIZE, cached), "goal 1000");
line("floor: types stripped, no isolation", perSecond(SIZE, least), `${times(all / least)} away`);

if (process.argv.includes("--memory")) {
  const few = grade(handIn(1000), "--no-cache").memoryMb;
  const many = grade(handIn(10_000), "--no-cache").memoryMb;
  console.log("");
  line("the grader's own process, 1,000 submissions", `${few.toFixed(0)} MB`);
  line("10,000 submissions", `${many.toFixed(0)} MB`, `${times(many / few)} (goal 1.2)`);
}
