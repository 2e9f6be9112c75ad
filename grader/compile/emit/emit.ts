import type { CheckedSubmission } from "../checked.ts";
import { resolveImport } from "../imports.ts";
import { moduleReferences } from "../load.ts";
import { spanOf } from "../place.ts";
import type { AwaitInLoop, Program, ProgramModule } from "../program.ts";
import type { LoadedFile } from "../project.ts";
import type { ts } from "../typescript.ts";
import type { Floating } from "../rules/floating-promise.ts";
import type { UnawaitedUse } from "../unawaited/uses.ts";
import type { Position } from "../../values/index.ts";
import { awaitTable } from "./await-table.ts";
import { callTable } from "./call-table.ts";
import { catchTable } from "./catch-table.ts";
import { cutTable } from "./cut-table.ts";
import { lateValues } from "./late-values.ts";
import { forbiddenNames } from "./forbidden-names.ts";
import { nameCoroutines } from "./function-names.ts";
import { earlyDones } from "./early-dones.ts";
import { earlySignals } from "./early-signals.ts";
import { finallyTable } from "./finally-table.ts";
import { freshLocks } from "./fresh-locks.ts";
import { eagerCallTable } from "./eager-call-table.ts";
import { functionTable } from "./function-table.ts";
import { harnessGlobals, withOwnGlobals } from "./harness-globals.ts";
import { loopTable } from "./loop-table.ts";
import { looseCalls } from "./loose-calls.ts";
import { madeFor } from "./made-for.ts";
import { makerTable } from "./maker-table.ts";
import { HARNESS_MODULE, TASK_TOKEN_MODULE } from "./task-token-runtime.ts";
import { placelessThrows } from "./placeless-throws.ts";
import { importSyntaxFunctions } from "./syntax-functions.ts";
import { carryTaskTokens } from "./task-tokens.ts";
import { raceTable } from "./race-table.ts";
import { readsBeforeLock } from "./reads-before-lock.ts";
import { sharedResets } from "./shared-resets.ts";
import { thenAppends } from "./then-appends.ts";
import { sharedByRounds } from "./shared-by-rounds.ts";
import { updateTable } from "./update-table.ts";
import { unawaitedTable } from "./unawaited-table.ts";
import { unthrownTable } from "./unthrown-table.ts";

/** What was found in the text before. */
interface Found {
  /** Awaits that make independent work wait in line. */
  readonly inLoops: readonly AwaitInLoop[];
  readonly uses: readonly UnawaitedUse[];
  readonly floating: readonly Floating[];
}

/** JavaScript for the sandbox. Call it only for a submission without errors. */
export function emitProgram(submission: CheckedSubmission, { inLoops, uses, floating }: Found): Program {
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
    awaits: submission.files.flatMap((loaded) => awaitTable(submission, loaded, inLoops)),
    functions: submission.files.flatMap((loaded) => functionTable(submission.ts, loaded)),
    makers: makerTable(submission),
    calls: callTable(submission),
    eagerCalls: eagerCallTable(submission),
    unawaited: unawaitedTable(submission, uses),
    catches: catchTable(submission),
    unthrown: unthrownTable(submission),
    lateValues: lateValues(submission),
    sharedByRounds: sharedByRounds(submission),
    cuts: cutTable(submission),
    floating: floating.map(({ node }) => placeOf(submission, node)),
    updates: updateTable(submission),
    looseCalls: looseCalls(submission, floating),
    finallies: finallyTable(submission),
    earlyDones: earlyDones(submission),
    thenAppends: thenAppends(submission),
    freshLocks: freshLocks(submission),
    readsBeforeLock: readsBeforeLock(submission),
    sharedResets: sharedResets(submission),
    races: raceTable(submission),
    madeFor: madeFor(submission),
    earlySignals: earlySignals(submission),
  };
}

function placeOf(submission: CheckedSubmission, node: ts.Node): Position {
  const { file, line, column } = submission.span(node);
  return { file, line, column };
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
    imports: importTable(submission, loaded),
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
      before: [nameCoroutines(submission)],
      after: [carryTaskTokens(submission.ts, siteOf, noted), importSyntaxFunctions(submission.ts)],
    },
  );
  return { code: code.replace(/\/\/# sourceMappingURL=.*\s*$/, ""), map };
}

/** The emitter names the files of its own file system. */
function renamed(map: string, file: string, source: string): string {
  const parsed: unknown = JSON.parse(map);
  return JSON.stringify({ ...Object(parsed), file, sources: [source] });
}

/**
 * `lib/retry.ts` is known to the guest as `lib/retry.js`. There, names that begin with `chronograde:` are those of our own modules, which may
 * import each other; a folder may be called so too.
 */
function moduleName(path: string): string {
  return path.replace(/^chronograde:/, "./$&").replace(/\.(m?)ts$/, ".$1js");
}

function importTable(submission: CheckedSubmission, loaded: LoadedFile): ProgramModule["imports"] {
  const table = new Map<string, string>([[TASK_TOKEN_MODULE, TASK_TOKEN_MODULE]]);
  for (const { specifier } of moduleReferences(submission.ts, loaded.source)) {
    const target = resolveImport(specifier, loaded.file.path, submission.request);
    if (target.kind === "file") table.set(specifier, moduleName(target.path));
    if (target.kind === "module") table.set(specifier, target.name);
  }
  return [...table];
}
