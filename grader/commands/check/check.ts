import path from "node:path";
import type { Compiler } from "../../compile/index.ts";
import { createSandbox, type SandboxOptions } from "../../sandbox/index.ts";
import { formatExerciseErrors } from "../../spec/index.ts";
import { type Course, openCourse, requireExercises, requireId } from "../course.ts";
import { ExitStatus, highest } from "../exit-status.ts";
import { closeWorkshop, openWorkshop, type Workshop } from "../workshop.ts";
import { loadExercises } from "../load-exercises.ts";
import { readRegular } from "../read-regular.ts";
import type { Terminal } from "../terminal.ts";
import { straySolutions } from "./files.ts";
import { prove } from "./prove.ts";
import { showProof } from "./show-proof.ts";

/** The wrong variants of a solution are its author's, and so is a starter. */
const SANDBOX: SandboxOptions = { child: "author" };
/** Each has a sandbox of its own; more than two keep a small machine no busier. */
const BENCHES = 2;

/**
 * Proves exercises: all of the course, or those that are named.
 *
 * @param startCompiler makes one more: each bench has its own
 * @throws CallError when there is no such exercise, or none at all: that nothing is wrong with nothing proves nothing
 */
export async function checkCommand(
  ids: readonly string[],
  options: { readonly course: string },
  terminal: Terminal,
  startCompiler: () => Compiler,
): Promise<ExitStatus> {
  const course = openCourse(options.course);
  requireExercises(course);
  for (const id of ids) requireId(course, id);
  const loaded = loadExercises(course, ids.length > 0 ? ids : course.ids);
  if (loaded.errors.length > 0) {
    terminal.error(
      formatExerciseErrors(loaded.errors, loaded.sources, {
        color: terminal.stderrColor,
        columns: terminal.stderrColumns,
      }),
    );
  }
  const statuses: ExitStatus[] = [loaded.errors.length > 0 ? ExitStatus.wrongCall : ExitStatus.passed];
  const first = openWorkshop(course, startCompiler(), { ...SANDBOX, tries: "nothing" });
  const more = Array.from({ length: BENCHES - 1 }, () => ({
    ...first,
    compiler: startCompiler(),
    sandbox: createSandbox(SANDBOX),
  }));
  const shops: readonly Workshop[] = [first, ...more];
  const textOf = (file: string) => loaded.sources.get(file) ?? ownText(course, file);
  let proved = 0;
  try {
    for (const exercise of loaded.exercises.values()) {
      const proof = await prove(shops, exercise, (what) => terminal.progress(`checking ${exercise.id}: ${what}`));
      terminal.progress(null);
      terminal.out(showProof(proof, { color: terminal.color, columns: terminal.columns, textOf }));
      if (proof.isOurFault) statuses.push(ExitStatus.graderBug);
      if (proof.problems.length > 0) statuses.push(ExitStatus.wrongCall);
      else proved += 1;
    }
  } finally {
    terminal.progress(null);
    await Promise.all([closeWorkshop(first), ...more.map(({ sandbox }) => sandbox.close())]);
  }
  for (const { message, hint } of ids.length > 0 ? [] : straySolutions(course)) {
    terminal.out(`✗ ${message} ${hint}`);
    statuses.push(ExitStatus.wrongCall);
  }
  const total = loaded.exercises.size + new Set(loaded.errors.map(({ file }) => file)).size;
  terminal.out(`${proved} of ${total} ${total === 1 ? "exercise is" : "exercises are"} proved.`);
  return highest(statuses);
}

/** A harness, checks or a solution: the one who checks has written them. */
function ownText(course: Course, file: string): string | null {
  try {
    return readRegular(path.join(course.root, file)).toString("utf8");
  } catch {
    return null;
  }
}
