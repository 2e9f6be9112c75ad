import { withoutRoot, type CheckedSubmission } from "../checked.ts";
import { spanAt } from "../place.ts";
import type { Diagnostic } from "../program.ts";
import type { LoadedFile } from "../project.ts";
import { MOST_TOLD } from "../told.ts";
import type { TypeScript, ts } from "../typescript.ts";
import { awaitOutside, newOrCall, returnType, uncalledMethod } from "./async-functions.ts";
import { asyncIteration, listExpected, optionsExpected, uncalledValue } from "./call-shape.ts";
import { foreignText } from "./foreign-text.ts";
import { missingAwait } from "./missing-await.ts";
import { globalEvent, tooNew, unknownExport, unknownName, unknownProperty } from "./names.ts";
import { guess, plainly, plainSyntax, sentence } from "./plain-words.ts";
import { coroutineForTask, wrongArgument } from "./runtime-calls.ts";
import { typeErrorOf, type Advice, type TypeError } from "./type-error.ts";
import { listOfPromises, openValue } from "./values.ts";

/** Who knows something about an error. The first one that does has the word. */
const ADVISERS: readonly ((error: TypeError) => Advice | null)[] = [
  globalEvent,
  unknownName,
  unknownExport,
  tooNew,
  wrongArgument,
  coroutineForTask,
  missingAwait,
  listExpected,
  optionsExpected,
  asyncIteration,
  uncalledValue,
  listOfPromises,
  unknownProperty,
  awaitOutside,
  returnType,
  uncalledMethod,
  newOrCall,
  openValue,
];

/** Errors of the grammar that only the checker finds. To JavaScript they are syntax errors as well. */
const GRAMMAR = new Set([1308, 1103, 1104, 1105, 1107, 1163, 1220, 1312, 1313, 18037]);

export function isGrammar(diagnostic: Diagnostic): boolean {
  return diagnostic.code.startsWith("TS") && GRAMMAR.has(Number(diagnostic.code.slice(2)));
}

export function syntaxErrors(ts: TypeScript, program: ts.Program, files: readonly LoadedFile[]): Diagnostic[] {
  return files.flatMap((loaded): Diagnostic[] => {
    const foreign = foreignText(ts, loaded);
    if (foreign !== null) return [foreign];
    return program.getSyntacticDiagnostics(loaded.source).map((found) => ({
      ...placeOf(ts, loaded, found),
      code: `TS${found.code}`,
      severity: "error",
      ...plainSyntax(found.code, ts.flattenDiagnosticMessageText(found.messageText, "\n")),
    }));
  });
}

/** More than are ever told, so that consequences of others may be left out. To explain one, a whole file is searched. */
const MOST_EXPLAINED = 3 * MOST_TOLD;

export interface TypeErrors {
  /** In the order of their places in each file. */
  readonly explained: readonly Diagnostic[];
  /** How many there are besides. */
  readonly unexplained: number;
}

export function typeErrors(submission: CheckedSubmission): TypeErrors {
  const { ts, program } = submission;
  const all = submission.files.flatMap((loaded) =>
    program
      .getSemanticDiagnostics(loaded.source)
      .filter((found) => found.category === ts.DiagnosticCategory.Error)
      .toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0))
      .map((found) => ({ loaded, found })),
  );
  const errors = all
    .slice(0, MOST_EXPLAINED)
    .map(({ loaded, found }) => ({ found, error: typeErrorOf(submission, loaded, found) }));
  const hasWrongCall = errors.some(({ error }) => wrongArgument(error) !== null);
  const explained = errors
    .filter(({ error }) => !(hasWrongCall && isConsequence(error)))
    .map(({ found, error }) => said(error, found));
  return { explained, unexplained: all.length - errors.length };
}

/** Where a call of the runtime got the wrong thing, its result is `unknown`, and so is everything made of it. */
function isConsequence(error: TypeError): boolean {
  return wrongArgument(error) === null && /\bunknown\b/.test(error.text);
}

function said(error: TypeError, found: ts.Diagnostic): Diagnostic {
  const advice = adviceOn(error);
  return {
    ...placeOf(error.submission.ts, error.loaded, found),
    code: advice?.code ?? `TS${found.code}`,
    severity: "error",
    message: withoutRoot(advice?.message === undefined ? plainly(error) : sentence(advice.message)),
    hint: advice?.hint ?? guess(error),
  };
}

function adviceOn(error: TypeError): Advice | null {
  for (const adviser of ADVISERS) {
    const advice = adviser(error);
    if (advice !== null) return advice;
  }
  return null;
}

function placeOf(ts: TypeScript, loaded: LoadedFile, found: ts.Diagnostic) {
  const start = found.start ?? 0;
  return spanAt(ts, loaded, start, start + (found.length ?? 0));
}
