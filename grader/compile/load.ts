import type { Project } from "ts-morph";
import { refuseTooDeep } from "./depth.ts";
import { resolveImport } from "./imports.ts";
import { neutralize } from "./loosening-comments.ts";
import { spanAt, spanOf } from "./place.ts";
import type { CompileRequest, Diagnostic, SubmissionFile } from "./program.ts";
import { SUBMISSION_ROOT, type LoadedFile } from "./project.ts";
import type { TypeScript, ts } from "./typescript.ts";

/** The files that take part, entry file first, and what is wrong with how they refer to each other. */
export interface Loaded {
  readonly files: readonly LoadedFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses the entry file and whatever it imports, directly or not. Other files that were handed in do not matter.
 *
 * @param root folder of the submission in the checker's file system
 */
export function loadFiles(ts: TypeScript, project: Project, request: CompileRequest, root = SUBMISSION_ROOT): Loaded {
  const byPath = new Map(request.files.map((file) => [file.path, file]));
  const loaded = new Map<string, LoadedFile>();
  const diagnostics: Diagnostic[] = [];
  const waiting = [request.entryFile];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const file = byPath.get(path);
    if (file === undefined || loaded.has(path)) continue;
    const parsed = parse(ts, project, file, root);
    loaded.set(path, parsed.loaded);
    diagnostics.push(...parsed.diagnostics);
    for (const reference of moduleReferences(ts, parsed.loaded.source)) {
      const target = resolveImport(reference.specifier, path, request);
      if (target.kind === "file") waiting.push(target.path);
      if (target.kind !== "refused") continue;
      const { message, hint } = target;
      diagnostics.push({
        ...spanOf(ts, parsed.loaded, reference.node),
        code: "import",
        severity: "error",
        message,
        hint,
      });
    }
  }
  return { files: [...loaded.values()], diagnostics };
}

function parse(
  ts: TypeScript,
  project: Project,
  file: SubmissionFile,
  root: string,
): { loaded: LoadedFile; diagnostics: readonly Diagnostic[] } {
  const { text, comments } = neutralize(ts, file.text);
  const name = root + file.path;
  const source = project.createSourceFile(name, asModule(ts, text), { overwrite: true }).compilerNode;
  refuseTooDeep(ts, source);
  const loaded = { file, source };
  return {
    loaded,
    diagnostics: comments.map(({ start, end, message, hint }) => ({
      ...spanAt(ts, loaded, start, end),
      code: "no-effect",
      severity: "warning",
      message,
      hint,
    })),
  };
}

/**
 * A file without imports and exports is a module all the same: it may await at its top level, and its names are its own. A file
 * with mistakes of the grammar stays as it is, so that they are found where they are.
 */
function asModule(ts: TypeScript, text: string): string {
  const parse = (content: string): ts.SourceFile => ts.createSourceFile("module.ts", content, ts.ScriptTarget.ES2023);
  if (ts.isExternalModule(parse(text))) return text;
  const marked = `${text}\nexport {};\n`;
  return hasMistakes(parse(marked)) ? text : marked;
}

function hasMistakes(file: ts.SourceFile): boolean {
  return "parseDiagnostics" in file && Array.isArray(file.parseDiagnostics) && file.parseDiagnostics.length > 0;
}

interface ModuleReference {
  /** What to point at. */
  readonly node: ts.Node;
  readonly specifier: string;
}

/** Every place that names another module so that TypeScript follows it: imports, re-exports, `import("./x.ts").Type`. */
export function moduleReferences(ts: TypeScript, source: ts.SourceFile): readonly ModuleReference[] {
  const found: ModuleReference[] = [];
  const add = (node: ts.Node | undefined): void => {
    if (node !== undefined && ts.isStringLiteralLike(node)) found.push({ node, specifier: node.text });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isExternalModuleReference(node)) add(node.expression);
    else if (ts.isImportTypeNode(node)) add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
