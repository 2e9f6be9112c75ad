/**
 * `npm run bench`: what one operation costs here, under CPython's asyncio with a virtual selector and under fake-timers,
 * side by side; how the cost grows with the number; what recording costs; and the memory of a sleeping task.
 *
 *     npm run bench -- [--quick] [PROGRAM ...]
 *
 * The machine may be busy with other things, so what is compared is processor time, each contestant has as many tries as the
 * others, they take turns, and the best try counts. `--quick`: a tenth of everything.
 */
import { type Contestant, inNode, inPython } from "./contestants.ts";
import { fakeTimers } from "./fake-timers.ts";
import { goals, MOST_BYTES_PER_TASK, MOST_GROWTH, MOST_RECORDING } from "./goals.ts";
import { programs } from "./programs.ts";

const args = process.argv.slice(2);
const scale = args.includes("--quick") ? 0.1 : 1;
const wanted = args.filter((arg) => !arg.startsWith("--"));
const names = Object.keys(programs).filter((name) => wanted.length === 0 || wanted.includes(name));
const [tiny, small, usual, large] = [1e3 * scale, 1e4 * scale, 1e5 * scale, 1e6 * scale] as const;
const ROUNDS = 3;
/** Enough for the compiler to have seen everything; the million is seen enough by itself. */
const repeatsFor = (n: number) => (n >= 1e6 ? 1 : n >= 1e5 ? 6 : 20);

const node = await inNode();
const ours = node("ours");
const fake = node("fake-timers");
const python = inPython();

/** The best of all tries of each; a contestant that cannot run the program has Infinity. */
function contest(contestants: readonly (Contestant | null)[], program: string, n: number): number[] {
  const best = contestants.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, measure] of contestants.entries()) {
      if (measure !== null) best[i] = Math.min(best[i] as number, measure(program, n, repeatsFor(n)));
    }
  }
  return best;
}

function us(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : "";
}
function times(value: number, goal?: number): string {
  if (!Number.isFinite(value)) return "";
  return `${value.toFixed(1)}×${goal === undefined ? "" : value < goal ? ` <${goal}` : ` ≥${goal}`}`;
}
function row(...cells: readonly string[]): void {
  console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(19) : cell.padStart(i === 1 ? 8 : 11))).join(""));
}

console.log(`µs of processor time per operation; Node ${process.versions.node}, ${python?.version ?? "no python3"}\n`);
row("", "N", "here", "CPython", "ratio", "fake-timers", "ratio");
for (const name of names) {
  const costs = new Map<number, number>();
  for (const n of [tiny, small, usual, large]) {
    const [a, b, c] = contest([ours, python?.measure ?? null, name in fakeTimers ? fake : null], name, n) as [
      number,
      number,
      number,
    ];
    costs.set(n, a);
    const goal = n === usual ? goals[name] : undefined;
    row(
      name,
      n.toExponential(0).replace("+", ""),
      us(a),
      us(b),
      times(b / a, goal?.python),
      us(c),
      times(c / a, goal?.fake),
    );
  }
  const growth = (costs.get(large) as number) / (costs.get(small) as number);
  row("", "", `growth ${growth.toFixed(2)}× ${growth > MOST_GROWTH ? ">" : "≤"}${MOST_GROWTH}`);
}
console.log("");
for (const name of names) {
  const [plain, recorded] = contest([node("plain"), node("recorded")], name, usual) as [number, number];
  const more = recorded / plain - 1;
  const verdict = more > MOST_RECORDING ? ">" : "≤";
  row("recording", "", `${name} ${(more * 100).toFixed(0)} % on top, ${verdict}${MOST_RECORDING * 100}%`);
}
for (const [what, text] of [
  ["memory", "a task that is sleep(1000)"],
  ["memory-in-function", "a task whose async function awaits sleep(1000)"],
] as const) {
  const bytes = Math.round(node(what)("", usual, 1));
  console.log(`${text}: ${bytes} bytes, ${bytes > MOST_BYTES_PER_TASK ? ">" : "≤"}${MOST_BYTES_PER_TASK}`);
}
