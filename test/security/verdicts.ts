/**
 * `npx tsx test/security/verdicts.ts FOLDER [CLASS ...]`: grades every attack and writes each result as JSON into the folder. Two folders,
 * from two versions of Node or from an idle and a busy machine, must be the same: `diff -r`.
 */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openCourse } from "../../grader/commands/course.ts";
import { gradeSubmission } from "../../grader/commands/grade-submission.ts";
import { closeWorkshop, openWorkshop } from "../../grader/commands/workshop.ts";
import { loadExercises } from "../../grader/commands/load-exercises.ts";
import { createCompiler } from "../../grader/compile/index.ts";
import { reportJson } from "../../grader/report/index.ts";
import { redactHidden } from "../../grader/score/index.ts";
import { attacksOf, classes, handIn } from "./corpus.ts";
import { setTraps } from "./traps.ts";

const [into = "", ...chosen] = process.argv.slice(2);
if (into === "") throw new Error("Say where to write the results: npx tsx test/security/verdicts.ts FOLDER");

const traps = await setTraps();
/** The real ones are others each time, and a submission's hash knows it. */
const places = { TRAP_ORIGIN: "http://127.0.0.1:9", TRAP_PORT: "9", TRAP_FOLDER: "/trap" };
const course = openCourse(traps.course);
const { exercises } = loadExercises(course, course.ids);
const shop = openWorkshop(course, createCompiler());

async function write(name: string, exercise: string, file: string): Promise<void> {
  const grade = await gradeSubmission(shop, exercises.get(exercise)!, file);
  const result = path.join(into, `${name.replace("/", "-")}.json`);
  const text = reportJson([redactHidden(grade)], []);
  mkdirSync(into, { recursive: true });
  writeFileSync(result, text);
}

for (const kind of chosen.length > 0 ? chosen : classes) {
  const handedIn = path.join(traps.course, "handed-in", kind);
  for (const attack of attacksOf(kind)) {
    await write(attack.name, attack.exercise, handIn(attack, handedIn, places));
  }
  const honest = path.join(handedIn, "honest.ts");
  mkdirSync(handedIn, { recursive: true });
  copyFileSync(path.join(traps.course, "solutions/target.ts"), honest);
  await write(`${kind}/honest`, "target", honest);
}
await closeWorkshop(shop);
traps.remove();
