import type { TypeScript, ts } from "../typescript.ts";
import { behindDirectives } from "./shapes.ts";
import { SYNTAX_MODULE } from "./task-token-runtime.ts";

const OF_TYPESCRIPT = "typescript:";

/**
 * An `after` transformer: what TypeScript writes into a file for syntax that the engine lacks (`using`, decorators) is imported instead. What those
 * functions call is nobody's call of it; in the submission's own file they could not be told from the rest of it.
 */
export function importSyntaxFunctions(ts: TypeScript): ts.TransformerFactory<ts.SourceFile> {
  return ({ factory }) =>
    (file) => {
      const helpers = (ts.getEmitHelpers(file) ?? []).filter(({ name }) => name.startsWith(OF_TYPESCRIPT));
      if (helpers.length === 0) return file;
      for (const helper of helpers) ts.removeEmitHelper(file, helper);
      const specifiers = helpers.map(({ name }) =>
        factory.createImportSpecifier(
          false,
          undefined,
          factory.createIdentifier(`__${name.slice(OF_TYPESCRIPT.length)}`),
        ),
      );
      const clause = factory.createImportClause(undefined, undefined, factory.createNamedImports(specifiers));
      const imported = factory.createImportDeclaration(undefined, clause, factory.createStringLiteral(SYNTAX_MODULE));
      return factory.updateSourceFile(file, behindDirectives(ts, file.statements, imported));
    };
}
