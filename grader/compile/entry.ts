import { closest, distance } from "fastest-levenshtein";
import type { CheckedSubmission } from "./checked.ts";
import type { Rejection } from "./program.ts";
import type { ts } from "./typescript.ts";

/** Null when the entry file exports what the grader calls: a function of any kind, under the right name. */
export function entryProblem(submission: CheckedSubmission): Rejection | null {
  const { request } = submission;
  const isCalled = request.harness === undefined || request.harness.needsEntry;
  return request.entry === null || !isCalled ? null : exportProblem(submission, request.entry);
}

/** Null when the entry file exports a function under this name. */
export function exportProblem(submission: CheckedSubmission, wanted: string): Rejection | null {
  const { checker, entry } = submission;
  const module = checker.getSymbolAtLocation(entry.source);
  const exported = module === undefined ? [] : checker.getExportsOfModule(module);
  const [name = "", ...members] = wanted.split(".");
  const found = exported.find((symbol) => symbol.name === name);
  if (found === undefined) return missing(submission, name, members, exported);
  let target = resolved(submission, found);
  for (const member of members) {
    const owner = target;
    const inside = checker.getTypeOfSymbolAtLocation(owner, entry.source).getProperty(member);
    if (inside === undefined) return missingMember(submission, wanted, member, owner);
    target = inside;
  }
  if (isCallable(submission, target)) return null;
  return notCallable(submission, wanted, target);
}

/** `Adder.sum`, where Adder has no static sum. */
function missingMember(submission: CheckedSubmission, wanted: string, member: string, owner: ts.Symbol): Rejection {
  const { ts } = submission;
  const declaration = owner.valueDeclaration ?? owner.declarations?.[0];
  const at = submission.span((declaration && ts.getNameOfDeclaration(declaration)) ?? submission.entry.source);
  const message = `${owner.name} has no ${member}, but the grader calls ${wanted}. Write \`static async ${member}(…) { … }\` in the class.`;
  return { code: "entry", message, file: at.file, line: at.line, column: at.column };
}

function resolved(submission: CheckedSubmission, symbol: ts.Symbol): ts.Symbol {
  const { ts, checker } = submission;
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isCallable(submission: CheckedSubmission, symbol: ts.Symbol): boolean {
  const { ts, checker } = submission;
  if (!(symbol.flags & ts.SymbolFlags.Value)) return false;
  const type = checker.getTypeOfSymbolAtLocation(symbol, submission.entry.source);
  if (type.flags & ts.TypeFlags.Any) return true;
  const parts = type.isUnion() ? type.types : [type];
  return parts.some((part) => part.getCallSignatures().length > 0 || part.symbol?.name === "Function");
}

function missing(
  submission: CheckedSubmission,
  wanted: string,
  members: readonly string[],
  exported: readonly ts.Symbol[],
): Rejection {
  const file = submission.entry.file.display;
  const byDefault = exported.find((symbol) => symbol.name === "default");
  const unexported = topLevelNames(submission).find(({ name }) => name === wanted);
  if (unexported !== undefined && byDefault === undefined) {
    const at = submission.span(unexported.node);
    const message = `${wanted} is not exported. Write \`export\` in front of it so that the grader can call it.`;
    return { code: "entry", message, file: at.file, line: at.line, column: at.column };
  }
  const names = exported.map((symbol) => symbol.name).filter((name) => name !== "default");
  const everything = [...names, ...topLevelNames(submission).map(({ name }) => name)];
  const near = everything.length === 0 ? null : closest(wanted, everything);
  const isNear = near !== null && distance(near, wanted) <= Math.max(2, Math.floor(wanted.length / 3));
  const has =
    names.length > 0
      ? `it exports ${list(names)}`
      : byDefault === undefined
        ? "it exports nothing"
        : "it has a default export only";
  const advice =
    byDefault !== undefined
      ? `A default export has no name for the grader to call: write \`export async function ${wanted}(…)\`.`
      : isNear
        ? `Should ${near} be named ${wanted}?`
        : members.length > 0
          ? `Write \`export class ${wanted} { static async ${members.join(".")}(…) { … } }\`.`
          : `Write \`export async function ${wanted}(…) { … }\`.`;
  return {
    code: "entry",
    message: `${file} exports no ${wanted}, which the grader calls; ${has}. ${advice}`,
    file,
    line: 1,
    column: 1,
  };
}

function notCallable(submission: CheckedSubmission, wanted: string, symbol: ts.Symbol): Rejection {
  const { ts, checker } = submission;
  const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
  const node = declaration && (ts.getNameOfDeclaration(declaration) ?? declaration);
  const at = submission.span(node ?? submission.entry.source);
  const isType = !(symbol.flags & ts.SymbolFlags.Value);
  const type = isType ? null : checker.getTypeOfSymbolAtLocation(symbol, submission.entry.source);
  const what = type === null ? "a type" : kindOf(submission, type);
  const message = `${wanted} is ${what}, but the grader needs a function to call. ${adviceFor(what, wanted)}`;
  return { code: "entry", message, file: at.file, line: at.line, column: at.column };
}

function kindOf(submission: CheckedSubmission, type: ts.Type): string {
  const { checker } = submission;
  if (type.getConstructSignatures().length > 0) return "a class";
  const text = checker.typeToString(type);
  if (text.startsWith("Coroutine<")) return "a coroutine";
  if (/^(?:Promise|Future|Task)</.test(text)) return "a promise";
  return `of type ${text}`;
}

function adviceFor(what: string, wanted: string): string {
  if (what === "a coroutine" || what === "a promise") {
    return "Export the function itself: leave out the call, or the parentheses after it.";
  }
  if (what === "a class") return `Export one of its methods: \`export const ${wanted} = TheClass.method;\`.`;
  return `Write \`export async function ${wanted}(…) { … }\`.`;
}

function topLevelNames(submission: CheckedSubmission): { name: string; node: ts.Node }[] {
  const { ts, entry } = submission;
  return entry.source.statements.flatMap((statement) => {
    if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name !== undefined) {
      return [{ name: statement.name.text, node: statement.name }];
    }
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [{ name: name.text, node: name }] : [],
    );
  });
}

function list(names: readonly string[]): string {
  if (names.length > 8) return `${names.slice(0, 8).join(", ")} and more`;
  const [last, ...others] = names.toReversed();
  return others.length === 0 ? String(last) : `${others.toReversed().join(", ")} and ${last}`;
}
