import type { Project } from "ts-morph";
import { CheckedSubmission } from "./checked.ts";
import { TooMuchToCheck, withinBudget } from "./checker-budget.ts";
import { deepestBracket, TooDeep } from "./depth.ts";
import { emitProgram } from "./emit/emit.ts";
import { entryProblem } from "./entry.ts";
import { isGrammar, syntaxErrors, typeErrors } from "./errors/type-errors.ts";
import { forbiddenGlobals } from "./forbidden-globals.ts";
import { harnessErrors, loadHarness, signatureProblems } from "./harness.ts";
import { loadFiles } from "./load.ts";
import { awaitsInLoops } from "./loops/awaits-in-loops.ts";
import { looseningCode } from "./loosening.ts";
import type { BrokenRule, CompileRequest, Compilation, Compiler, Diagnostic, Rejection } from "./program.ts";
import type { Span } from "../values/index.ts";
import { createProject, forgetSubmission } from "./project.ts";
import { TooMuchToRead } from "./reading-budget.ts";
import { brokenRules } from "./rules/broken-rules.ts";
import { rejectedAsAWhole } from "./rejected.ts";
import { floatingPromises, type Floating } from "./rules/floating-promise.ts";
import { compileTogether } from "./together.ts";
import { told } from "./told.ts";
import { alwaysTrue } from "./warnings/always-true.ts";
import { secondsForMilliseconds } from "./warnings/durations.ts";
import { earlyReturns } from "./warnings/early-return.ts";
import { entryCalls } from "./warnings/entry-called.ts";
import { floatingWarnings } from "./warnings/floating.ts";
import { withoutEffect } from "./warnings/no-effect.ts";
import { swallowedCancels } from "./warnings/swallowed-cancel.ts";
import { unawaitedUses, type UnawaitedUse } from "./unawaited/uses.ts";
import { promisesAsText } from "./warnings/unawaited-text.ts";
import { unawaitedValues } from "./warnings/unawaited-values.ts";
import { unreachableCode } from "./warnings/unreachable.ts";
import { loadTsMorph, type TypeScript } from "./typescript.ts";
import { unchecked } from "./unchecked.ts";

/** A compiler in this process. */
export interface LocalCompiler extends Compiler {
  /** What `compile` gives for each, made together as far as that makes no difference. All must be of one kin. */
  compileAll(requests: readonly CompileRequest[]): Promise<Compilation[]>;
}

/** ts-morph is loaded by the first `compile`. */
export function createLocalCompiler(): LocalCompiler {
  let project: Promise<Project> | null = null;
  const together = async (requests: readonly CompileRequest[]): Promise<(Compilation | null)[]> => {
    if (requests.length === 1 || requests[0]!.unchecked !== undefined) return requests.map(() => null);
    const { ts } = await loadTsMorph();
    project ??= createProject();
    const warm = await project;
    try {
      return compileTogether(ts, warm, requests, checked);
    } catch {
      // Too much or too deep for some of them; alone, each is told what is the matter.
      project = null;
      return requests.map(() => null);
    } finally {
      forgetSubmission(warm);
    }
  };
  return {
    async compileAll(requests) {
      const done = await together(requests);
      const compilations: Compilation[] = [];
      for (const [index, request] of requests.entries()) {
        compilations.push(done[index] ?? (await this.compile(request)));
      }
      return compilations;
    },
    async compile(request) {
      const { ts } = await loadTsMorph();
      if (request.unchecked !== undefined) return unchecked(ts, request, request.unchecked);
      project ??= createProject();
      const warm = await project;
      try {
        return compileIn(ts, warm, request);
      } catch (error) {
        if (error instanceof TooDeep) return tooDeep(ts, request);
        // The compiler was interrupted at its work: its caches may be half filled.
        project = null;
        if (error instanceof TooMuchToCheck) return rejectedAsAWhole(request, "types", TOO_MUCH, null);
        if (error instanceof TooMuchToRead) return rejectedAsAWhole(request, "types", TOO_TANGLED, null);
        if (error instanceof RangeError) return tooDeep(ts, request);
        throw error;
      }
    },
  };
}

function compileIn(ts: TypeScript, project: Project, request: CompileRequest): Compilation {
  try {
    const { files, diagnostics: loading } = loadFiles(ts, project, request);
    const harness = loadHarness(project, request);
    const program = project.getProgram().compilerObject;
    const harnessFaults = harness === null ? [] : harnessErrors(ts, program, harness);
    if (harnessFaults.length > 0) return { ...failed("harness", []), harnessErrors: harnessFaults };
    const syntax = syntaxErrors(ts, program, files);
    if (syntax.length > 0) return failed("syntax", inOrder(files, [...syntax, ...loading]));
    return withinBudget(ts, program, () =>
      checked(new CheckedSubmission(ts, program, request, files, harness), loading),
    );
  } finally {
    forgetSubmission(project);
  }
}

