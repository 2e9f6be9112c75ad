import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const web = path.join(root, "grader/sandbox/guest/web");

test("No file looks at a global binding at run time, which a submission could have replaced", () => {
  const files = readdirSync(web, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.join(web, file));
  const config = ts.readConfigFile(path.join(root, "tsconfig.json"), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();

  const found: string[] = [];
  for (const file of files) {
    if (file.endsWith("core/intrinsics.ts")) continue;
    const source = program.getSourceFile(file)!;
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && isValue(node) && isGlobal(checker.getSymbolAtLocation(node))) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        found.push(`${path.relative(web, file)}:${line + 1} ${node.text}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  expect(found).toEqual([]);
});

/** Not a type, not the name of a property. */
function isValue(node: ts.Identifier): boolean {
  const { parent } = node;
  if (["undefined", "NaN", "Infinity"].includes(node.text)) return false;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isTypeNode(parent) || ts.isTypeQueryNode(parent) || ts.isExpressionWithTypeArguments(parent)) {
    return ts.isExpressionWithTypeArguments(parent) && isExtended(parent);
  }
  if (ts.isQualifiedName(parent) || ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
  if (ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isPropertySignature(parent))
    return false;
  return !ts.isAccessor(parent) && !ts.isMethodSignature(parent);
}

function isExtended(node: ts.ExpressionWithTypeArguments): boolean {
  return ts.isHeritageClause(node.parent) && node.parent.token === ts.SyntaxKind.ExtendsKeyword;
}

function isGlobal(symbol: ts.Symbol | undefined): boolean {
  const declarations = symbol?.declarations ?? [];
  return (
    declarations.length > 0 &&
    declarations.every((declaration) => {
      const file = declaration.getSourceFile();
      return file.isDeclarationFile && !ts.isModuleDeclaration(declaration) && !isMember(declaration);
    })
  );
}

function isMember(declaration: ts.Declaration): boolean {
  return ts.isClassElement(declaration) || ts.isTypeElement(declaration) || ts.isParameter(declaration);
}
