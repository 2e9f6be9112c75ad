import type { CheckedSubmission } from "../checked.ts";
import type { Origin } from "../origins.ts";
import type { ts } from "../typescript.ts";

/**
 * The library declarations that a rule's target stands for: `createTask` is chronograde's, `setTimeout` the global one and that
 * of node:timers/promises, `Promise.all` and `Queue.get` are members, of the value or of its instances. Empty when
 * the libraries know no such name.
 */
export function targetDeclarations(submission: CheckedSubmission, target: string): ReadonlySet<Origin> {
  const [first = "", ...members] = target.split(".");
  let symbols = roots(submission, first);
  for (const member of members) symbols = symbols.flatMap((symbol) => memberOf(submission, symbol, member));
  return new Set(symbols.flatMap((symbol) => symbol.declarations ?? []));
}

function roots(submission: CheckedSubmission, name: string): ts.Symbol[] {
  const { ts, checker } = submission;
  const fromModule = (module: ts.Symbol): ts.Symbol[] =>
    checker
      .getExportsOfModule(module)
      .filter((symbol) => symbol.name === name)
      .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));
  const modules = checker.getAmbientModules();
  const own = modules.filter((module) => module.name === '"chronograde"').flatMap(fromModule);
  if (own.length > 0) return own;
  const global = submission.origins.globalNamed(name);
  return [...(global === undefined ? [] : [global]), ...modules.flatMap(fromModule)];
}

function memberOf(submission: CheckedSubmission, symbol: ts.Symbol, name: string): ts.Symbol[] {
  const { ts, checker } = submission;
  const types: ts.Type[] = [];
  if (symbol.flags & ts.SymbolFlags.Value) {
    const type = checker.getTypeOfSymbol(symbol);
    types.push(type, ...type.getConstructSignatures().map((signature) => signature.getReturnType()));
  }
  if (symbol.flags & ts.SymbolFlags.Type) types.push(checker.getDeclaredTypeOfSymbol(symbol));
  for (const type of types) {
    const member = checker.getPropertyOfType(checker.getApparentType(type), name);
    if (member !== undefined) return [member];
  }
  return [];
}
