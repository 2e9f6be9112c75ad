import type { TypeScript, ts } from "../typescript.ts";
import { TASK_TOKEN_MODULE, type TaskTokenFunction } from "./task-token-runtime.ts";

/** Calls of the task token functions in one file, and the import that they need. */
export class TokenCalls {
  private readonly names = new Map<TaskTokenFunction, ts.Identifier>();
  private readonly ts: TypeScript;
  private readonly factory: ts.NodeFactory;

  constructor(ts: TypeScript, factory: ts.NodeFactory) {
    this.ts = ts;
    this.factory = factory;
  }

  /** @param place what the source map shows for the call */
  call(name: TaskTokenFunction, args: readonly ts.Expression[], place?: ts.Node): ts.Expression {
    let local = this.names.get(name);
    if (local === undefined) {
      local = this.factory.createUniqueName(name);
      this.names.set(name, local);
    }
    const call = this.factory.createCallExpression(local, undefined, args);
    return place === undefined ? call : this.ts.setTextRange(call, place);
  }

  /** Its name in this file; undefined while it has not been called. */
  nameOf(name: TaskTokenFunction): ts.Identifier | undefined {
    return this.names.get(name);
  }

  /** Null when nothing has been called. */
  importDeclaration(): ts.ImportDeclaration | null {
    const { factory } = this;
    if (this.names.size === 0) return null;
    const specifiers = [...this.names].map(([name, local]) =>
      factory.createImportSpecifier(false, factory.createIdentifier(name), local),
    );
    const clause = factory.createImportClause(undefined, undefined, factory.createNamedImports(specifiers));
    return factory.createImportDeclaration(undefined, clause, factory.createStringLiteral(TASK_TOKEN_MODULE));
  }
}
