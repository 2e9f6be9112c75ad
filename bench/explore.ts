/**
 * `npm run bench:explore [-- SCHEDULES]`: how long `explore` takes for a program of ten steps, as an instructor has it: the built command in
 * a process of its own. Beside it the floor: the same program as often on the virtual clock of the runtime, without a sandbox, a
 * trace, or anybody who scores. Needs `npm run build`.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { virtually } from "../src/testing.ts";
import { main as tenSteps } from "./ten-steps.ts";

const GOAL_MS = 2000;
const schedules = Number(process.argv[2] ?? 1000);
const TRIES = 3;

const command = fileURLToPath(new URL("../dist/grader/main.js", import.meta.url));
const program = readFileSync(new URL("ten-steps.ts", import.meta.url), "utf8").replace("../src/api.ts", "chronograde");

const course = mkdtempSync(path.join(tmpdir(), "chronograde-explore-"));
const folder = path.join(course, "exercises/ten-steps");
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, "submission.ts"), program);

/** Of the whole command, from the shell, in ms: the best of several tries. */
function grade(count: number): number {
  const exercise = [
    "title: Ten steps",
    "scenarios: [{ name: sum, expect: { returns: 6 } }]",
    ...(count === 0 ? [] : [`explore: { schedules: ${count}, order: any }`]),
  ];
  writeFileSync(path.join(folder, "exercise.yaml"), exercise.join("\n"));
  const times = Array.from({ length: TRIES }, () => {
    const began = performance.now();
    const { status, stdout } = spawnSync(process.execPath, [command, "grade", "ten-steps", "--no-cache"], {
      cwd: course,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stdout);
    return performance.now() - began;
  });
  return Math.min(...times);
}

async function floor(): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < TRIES; i++) {
    const began = performance.now();
    for (let run = 0; run < schedules; run++) await virtually(tenSteps);
    times.push(performance.now() - began);
  }
  return Math.min(...times);
}

function line(what: string, ms: number): void {
  const perSecond = Math.round((schedules / ms) * 1000);
  console.log(
    `${what.padEnd(34)}${Math.round(ms).toString().padStart(7)} ms${perSecond.toString().padStart(9)} a second`,
  );
}

const without = grade(0);
const all = grade(schedules);
const busy = loadavg()[0]!.toFixed(1);
console.log(`${schedules} schedules of ten steps; Node ${process.versions.node}; load of the machine ${busy}\n`);
line("from the shell", all);
line("without what one run takes anyway", all - without);
line("floor: the runtime alone", await floor());
console.log(`\n${Math.round(all - without)} ms ${all - without > GOAL_MS ? ">" : "≤"} ${GOAL_MS} ms`);
rmSync(course, { recursive: true, force: true });
