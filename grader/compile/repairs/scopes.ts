import type { ts, TypeScript } from "../typescript.ts";

/** One name that a program declares. */
export interface Declared {
  readonly name: string;
  readonly at: ts.Node;
  readonly kind: "import" | "top" | "local" | "member";
  /** Of an import: the module, and the name that it has there. */
  readonly from: string | null;
  readonly imported: string | null;
}

/** A parsed file, and what each name in it is declared as. Names that nothing in the file declares are missing. */
export interface Scoped {
  readonly source: ts.SourceFile;
  readonly declaredOf: ReadonlyMap<ts.Node, Declared>;
  readonly all: readonly Declared[];
}

/** Members that have such a name are told from the runtime's own only behind `this`. */
const runtimeMembers =
  /^(?:acquire|cancel|clear|close|delete|get|join|lock|notify|post|push|put|release|set|wait|with|then|request)/;

export function scopedOf(ts: TypeScript, source: ts.SourceFile): Scoped {
  const scopes = new Map<ts.Node, Map<string, Declared>>();
  const members = new Map<string, Declared>();
  const declaredOf = new Map<ts.Node, Declared>();
  const all: Declared[] = [];

  const add = (names: Map<string, Declared>, declared: Declared): void => {
    const known = names.get(declared.name);
    declaredOf.set(declared.at, known ?? declared);
    if (known !== undefined) return;
    names.set(declared.name, declared);
    all.push(declared);
  };
  const declare = (name: ts.Node | undefined, from: ts.Node, more: Partial<Declared> = {}): void => {
    if (name === undefined || !ts.isIdentifier(name)) return;
    const scope = scopeOf(ts, from);
    const names = scopes.get(scope) ?? new Map<string, Declared>();
    scopes.set(scope, names);
    const kind = ts.isSourceFile(scope) ? "top" : "local";
    add(names, { name: name.text, at: name, kind, from: null, imported: null, ...more });
  };
  const collect = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) {
      declare(node.name, node.parent);
      if (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent)) member(node.name);
    } else if (ts.isFunctionExpression(node) || ts.isClassExpression(node)) declare(node.name, node);
    else if (
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isTypeParameterDeclaration(node) ||
      ts.isEnumDeclaration(node)
    ) {
      declare(node.name, node.parent);
    } else if (ts.isImportDeclaration(node)) imports(node);
    else if (ts.isClassElement(node) && node.name !== undefined) member(node.name);
    ts.forEachChild(node, collect);
  };
  const member = (name: ts.Node): void => {
    if (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name)) return;
    if (declaredOf.get(name)?.kind === "local") return;
    add(members, { name: name.text, at: name, kind: "member", from: null, imported: null });
  };
  const imports = (node: ts.ImportDeclaration): void => {
    const from = ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : "";
    const { name, namedBindings } = node.importClause ?? {};
    declare(name, node, { kind: "import", from, imported: "default" });
    if (namedBindings === undefined) return;
    if (ts.isNamespaceImport(namedBindings)) declare(namedBindings.name, node, { kind: "import", from, imported: "*" });
    else {
      for (const each of namedBindings.elements) {
        declare(each.name, node, { kind: "import", from, imported: (each.propertyName ?? each.name).text });
      }
    }
  };
  const resolve = (node: ts.Node): void => {
    if (!declaredOf.has(node)) {
      const found = ts.isIdentifier(node) && !isMereName(ts, node) ? look(node) : memberOf(node);
      if (found !== undefined) declaredOf.set(node, found);
    }
    ts.forEachChild(node, resolve);
  };
  const look = (node: ts.Identifier): Declared | undefined => {
    for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
      const found = scopes.get(at)?.get(node.text);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const memberOf = (node: ts.Node): Declared | undefined => {
    if (ts.isPrivateIdentifier(node)) return members.get(node.text);
    const { parent } = node;
    if (!ts.isIdentifier(node) || !ts.isPropertyAccessExpression(parent) || parent.name !== node) return undefined;
    const isOwn = parent.expression.kind === ts.SyntaxKind.ThisKeyword || !runtimeMembers.test(node.text);
    return isOwn ? members.get(node.text) : undefined;
  };
  collect(source);
  resolve(source);
  return { source, declaredOf, all };
}

function scopeOf(ts: TypeScript, node: ts.Node): ts.Node {
  let at = node;
  while (!isScope(ts, at) && at.parent !== undefined) at = at.parent;
  return at;
}

function isScope(ts: TypeScript, node: ts.Node): boolean {
  return (
    ts.isSourceFile(node) ||
    ts.isFunctionLike(node) ||
    ts.isBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isCatchClause(node) ||
    ts.isCaseBlock(node) ||
    ts.isClassExpression(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node)
  );
}

/** Behind a point, before a colon: the name of a property, which nothing declares. */
function isMereName(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent) || ts.isImportSpecifier(parent)) return parent.propertyName === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return true;
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isClassElement(parent) ||
      ts.isTypeElement(parent) ||
      ts.isObjectLiteralElementLike(parent)) &&
    !ts.isShorthandPropertyAssignment(parent) &&
    parent.name === node
  );
}
