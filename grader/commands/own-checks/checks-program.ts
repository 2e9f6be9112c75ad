import path from "node:path";
import type { Compiler, Program, ProgramModule } from "../../compile/index.ts";
import type { CodeExercise, OwnFile } from "../../spec/index.ts";
import { displayPath, exerciseFolder, type Course } from "../course.ts";
import { readRegular } from "../read-regular.ts";
import { checksFault } from "./checks-fault.ts";

/** @throws ExerciseFault when checks.ts is not there, or does not compile */
export async function compileChecks(
  course: Course,
  compiler: Compiler,
  exercise: CodeExercise,
  checks: OwnFile,
): Promise<Program> {
  const absolute = path.join(exerciseFolder(course, exercise.id), checks.file);
  const display = displayPath(course, absolute);
  let text: string;
  try {
    text = readRegular(absolute).toString("utf8");
  } catch (error) {
    throw checksFault(checks, `${display} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
  const compiled = await compiler.compile({
    files: [{ path: checks.file, display, text }],
    entryFile: checks.file,
    entry: "default",
    imports: ["chronograde/grader"],
    rules: [],
  });
  if (compiled.program !== null) return compiled.program;
  const { rejection } = compiled;
  const at = { file: rejection?.file ?? display, line: rejection?.line ?? 1, column: rejection?.column ?? 1 };
  const message =
    rejection?.code === "entry"
      ? "it needs a default export that is a function: `export default (run: CheckedRun): OwnCheck[] => …`"
      : (rejection?.message ?? "it does not compile to a program");
  const expected = "a file that compiles: the type `CheckedRun` has everything that is known about a run";
  throw checksFault({ ...checks, at }, `${checks.file} does not compile: ${message}`, expected);
}

/**
 * A program that checks several runs, given as one JSON text: each by a checks.ts that was evaluated for it alone, so that nothing is
 * left of the run before. It gives the list of what these gave.
 */
export function checkingTogether(checks: Program, count: number): Program {
  const [module] = checks.modules;
  const numbers = Array.from({ length: count }, (_, i) => i);
  const copies = numbers.map((i): ProgramModule => ({ ...module!, name: `${i}/${module!.name}` }));
  const caller: ProgramModule = {
    name: "together.js",
    display: module!.display,
    code: [
      ...copies.map(({ name }, i) => `import check${i} from ${JSON.stringify(name)};`),
      `const checks = [${numbers.map((i) => `check${i}`).join(", ")}];`,
      // An async one would go on while the next one runs.
      "const now = (found) => { if (!Array.isArray(found)) throw new TypeError(); return found; };",
      "export default (runs) => JSON.parse(runs).map((run, i) => now(checks[i](run)));",
    ].join("\n"),
    map: JSON.stringify({ version: 3, sources: [], names: [], mappings: "" }),
    imports: copies.map(({ name }) => [name, name] as const),
  };
  return { ...checks, entryModule: caller.name, modules: [caller, ...copies] };
}
