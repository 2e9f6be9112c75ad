/**
 * `npm run bench:explore [-- SCHEDULES]`: how long `explore` takes for programs of ten steps, as an instructor has it: the built command in
 * a process of its own. One program has tasks that are ready at the same time, the other one waits for three replies. Beside them the
 * floor: the first program as often on the virtual clock of the runtime, without a sandbox, a trace, or anybody who scores. Needs
 * `npm run build`.
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
const course = mkdtempSync(path.join(tmpdir(), "chronograde-explore-"));

interface Explored {
  readonly id: string;
  readonly exercise: readonly string[];
  readonly explore: string;
}

const readyTasks: Explored = {
  id: "ten-steps",
  exercise: ["title: Ten steps", "scenarios: [{ name: sum, expect: { returns: 6 } }]"],
  explore: "order: any",
};
const replies: Explored = {
  id: "three-replies",
  exercise: [
    "title: Three replies",
    "http:",
    "  https://api.test:",
    ...[1, 2, 3].map((n) => `    GET /${n}: { json: { value: ${n} }, latency: ${n}0ms }`),
    "scenarios: [{ name: sum, expect: { returns: 6 } }]",
  ],
  explore: "latency: 1ms..40ms",
};

/** Of the whole command, from the shell, in ms: the best of several tries. */
function grade({ id, exercise, explore }: Explored, count: number): number {
  const folder = path.join(course, "exercises", id);
  mkdirSync(folder, { recursive: true });
  const program = readFileSync(new URL(`${id}.ts`, import.meta.url), "utf8");
  writeFileSync(path.join(folder, "submission.ts"), program.replace("../src/api.ts", "chronograde"));
  const explored = count === 0 ? [] : [`explore: { schedules: ${count}, ${explore} }`];
  writeFileSync(path.join(folder, "exercise.yaml"), [...exercise, ...explored].join("\n"));
  const times = Array.from({ length: TRIES }, () => {
    const began = performance.now();
    const { status, stdout } = spawnSync(process.execPath, [command, "grade", id, "--no-cache"], {
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
    `${what.padEnd(48)}${Math.round(ms).toString().padStart(7)} ms${perSecond.toString().padStart(9)} a second`,
  );
}

const busy = loadavg()[0]!.toFixed(1);
console.log(
  `${schedules} schedules of ten steps; Node ${process.versions.node}; load of the machine ${busy}; goal ${GOAL_MS} ms\n`,
);
for (const [what, explored] of [
  ["tasks that are ready together", readyTasks],
  ["three replies", replies],
] as const) {
  const without = grade(explored, 0);
  const all = grade(explored, schedules);
  line(`${what}, from the shell`, all);
  line("without what one run takes anyway", all - without);
}
line("floor: the runtime alone", await floor());
rmSync(course, { recursive: true, force: true });
