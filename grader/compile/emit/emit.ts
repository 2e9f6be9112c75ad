import type { CheckedSubmission } from "../checked.ts";
import { resolveImport } from "../imports.ts";
import { moduleReferences } from "../load.ts";
import { spanOf } from "../place.ts";
import type { CompileRequest, Program, ProgramModule } from "../program.ts";
import type { LoadedFile } from "../project.ts";
import type { ts, TypeScript } from "../typescript.ts";
import type { Position } from "../../values/index.ts";
import { forbiddenNames } from "./forbidden-names.ts";
import { isCoroutineCall, nameCoroutines } from "./function-names.ts";
import { functionTable } from "./function-table.ts";
import { harnessGlobals, withOwnGlobals } from "./harness-globals.ts";
import { loopTable } from "./loop-table.ts";
import { HARNESS_MODULE, TASK_TOKEN_MODULE } from "./task-token-runtime.ts";
import { placelessThrows } from "./placeless-throws.ts";
import { importSyntaxFunctions } from "./syntax-functions.ts";
import { textTables, type Found } from "./text-tables.ts";
import { carryTaskTokens } from "./task-tokens.ts";

/** JavaScript for the sandbox. Call it only for a submission without errors. */
export function emitProgram(submission: CheckedSubmission, found: Found): Program {
  const sites: Position[] = [];
  const { harness } = submission;
  const own = harness === null ? [] : harnessGlobals(submission, harness);
  return {
    entryModule: moduleName(submission.entry.file.path),
    entry: submission.request.entry,
    modules: submission.files.map((loaded) => emitModule(submission, loaded, sites)),
    sites,
    ...(harness === null ? {} : { harness: emitHarness(submission, harness, own) }),
    forbidden: forbiddenNames(submission.request.rules),
    loops: submission.files.flatMap((loaded) => loopTable(submission.ts, loaded)),
    functions: submission.files.flatMap((loaded) => functionTable(submission.ts, loaded)),
    ...textTables(submission, found),
  };
}

function emitModule(submission: CheckedSubmission, loaded: LoadedFile, sites: Position[]): ProgramModule {
  const { ts } = submission;
  const numbers = new Map<number, number>();
  const siteOf = (node: ts.Node): number => {
    const { file, line, column } = spanOf(ts, loaded, node);
    const start = node.getStart(loaded.source);
    const known = numbers.get(start);
    if (known !== undefined) return known;
    numbers.set(start, sites.length);
    return sites.push({ file, line, column }) - 1;
  };
  const { code, map } = emitted(submission, loaded, siteOf, placelessThrows(submission, loaded));
  return {
    name: moduleName(loaded.file.path),
    display: loaded.file.display,
    code,
    map: renamed(map, moduleName(loaded.file.path), loaded.file.display),
    imports: importTable(submission.ts, loaded, submission.request),
  };
}

/** Its places are told to nobody: what a learner is to look at stands in the learner's own file. */
function emitHarness(submission: CheckedSubmission, harness: LoadedFile, own: readonly string[]): ProgramModule {
  const modules = moduleReferences(submission.ts, harness.source).map(
    ({ specifier }) => [specifier, specifier] as const,
  );
  const { code, map } = emitted(submission, harness, () => -1);
  return {
    name: HARNESS_MODULE,
    display: harness.file.display,
    code: withOwnGlobals(code, own),
    map,
    imports: [[TASK_TOKEN_MODULE, TASK_TOKEN_MODULE], ...modules],
  };
}

function emitted(
  submission: CheckedSubmission,
  loaded: LoadedFile,
  siteOf: (node: ts.Node) => number,
  noted: ReadonlySet<ts.Node> = new Set(),
): { readonly code: string; readonly map: string } {
  let code = "";
  let map = "";
  submission.program.emit(
    loaded.source,
    (name, text) => {
      if (name.endsWith(".map")) map = text;
      else code = text;
    },
    undefined,
    false,
    {
      before: [nameCoroutines(submission.ts, (call) => isCoroutineCall(submission, call))],
      after: [carryTaskTokens(submission.ts, siteOf, noted), importSyntaxFunctions(submission.ts)],
    },
  );
  return { code: code.replace(/\/\/# sourceMappingURL=.*\s*$/, ""), map };
}

/** The emitter names the files of its own file system. */
export function renamed(map: string, file: string, source: string): string {
  const parsed: unknown = JSON.parse(map);
  return JSON.stringify({ ...Object(parsed), file, sources: [source] });
}

/**
 * `lib/retry.ts` is known to the guest as `lib/retry.js`. There, names that begin with `chronograde:` are those of our own modules, which may
 * import each other; a folder may be called so too.
 */
export function moduleName(path: string): string {
  return path.replace(/^chronograde:/, "./$&").replace(/\.(m?)ts$/, ".$1js");
}

export function importTable(ts: TypeScript, loaded: LoadedFile, request: CompileRequest): ProgramModule["imports"] {
  const table = new Map<string, string>([[TASK_TOKEN_MODULE, TASK_TOKEN_MODULE]]);
  for (const { specifier } of moduleReferences(ts, loaded.source)) {
    const target = resolveImport(specifier, loaded.file.path, request);
    if (target.kind === "file") table.set(specifier, moduleName(target.path));
    if (target.kind === "module") table.set(specifier, target.name);
  }
  return [...table];
}
