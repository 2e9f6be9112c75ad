import path from "node:path";
import { readSubmission, type Compiler, type SubmissionFile } from "../compile/index.ts";
import { reportDiagnostics, reportRun } from "../report/index.ts";
import { createSandbox, type Run } from "../sandbox/index.ts";
import { defaultLimits, defaultStartMs, type Route } from "../spec/index.ts";
import { displayPath, exerciseFolder, openCourse, type Course } from "./course.ts";
import { ExitStatus } from "./exit-status.ts";
import { loadExercises } from "./load-exercises.ts";
import { prose } from "./prose.ts";
import { harmless } from "./shown-text.ts";
import type { Terminal } from "./terminal.ts";

export interface RunOptions {
  readonly course: string;
  readonly timeline: boolean;
}

/**
 * Runs a file as a script, on the virtual clock in the sandbox: its stdout to stdout, its stderr to stderr. Type errors
 * are shown but do not keep it from running: this is the playground, not the mark.
 */
export async function runCommand(
  file: string,
  options: RunOptions,
  terminal: Terminal,
  compiler: Compiler,
): Promise<ExitStatus> {
  const root = path.dirname(path.resolve(file));
  const entry = path.basename(file);
  const display = (inside: string) => path.relative(process.cwd(), path.join(root, inside)).split(path.sep).join("/");
  const read = readSubmission({ root, entry, globs: ["**/*.ts"], display });
  if (read.rejection !== null) {
    terminal.error(prose(read.rejection.message, terminal.stderrColumns));
    return ExitStatus.wrongCall;
  }
  const sandbox = createSandbox();
  const given = {
    args: [],
    routes: routesFor(options.course, path.resolve(file)),
    limits: { ...defaultLimits, virtualTimeMs: PLAYGROUND_MS },
    seed: 1,
    startMs: defaultStartMs,
  };
  sandbox.prepare({ entry: null, forbidden: [], input: given });
  const compiled = await compiler.compile({
    files: read.files,
    entryFile: entry,
    entry: null,
    imports: ["node:timers/promises", "node:events", "node:assert/strict"],
    rules: [],
    despiteTypeErrors: true,
  });
  const sources = read.files.map((each: SubmissionFile) => ({ file: each.display, text: each.text }));
  const style = { color: terminal.stderrColor, columns: terminal.stderrColumns };
  if (compiled.diagnostics.length > 0) terminal.error(reportDiagnostics(compiled.diagnostics, sources, style));
  if (compiled.program === null) {
    // Beside diagnostics it only says the first of them once more.
    if (compiled.rejection !== null && compiled.diagnostics.length === 0) {
      terminal.error(prose(compiled.rejection.message, terminal.stderrColumns));
    }
    await sandbox.close();
    return ExitStatus.belowPass;
  }
  try {
    const run = await sandbox.run(compiled.program, given);
    // Shown below with the line it is about.
    const warnings = new Set(run.warnings.map((warning) => warning.message));
    for (const record of run.output) {
      if (record.stream === "stderr" && warnings.has(record.text)) continue;
      if (record.stream === "stdout") terminal.part(`${record.text}\n`);
      else process.stderr.write(`${record.text}\n`);
    }
    const afterwards = reportRun(run, sources, { ...style, timeline: options.timeline });
    if (afterwards !== "") terminal.error(afterwards);
    const text = read.files.find((each) => each.path === entry)?.text ?? "";
    if (afterwards === "" && onlyExports(run, text)) terminal.error(prose(nothingCalled(file), terminal.stderrColumns));
    const failed = compiled.diagnostics.some((each) => each.severity === "error") || run.outcome.kind !== "returned";
    return failed ? ExitStatus.belowPass : ExitStatus.passed;
  } finally {
    await sandbox.close();
  }
}

/** Nobody's mark depends on it: a program may sleep for hours, and one that sleeps forever still comes to an end. */
const PLAYGROUND_MS = 24 * 60 * 60 * 1000;

/** A submission as an exercise wants it: the grader calls what it exports, and a script has to do that itself. */
function onlyExports({ output, tasks, requests }: Run, text: string): boolean {
  return output.length === 0 && tasks.length <= 1 && requests.length === 0 && /^export\b/m.test(text);
}

function nothingCalled(file: string): string {
  return (
    `${harmless(file)} ran, but nothing in it calls what it exports. To see it work, end the file with a call such as ` +
    `"await run(() => main())", with \`run\` imported from "chronograde". "npx chronograde grade" calls it by itself.`
  );
}

/** A file that lies in an exercise's folder gets that exercise's mocked replies, so that a student can try things out. */
function routesFor(courseDir: string, file: string): readonly Route[] {
  let course: Course;
  try {
    course = openCourse(courseDir);
  } catch {
    return [];
  }
  const id = course.ids.find((each) => {
    const shown = displayPath(course, file);
    return (
      shown.startsWith(`${displayPath(course, exerciseFolder(course, each))}/`) || shown === `solutions/${each}.ts`
    );
  });
  if (id === undefined) return [];
  const exercise = loadExercises(course, [id]).exercises.get(id);
  return exercise?.kind === "code" ? (exercise.scenarios[0]?.routes ?? []) : [];
}
