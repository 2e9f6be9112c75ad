import { moduleReferences } from "../load.ts";
import { resolveImport } from "../imports.ts";
import { spanOf } from "../place.ts";
import type { CompileRequest, Program, ProgramModule, SubmissionFile } from "../program.ts";
import type { LoadedFile } from "../project.ts";
import type { ts, TypeScript } from "../typescript.ts";
import type { Position } from "../../values/index.ts";
import { importTable, moduleName, renamed } from "./emit.ts";
import { forbiddenNames } from "./forbidden-names.ts";
import { nameCoroutines } from "./function-names.ts";
import { importSyntaxFunctions } from "./syntax-functions.ts";
import { carryTaskTokens } from "./task-tokens.ts";

/** JavaScript for the sandbox, made from the text alone; null when the text is not TypeScript, or does not export the entry. Without the harness. */
export function emitUnchecked(ts: TypeScript, request: CompileRequest): Program | null {
  const files = reached(ts, request);
  const [entry] = files;
  if (entry === undefined || !exportsEntry(ts, entry.source, request.entry)) return null;
  const sites: Position[] = [];
  const modules = files.map((loaded) => emitModule(ts, loaded, request, sites));
  if (modules.includes(null)) return null;
  return {
    entryModule: moduleName(entry.file.path),
    entry: request.entry,
    modules: modules as ProgramModule[],
    sites,
    forbidden: forbiddenNames(request.rules),
  };
}

/** The entry file and whatever it imports, directly or not. */
function reached(ts: TypeScript, request: CompileRequest): LoadedFile[] {
  const byPath = new Map(request.files.map((file) => [file.path, file]));
  const found = new Map<SubmissionFile, LoadedFile>();
  const waiting = [request.entryFile];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const file = byPath.get(path);
    if (file === undefined || found.has(file)) continue;
    const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2023, true);
    found.set(file, { file, source });
    for (const { specifier } of moduleReferences(ts, source)) {
      const target = resolveImport(specifier, path, request);
      if (target.kind === "file") waiting.push(target.path);
    }
  }
  return [...found.values()];
}

function emitModule(
  ts: TypeScript,
  loaded: LoadedFile,
  request: CompileRequest,
  sites: Position[],
): ProgramModule | null {
  const { path, display, text } = loaded.file;
  const siteOf = (node: ts.Node): number => {
    const { file, line, column } = spanOf(ts, loaded, node);
    return sites.push({ file, line, column }) - 1;
  };
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(text, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
      sourceMap: true,
      removeComments: true,
    },
    transformers: {
      before: [nameCoroutines(ts, isCalledCoroutine(ts))],
      after: [carryTaskTokens(ts, siteOf), importSyntaxFunctions(ts)],
    },
  });
  if (diagnostics !== undefined && diagnostics.length > 0) return null;
  return {
    name: moduleName(path),
    display,
    code: outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, ""),
    map: renamed(sourceMapText ?? "{}", moduleName(path), display),
    imports: importTable(ts, loaded, request),
  };
}

/** By its name: whoever calls another function so gets a name more than usual. */
function isCalledCoroutine(ts: TypeScript): (call: ts.CallExpression) => boolean {
  return ({ expression }) =>
    (ts.isIdentifier(expression) ? expression : ts.isPropertyAccessExpression(expression) ? expression.name : null)
      ?.text === "coroutine";
}

/** Whoever asks for a file's programs has called this one before: only whether it is still there is asked. */
function exportsEntry(ts: TypeScript, source: ts.SourceFile, entry: string | null): boolean {
  const [wanted] = (entry ?? "").split(".");
  if (entry === null) return true;
  return source.statements.some((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const clause = statement.exportClause;
      return (
        clause !== undefined && ts.isNamedExports(clause) && clause.elements.some(({ name }) => name.text === wanted)
      );
    }
    const isExported = ts.canHaveModifiers(statement)
      ? ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true
      : false;
    if (!isExported) return false;
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.some(({ name }) => ts.isIdentifier(name) && name.text === wanted);
    return (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name?.text === wanted;
  });
}
