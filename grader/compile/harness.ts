import type { CheckedSubmission } from "./checked.ts";
import { ALLOWABLE_MODULES } from "./declarations/index.ts";
import { exportProblem } from "./entry.ts";
import { moduleReferences } from "./load.ts";
import { spanAt, spanOf } from "./place.ts";
import type { CompileRequest, Diagnostic, Rejection } from "./program.ts";
import { HARNESS_ROOT, type LoadedFile } from "./project.ts";
import type { TypeScript, ts } from "./typescript.ts";
import { withoutRoot } from "./checked.ts";
import type { Project } from "ts-morph";

/** The instructor's own file, in a folder of its own: no path leads from a submission to it. */
export function loadHarness(project: Project, request: CompileRequest): LoadedFile | null {
  if (request.harness === undefined) return null;
  const { file } = request.harness;
  const source = project.createSourceFile(`${HARNESS_ROOT}harness.ts`, file.text, { overwrite: true }).compilerNode;
  return { file, source };
}

/** What the author has to mend in it. It is checked by itself: what a submission is like makes no difference. */
export function harnessErrors(ts: TypeScript, program: ts.Program, harness: LoadedFile): Diagnostic[] {
  const own = (node: ts.Node, message: string, hint: string | null): Diagnostic => ({
    ...spanOf(ts, harness, node),
    code: "harness",
    severity: "error",
    message,
    hint,
  });
  const foreign = moduleReferences(ts, harness.source)
    .filter(({ specifier }) => specifier !== "chronograde" && !ALLOWABLE_MODULES.includes(specifier))
    .map(({ node, specifier }) =>
      own(
        node,
        `A harness cannot import ${JSON.stringify(specifier)}: it is one file, and is evaluated before any submission.`,
        `It may import chronograde and ${ALLOWABLE_MODULES.join(", ")}. The types of what the submission exports are written in it.`,
      ),
    );
  if (foreign.length > 0) return foreign;
  const errors = [...program.getSyntacticDiagnostics(harness.source), ...program.getSemanticDiagnostics(harness.source)]
    .filter((found) => found.category === ts.DiagnosticCategory.Error)
    .map((found): Diagnostic => {
      const start = found.start ?? 0;
      return {
        ...spanAt(ts, harness, start, start + (found.length ?? 0)),
        code: `TS${found.code}`,
        severity: "error",
        message: withoutRoot(ts.flattenDiagnosticMessageText(found.messageText, " ")),
        hint: null,
      };
    });
  if (errors.length > 0) return errors;
  if (callOf(ts, program.getTypeChecker(), harness) !== null) return [];
  const message =
    "A harness needs a default export that is a function: `export default async (submission: …, …args) => …`.";
  return [own(harness.source.statements[0] ?? harness.source, message, null)];
}

function callOf(ts: TypeScript, checker: ts.TypeChecker, harness: LoadedFile): ts.Signature | null {
  const module = checker.getSymbolAtLocation(harness.source);
  const exported = module && checker.getExportsOfModule(module).find(({ name }) => name === "default");
  if (exported === undefined) return null;
  const target = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  return checker.getTypeOfSymbolAtLocation(target, harness.source).getCallSignatures()[0] ?? null;
}

/** What a submission has to export for the harness, by the type of the harness's first parameter. */
export function signatureProblems(submission: CheckedSubmission): {
  readonly missing: Rejection | null;
  readonly errors: readonly Diagnostic[];
} {
  const { ts, checker, harness, entry } = submission;
  const parameter = harness === null ? undefined : callOf(ts, checker, harness)?.parameters[0];
  if (harness === null || parameter === undefined) return { missing: null, errors: [] };
  const module = checker.getSymbolAtLocation(entry.source);
  const exports = new Map(
    (module === undefined ? [] : checker.getExportsOfModule(module)).map((each) => [each.name, each]),
  );
  let missing: Rejection | null = null;
  const errors: Diagnostic[] = [];
  for (const wanted of checker.getTypeOfSymbolAtLocation(parameter, harness.source).getProperties()) {
    const wantedType = checker.getTypeOfSymbolAtLocation(wanted, harness.source);
    const found = exports.get(wanted.name);
    if (found === undefined) {
      if (!(wanted.flags & ts.SymbolFlags.Optional)) missing ??= exportProblem(submission, wanted.name);
      continue;
    }
    const target = found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
    const type = checker.getTypeOfSymbolAtLocation(target, entry.source);
    if (checker.isTypeAssignableTo(type, wantedType)) continue;
    const declaration = target.valueDeclaration ?? target.declarations?.[0];
    errors.push(
      submission.diagnostic(
        (declaration && ts.getNameOfDeclaration(declaration)) ?? declaration ?? entry.source,
        "error",
        "signature",
        `${wanted.name} is ${shown(checker, type)}, but this exercise uses it as ${shown(checker, wantedType)}.`,
        "Compare its parameters and its result with what the exercise asks for.",
      ),
    );
  }
  return { missing, errors };
}

function shown(checker: ts.TypeChecker, type: ts.Type): string {
  return `\`${withoutRoot(checker.typeToString(type))}\``;
}