function checked(submission: CheckedSubmission, loading: readonly Diagnostic[]): Compilation {
  const { files, request } = submission;
  // First of all: what the checker has found out about a file makes every later question about it cheap.
  const { explained, unexplained } = typeErrors(submission);
  const own = [...loading, ...looseningCode(submission), ...forbiddenGlobals(submission)];
  const signatures = signatureProblems(submission);
  const errors = [...own, ...signatures.errors, ...notAt(explained, own.filter(isError))];
  const floating = floatingPromises(submission);
  const inLoops = awaitsInLoops(submission);
  const uses = unawaitedUses(submission);
  const broken = brokenRules(submission, { floating, awaitsInLoops: inLoops });
  const found = inOrder(files, [...errors, ...warnings(submission, { floating, uses }, broken, errors)]);
  const findings = {
    diagnostics: told(found, unexplained),
    brokenRules: broken,
    awaitsInLoops: inLoops,
    harnessErrors: [],
  };
  const worst = errors.filter(isError);
  const missing = entryProblem(submission) ?? signatures.missing;
  const rejection =
    rejectionFor("syntax", inOrder(files, worst.filter(isGrammar))) ??
    rejectionFor("types", inOrder(files, worst), unexplained) ??
    missing ??
    ruleRejection(broken);
  const runnable = request.despiteTypeErrors === true ? !worst.some(cannotRun) : worst.length === 0;
  return {
    ...findings,
    program: runnable && missing === null ? emitProgram(submission, { inLoops, uses, floating }) : null,
    rejection,
  };
}

/** Errors after which there is no JavaScript to run. */
function cannotRun(error: Diagnostic): boolean {
  return isGrammar(error) || error.code === "import";
}

/** Warnings on places where nothing worse has been said already. */
function warnings(
  submission: CheckedSubmission,
  { floating, uses }: { readonly floating: readonly Floating[]; readonly uses: readonly UnawaitedUse[] },
  broken: readonly BrokenRule[],
  errors: readonly Diagnostic[],
): Diagnostic[] {
  const found = [
    ...floatingWarnings(submission, floating),
    ...secondsForMilliseconds(submission),
    ...promisesAsText(submission),
    ...swallowedCancels(submission),
    ...earlyReturns(submission),
    ...unreachableCode(submission),
    ...entryCalls(submission),
    ...alwaysTrue(submission),
    ...withoutEffect(submission),
  ];
  const unawaited = notAt(unawaitedValues(submission, uses), found);
  return notAt([...found, ...unawaited], [...errors, ...broken.flatMap(({ at, more }) => [at, ...more])]);
}

/** Our own words stand for the checker's about the same piece of code. */
function notAt(found: readonly Diagnostic[], said: readonly Span[]): Diagnostic[] {
  const place = ({ file, line, column }: Span): string => `${line}:${column}:${file}`;
  const taken = new Set(said.map(place));
  return found.filter((each) => !taken.has(place(each)));
}

function failed(code: string, diagnostics: readonly Diagnostic[]): Compilation {
  return {
    program: null,
    diagnostics: told(diagnostics, 0),
    brokenRules: [],
    awaitsInLoops: [],
    harnessErrors: [],
    rejection: rejectionFor(code, diagnostics.filter(isError)),
  };
}

/** @param unexplained errors that are not among them */
function rejectionFor(code: string, errors: readonly Diagnostic[], unexplained = 0): Rejection | null {
  const [first] = told(errors, 0);
  if (first === undefined) return null;
  const { file, line, column, message } = first;
  const more = errors.length - 1 + unexplained;
  const rest = more === 0 ? "" : ` (and ${more} more)`;
  return { code, message: `${message}${rest}`, file, line, column };
}

function ruleRejection(broken: readonly BrokenRule[]): Rejection | null {
  const rejecting = broken.find(({ rule }) => rule.points === null);
  if (rejecting === undefined) return null;
  const { message, at, rule } = rejecting;
  const why = rule.why === null ? "" : ` ${rule.why}`;
  return { code: "rule", message: `${message}${why}`, file: at.file, line: at.line, column: at.column };
}

const TOO_MUCH =
  "Checking the types of this submission would take too long: it makes more types than any program needs. Are there types that refer to themselves, or very long unions? Simplify them.";

const TOO_TANGLED =
  "Looking through this submission would take too long: too much of it hangs together. Are there very many awaits in loops, in functions that call one another? Make it shorter.";

function tooDeep(ts: TypeScript, request: CompileRequest): Compilation {
  const message = "The code is nested too deeply to be checked. Split long chains and deep nesting into named parts.";
  return rejectedAsAWhole(request, "syntax", message, deepestBracket(ts, request.files));
}

function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === "error";
}

/** By file (entry file first), then by place. */
function inOrder(
  files: readonly { readonly file: { readonly display: string } }[],
  diagnostics: readonly Diagnostic[],
) {
  const rank = new Map(files.map(({ file }, index) => [file.display, index]));
  return diagnostics.toSorted(
    (a, b) => (rank.get(a.file) ?? 0) - (rank.get(b.file) ?? 0) || a.line - b.line || a.column - b.column,
  );
}
