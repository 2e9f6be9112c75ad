/**
 * `npx tsx test/src/fuzz/fuzz.ts FIRST COUNT`: that many random programs under CPython and here, compared line by line.
 * `npx tsx test/src/fuzz/fuzz.ts --record FILE FIRST COUNT` writes what CPython said, for the corpus.
 */
import { writeFileSync } from "node:fs";
import { installVirtual } from "../../../src/testing.ts";
import { generate } from "./generate.ts";
import { interpret } from "./interpret.ts";
import { isAccident, runUnderPython } from "./python.ts";

const args = process.argv.slice(2);
const record = args[0] === "--record" ? args.splice(0, 2)[1] : undefined;
const [first = 1, count = 1000] = args.map(Number);
const programs = Array.from({ length: count }, (_, i) => generate(first + i));
const expected = await runUnderPython(programs);
if (record !== undefined) {
  const rows = programs.map((program, i) => JSON.stringify({ seed: program.seed, lines: expected[i] }));
  writeFileSync(record, `${rows.join("\n")}\n`);
} else {
  let different = 0;
  let events = 0;
  let skipped = 0;
  for (const [i, program] of programs.entries()) {
    if (process.env["FUZZ_VERBOSE"] !== undefined) process.stderr.write(`seed ${program.seed}\n`);
    installVirtual();
    const lines = await interpret(program);
    const wanted = expected[i] ?? [];
    events += wanted.length;
    if (isAccident(wanted)) {
      skipped += 1;
      continue;
    }
    const at = wanted.findIndex((line, index) => line !== lines[index]);
    if (at < 0 && lines.length === wanted.length) continue;
    different += 1;
    const place = at < 0 ? wanted.length : at;
    if (different <= 5) {
      console.log(`seed ${program.seed}, line ${place}`);
      console.log(`  both   ${wanted.slice(Math.max(0, place - 6), place).join("\n         ")}`);
      console.log(`  python ${wanted.slice(place, place + 3).join("\n         ")}`);
      console.log(`  ours   ${lines.slice(place, place + 3).join("\n         ")}`);
    } else console.log(`seed ${program.seed}`);
  }
  console.log(`${count} programs, ${events} events, ${different} different, ${skipped} skipped`);
  process.exitCode = different === 0 ? 0 : 1;
}
