import type { CheckedSubmission } from "./checked.ts";
import { accessedName } from "./constant-text.ts";
import type { ts } from "./typescript.ts";
import { unwrapped } from "./unwrapped.ts";

/** A declaration in the libraries, or the global object itself. */
export type Origin = ts.Declaration | "globalThis";

/** A value given to a variable: all of `from`, or its property `name`. */
interface Assigned {
  readonly from: ts.Expression;
  readonly name: string | null;
}

const NOTHING: readonly Origin[] = [];

/**
 * Where a value comes from. Follows what a program may do to a name before it uses it: import it under another name, reach it
 * through a namespace or `globalThis`, keep it in variables, properties and class fields, take it out of an object by a pattern,
 * bind it, export it from a helper file, hide it behind `as any`. What a submission defines itself comes from nowhere.
 */
export class Origins {
  private readonly bySymbol = new Map<ts.Symbol, readonly Origin[]>();
  private readonly submission: CheckedSubmission;
  private globals: ReadonlyMap<string, ts.Symbol> | null = null;
  private assigned: ReadonlyMap<ts.Symbol, readonly Assigned[]> | null = null;

  constructor(submission: CheckedSubmission) {
    this.submission = submission;
  }

  of(node: ts.Expression): readonly Origin[] {
    const { ts, checker } = this.submission;
    const inner = unwrapped(ts, node);
    if (ts.isIdentifier(inner)) return this.ofName(inner);
    if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) {
      const name = accessedName(this.submission, inner);
      return name === null ? NOTHING : this.ofProperty(inner.expression, name);
    }
    if (ts.isConditionalExpression(inner)) return merged(this.of(inner.whenTrue), this.of(inner.whenFalse));
    if (ts.isBinaryExpression(inner)) return this.ofBinary(inner);
    if (ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression)) {
      // `f.bind(x)` calls what `f` calls.
      const isBind = inner.expression.name.text === "bind";
      const type = checker.getTypeAtLocation(inner.expression.expression);
      return isBind && type.getCallSignatures().length > 0 ? this.of(inner.expression.expression) : NOTHING;
    }
    return NOTHING;
  }

  private ofName(node: ts.Identifier): readonly Origin[] {
    const { checker } = this.submission;
    const { parent } = node;
    const symbol = this.submission.ts.isShorthandPropertyAssignment(parent)
      ? checker.getShorthandAssignmentValueSymbol(parent)
      : checker.getSymbolAtLocation(node);
    if (symbol === undefined) return NOTHING;
    if (node.text === "globalThis" && (symbol.declarations ?? []).length === 0) return ["globalThis"];
    return this.ofSymbol(symbol);
  }

  private ofBinary(node: ts.BinaryExpression): readonly Origin[] {
    const { SyntaxKind } = this.submission.ts;
    switch (node.operatorToken.kind) {
      case SyntaxKind.CommaToken:
      case SyntaxKind.EqualsToken:
        return this.of(node.right);
      case SyntaxKind.BarBarToken:
      case SyntaxKind.QuestionQuestionToken:
      case SyntaxKind.AmpersandAmpersandToken:
        return merged(this.of(node.left), this.of(node.right));
      default:
        return NOTHING;
    }
  }

  ofProperty(object: ts.Expression, name: string): readonly Origin[] {
    const { checker, ts } = this.submission;
    const inner = unwrapped(ts, object);
    const origins = this.of(inner);
    if (origins.includes("globalThis")) {
      if (name === "globalThis") return ["globalThis"];
      const global = this.globalNamed(name);
      return global === undefined ? NOTHING : this.ofSymbol(global);
    }
    const property = checker.getPropertyOfType(checker.getApparentType(checker.getTypeAtLocation(inner)), name);
    if (property !== undefined) return this.ofSymbol(property);
    return origins.flatMap((origin) => {
      const symbol = origin === "globalThis" ? undefined : this.symbolOf(origin);
      const found = symbol && checker.getPropertyOfType(checker.getTypeOfSymbol(symbol), name);
      return found === undefined ? [] : this.ofSymbol(found);
    });
  }

  /** A value or namespace that the libraries put into the global scope. */
  globalNamed(name: string): ts.Symbol | undefined {
    const { ts, checker, program } = this.submission;
    const library = program.getSourceFiles().find((file) => file.isDeclarationFile);
    if (library === undefined) return undefined;
    this.globals ??= new Map(
      checker.getSymbolsInScope(library, ts.SymbolFlags.Value).map((symbol) => [symbol.name, symbol]),
    );
    return this.globals.get(name);
  }
  ofSymbol(symbol: ts.Symbol): readonly Origin[] {
    const known = this.bySymbol.get(symbol);
    if (known !== undefined) return known;
    // A definition that leads back to itself comes from nowhere.
    this.bySymbol.set(symbol, NOTHING);
    const { ts, checker } = this.submission;
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const defined = (target.declarations ?? []).flatMap((declaration) => this.ofDeclaration(declaration));
    const later = (this.assignments().get(target) ?? []).flatMap(({ from, name }) =>
      name === null ? this.of(from) : this.ofProperty(from, name),
    );
    const found = merged(defined, later);
    this.bySymbol.set(symbol, found);
    return found;
  }

  private ofDeclaration(declaration: ts.Declaration): readonly Origin[] {
    const { ts, checker } = this.submission;
    if (this.submission.fileOf(declaration) === undefined) return [declaration];
    if (ts.isBindingElement(declaration)) return this.ofPattern(declaration);
    if (ts.isShorthandPropertyAssignment(declaration)) {
      const value = checker.getShorthandAssignmentValueSymbol(declaration);
      return value === undefined ? NOTHING : this.ofSymbol(value);
    }
    if (ts.isExportAssignment(declaration)) return this.of(declaration.expression);
    const holds =
      ts.isVariableDeclaration(declaration) ||
      ts.isPropertyAssignment(declaration) ||
      ts.isPropertyDeclaration(declaration) ||
      ts.isParameter(declaration);
    return holds && declaration.initializer !== undefined ? this.of(declaration.initializer) : NOTHING;
  }

  /** `{ all: a }` of `Promise`: the property that the pattern takes. */
  private ofPattern(element: ts.BindingElement): readonly Origin[] {
    const { ts, checker } = this.submission;
    const fallback = element.initializer === undefined ? NOTHING : this.of(element.initializer);
    const key = element.propertyName ?? element.name;
    const name = ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : null;
    if (name === null || !ts.isObjectBindingPattern(element.parent)) return fallback;
    const holder = element.parent.parent;
    const from = ts.isVariableDeclaration(holder) ? holder.initializer : undefined;
    if (from !== undefined) return merged(this.ofProperty(from, name), fallback);
    const property = checker.getPropertyOfType(checker.getTypeAtLocation(element.parent), name);
    return property === undefined ? fallback : merged(this.ofSymbol(property), fallback);
  }

  private symbolOf(declaration: ts.Declaration): ts.Symbol | undefined {
    const name = this.submission.ts.getNameOfDeclaration(declaration);
    return name && this.submission.checker.getSymbolAtLocation(name);
  }

  /** What is assigned to variables after their declaration, by patterns too. */
  private assignments(): ReadonlyMap<ts.Symbol, readonly Assigned[]> {
    if (this.assigned !== null) return this.assigned;
    const { ts, checker } = this.submission;
    const found = new Map<ts.Symbol, Assigned[]>();
    this.assigned = found;
    const add = (symbol: ts.Symbol | undefined, from: ts.Expression, name: string | null): void => {
      if (symbol === undefined) return;
      const known = found.get(symbol);
      if (known === undefined) found.set(symbol, [{ from, name }]);
      else known.push({ from, name });
    };
    const visit = (node: ts.Node): void => {
      if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
        add(checker.getSymbolAtLocation(node.left), node.right, null);
        const taken = ts.isObjectLiteralExpression(node.left) ? node.left.properties : [];
        for (const property of taken) {
          if (ts.isShorthandPropertyAssignment(property)) {
            add(checker.getShorthandAssignmentValueSymbol(property), node.right, property.name.text);
          } else if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.name)) {
            add(checker.getSymbolAtLocation(property.initializer), node.right, property.name.text);
          }
        }
      }
      ts.forEachChild(node, visit);
    };
    for (const { source } of this.submission.files) visit(source);
    return found;
  }
}

function merged(first: readonly Origin[], second: readonly Origin[]): readonly Origin[] {
  if (second.length === 0) return first;
  if (first.length === 0) return second;
  return [...new Set([...first, ...second])];
}
