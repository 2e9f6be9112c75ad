import type { Project } from "ts-morph";
import { CheckedSubmission } from "./checked.ts";
import { withinBudget } from "./checker-budget.ts";
import { harnessErrors, loadHarness } from "./harness.ts";
import { loadFiles, type Loaded } from "./load.ts";
import type { Compilation, CompileRequest, Diagnostic } from "./program.ts";
import { SUBMISSION_ROOT } from "./project.ts";
import type { TypeScript } from "./typescript.ts";

/** So many are checked together. More save little, and one that is odd costs all of them. */
export const MOST_TOGETHER = 8;
/** Characters, all files of a submission. */
const LARGEST = 32 * 1024;
/** Of the checker's units. Nobody else pays for one that needs more, and a verdict near the limit itself is found alone. */
const UNITS = 10_000;

/** A part of a request that must be the same for all that are compiled together. */
export function kin({ entry, imports, rules, harness, despiteTypeErrors = false, unchecked }: CompileRequest): string {
  return JSON.stringify([entry, imports, rules, harness, despiteTypeErrors, unchecked]);
}

/**
 * Submissions of one exercise in one program, each in a folder of its own: half of what checking takes is to learn what the libraries
 * say. Null for each of which there is anything to say but that it is in order, and for each that could have a say in the others: they
 * are to be compiled alone, so that nobody's words depend on who else was there.
 */
export function compileTogether(
  ts: TypeScript,
  project: Project,
  requests: readonly CompileRequest[],
  check: (submission: CheckedSubmission, loading: readonly Diagnostic[]) => Compilation,
): (Compilation | null)[] {
  const loaded = requests.map((request, index): Loaded | null => {
    if (request.files.reduce((sum, { text }) => sum + text.length, 0) > LARGEST) return null;
    const all = loadFiles(ts, project, request, `${SUBMISSION_ROOT}${index}/`);
    if (all.diagnostics.length === 0 && !all.files.some(({ source }) => mayReachOthers(ts, source))) return all;
    for (const { source } of all.files) project.getSourceFile(source.fileName)?.forget();
    return null;
  });
  const harness = loadHarness(project, requests[0]!);
  const program = project.getProgram().compilerObject;
  if (harness !== null && harnessErrors(ts, program, harness).length > 0) return requests.map(() => null);
  return requests.map((request, index) => {
    const own = loaded[index];
    if (own === null || own === undefined) return null;
    if (own.files.some(({ source }) => program.getSyntacticDiagnostics(source).length > 0)) return null;
    const submission = () => new CheckedSubmission(ts, program, request, own.files, harness);
    const compilation = withinBudget(ts, program, () => check(submission(), []), UNITS);
    return isInOrder(compilation) ? compilation : null;
  });
}

/** It declares something outside of itself. */
function mayReachOthers(ts: TypeScript, source: Loaded["files"][number]["source"]): boolean {
  return source.statements.some(
    (statement) =>
      ts.isModuleDeclaration(statement) &&
      (ts.isStringLiteral(statement.name) || (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0),
  );
}

function isInOrder({ program, rejection, diagnostics, brokenRules }: Compilation): boolean {
  return program !== null && rejection === null && diagnostics.length === 0 && brokenRules.length === 0;
}
