/**
 * `npx tsx bench/watch.ts [SAVES] [--by-rename]`: how long after a save `chronograde watch` shows the score, as a learner has it: the
 * built command in a process of its own, one exercise, one file. Needs `npm run build`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const GOAL_MS = 150;
const EXERCISE = "02-tasks-overlap";
const saves = Number(process.argv.slice(2).find((arg) => !arg.startsWith("--")) ?? 30);
const byRename = process.argv.includes("--by-rename");

const root = fileURLToPath(new URL("..", import.meta.url));
const course = mkdtempSync(path.join(tmpdir(), "chronograde-watch-"));
const submission = path.join(course, "exercises", EXERCISE, "submission.ts");
mkdirSync(path.join(course, "exercises"));
cpSync(path.join(root, "exercises", EXERCISE), path.dirname(submission), { recursive: true });
const starter = readFileSync(submission, "utf8");

const watch = spawn(process.execPath, [path.join(root, "dist/grader/main.js"), "watch", EXERCISE], {
  cwd: course,
  stdio: ["ignore", "pipe", "inherit"],
});
let said = "";
watch.stdout.setEncoding("utf8").on("data", (text: string) => {
  said += text;
});

/** Resolves when this text has been said since the last one. */
async function heard(text: string): Promise<void> {
  while (!said.includes(text)) await once(watch.stdout, "data");
  said = "";
}

function save(text: string): void {
  writeFileSync(byRename ? `${submission}.new` : submission, text);
  if (byRename) renameSync(`${submission}.new`, submission);
}

await heard("Waiting for the next save");
const times: number[] = [];
for (let number = 0; number <= saves; number++) {
  // Other text each time, and another result every second time.
  const wrong = number % 4 === 0 ? "\nconst wrong: number = 'text';\n" : "";
  const began = performance.now();
  save(`${starter}${wrong}\n// save ${number}\n`);
  await heard("graded:");
  // The first one waits for the compiler to come up.
  if (number > 0) times.push(performance.now() - began);
  // Who reads the result gives the next child time to come up.
  await new Promise((resolve) => setTimeout(resolve, 500));
}
watch.kill("SIGINT");
await once(watch, "exit");
rmSync(course, { recursive: true, force: true });

const sorted = times.toSorted((a, b) => a - b);
const at = (part: number) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] as number);
const verdict = at(0.5) > GOAL_MS ? ">" : "≤";
console.log(
  `from save to score, ${saves} saves: median ${at(0.5)} ms (${verdict}${GOAL_MS}), 90 % ${at(0.9)} ms, most ${at(1)} ms`,
);
