import type { CheckedSubmission } from "./checked.ts";
import type { Diagnostic } from "./program.ts";
import type { ts } from "./typescript.ts";
import { forEachReference } from "./value-references.ts";

/** Declarations by which a file could change what it is checked against, and ways to load code that no check has seen. */
export function looseningCode(submission: CheckedSubmission): Diagnostic[] {
  const { ts } = submission;
  const found: Diagnostic[] = [];
  const add = (node: ts.Node, code: string, message: string, hint: string): void => {
    found.push(submission.diagnostic(node, "error", code, message, hint));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isModuleDeclaration(node) && isAugmentation(ts, node)) {
      const what =
        node.flags & ts.NodeFlags.GlobalAugmentation ? "declare global" : `declare module ${node.name.getText()}`;
      add(
        node.name,
        "declaration",
        `${what} would change the types that this submission is checked against.`,
        "Declare types of your own instead: interface, type, class.",
      );
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(
        node,
        "import",
        "Dynamic import() is not available in a submission.",
        'Write `import { … } from "…"` at the top of the file.',
      );
    }
    if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node, "import", "`import … = require(…)` is not available.", 'Write `import { … } from "…"` instead.');
    }
    if (ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.DeferKeyword) {
      add(node, "import", "`import defer` is not available in a submission.", "Leave out `defer`.");
    }
    if (ts.isImportDeclaration(node) && node.importClause?.name !== undefined && isChronograde(ts, node)) {
      const name = node.importClause.name.text;
      add(
        node.importClause.name,
        "import",
        "chronograde has no default export.",
        `Import what you need by name, \`import { createTask, run } from "chronograde";\`, or all of it: \`import * as ${name} from "chronograde";\`.`,
      );
    }
    ts.forEachChild(node, visit);
  };
  for (const { source } of submission.files) visit(source);
  return [...found, ...undefinedDeclarations(submission)];
}

function isChronograde(ts: CheckedSubmission["ts"], node: ts.ImportDeclaration): boolean {
  return ts.isStringLiteral(node.moduleSpecifier) && node.moduleSpecifier.text === "chronograde";
}

function isAugmentation(ts: CheckedSubmission["ts"], node: ts.ModuleDeclaration): boolean {
  return ts.isStringLiteral(node.name) || (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
}

/** `declare const x: T` promises a value that nobody makes. As a mere type (`unique symbol`) it is harmless. */
function undefinedDeclarations(submission: CheckedSubmission): Diagnostic[] {
  const { ts, checker } = submission;
  const found: Diagnostic[] = [];
  for (const { source } of submission.files) {
    forEachReference(ts, source, (node) => {
      if (!ts.isIdentifier(node)) return;
      const name = checker.getSymbolAtLocation(node);
      const symbol = name && name.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(name) : name;
      const declaration = symbol?.valueDeclaration;
      if (declaration === undefined || submission.fileOf(declaration) === undefined) return;
      if (!(ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient)) return;
      found.push(
        submission.diagnostic(
          node,
          "error",
          "declaration",
          `${node.text} is only declared; it does not exist when the program runs.`,
          "Define it, import it, or take it as a parameter.",
        ),
      );
    });
  }
  return found;
}
