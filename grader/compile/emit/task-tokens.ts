import type { TypeScript, ts } from "../typescript.ts";
import { cannotBeThenable } from "./never-thenable.ts";
import { awaitUsingAround, behindDirectives, containsYield, relabeled, suspends, unlabeled } from "./shapes.ts";
import { TokenCalls } from "./token-calls.ts";

/** One function body (or the module's top level) whose awaits are being rewritten. */
interface Scope {
  /** Local variable that holds the token. */
  readonly token: ts.Identifier;
  /** The token is retaken after each yield: whoever calls `next` decides in which task the body goes on. */
  readonly generator: boolean;
  readonly returns: boolean;
  readonly temporaries: ts.Identifier[];
  used: boolean;
}

/**
 * An `after` transformer: rewrites awaits, `for await`, async returns and yields so that they carry the current task (see
 * TaskTokenRuntime). It has to run after TypeScript's own transforms, because those make awaits of their own (`await using`).
 *
 * `siteOf` numbers the place of an await; it gets a node of the source text. `noted`: throw statements and calls of a reject function whose
 * place is to be noted.
 */
export function carryTaskTokens(
  ts: TypeScript,
  siteOf: (node: ts.Node, file: ts.SourceFile) => number,
  noted: ReadonlySet<ts.Node> = new Set(),
): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => new TokenWriter(ts, context, file, siteOf, noted).rewrite();
}

class TokenWriter {
  private readonly factory: ts.NodeFactory;
  private readonly calls: TokenCalls;
  /** The latest node met that stands in the source text: awaits that TypeScript made up are near it. */
  private near: ts.Node;

  private readonly ts: TypeScript;
  private readonly file: ts.SourceFile;
  private readonly siteOf: (node: ts.Node, file: ts.SourceFile) => number;
  private readonly noted: ReadonlySet<ts.Node>;

  constructor(
    ts: TypeScript,
    context: ts.TransformationContext,
    file: ts.SourceFile,
    siteOf: (node: ts.Node, file: ts.SourceFile) => number,
    noted: ReadonlySet<ts.Node>,
  ) {
    this.noted = noted;
    this.ts = ts;
    this.file = file;
    this.siteOf = siteOf;
    this.factory = context.factory;
    this.calls = new TokenCalls(ts, context.factory);
    this.near = file;
  }

  rewrite(): ts.SourceFile {
    const scope = this.newScope(false, false);
    const body = this.withToken(this.statements(this.file.statements, scope), scope);
    const imported = this.calls.importDeclaration();
    const statements = imported === null ? body : behindDirectives(this.ts, body, imported);
    return this.factory.updateSourceFile(this.file, statements);
  }

  private visit(node: ts.Node, scope: Scope | null): ts.Node {
    const { ts } = this;
    const original = this.ts.getOriginalNode(node);
    if (original.pos >= 0) this.near = node;
    if (this.noted.has(original)) return this.visitThrow(node, scope);
    if (ts.isFunctionLike(node)) return this.visitFunction(node, scope);
    if (ts.isClassStaticBlockDeclaration(node)) return this.children(node, null);
    if (ts.isPropertyDeclaration(node)) return this.visitField(node, scope);
    if (scope === null) return this.children(node, null);
    if (ts.isAwaitExpression(node)) return this.visitAwait(node, scope);
    if (ts.isYieldExpression(node) && scope.generator) return this.visitYield(node, scope);
    if (ts.isReturnStatement(node) && scope.returns) return this.visitReturn(node, scope);
    if (ts.isTryStatement(node)) return this.visitTry(node, scope);
    if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) return this.visitForAwait(node, node, scope);
    if (ts.isLabeledStatement(node)) {
      const loop = unlabeled(ts, node);
      if (ts.isForOfStatement(loop) && loop.awaitModifier !== undefined) return this.visitForAwait(node, loop, scope);
    }
    return this.children(node, scope);
  }

  private children(node: ts.Node, scope: Scope | null): ts.Node {
    return this.ts.visitEachChild(node, (child) => this.visit(child, scope), undefined);
  }

  private expression(node: ts.Expression, scope: Scope): ts.Expression {
    return this.ts.visitNode(node, (child) => this.visit(child, scope), this.ts.isExpression);
  }

  private statements(nodes: ts.NodeArray<ts.Statement>, scope: Scope): readonly ts.Statement[] {
    return this.ts.visitNodes(nodes, (child) => this.visit(child, scope), this.ts.isStatement);
  }

  private binding(node: ts.BindingName, scope: Scope): ts.BindingName {
    return this.ts.visitNode(node, (child) => this.visit(child, scope), this.ts.isBindingName);
  }

  private block(node: ts.Block, scope: Scope): ts.Block {
    return this.ts.visitNode(node, (child) => this.visit(child, scope), this.ts.isBlock);
  }

  /** A computed name belongs to the scope around; parameters cannot await; the body has a token of its own. */
  private visitFunction(node: ts.SignatureDeclaration, outer: Scope | null): ts.Node {
    const { ts } = this;
    const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
    const asynchronous = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
    const generator = "asteriskToken" in node && node.asteriskToken !== undefined;
    const inner = asynchronous ? this.newScope(generator, true) : null;
    const body = "body" in node ? node.body : undefined;
    return ts.visitEachChild(
      node,
      (child) => {
        if (child === body && inner !== null) return this.visitBody(child, inner);
        return this.visit(child, ts.isComputedPropertyName(child) ? outer : null);
      },
      undefined,
    );
  }

  private visitBody(body: ts.Node, scope: Scope): ts.Node {
    const { ts, factory } = this;
    if (ts.isBlock(body)) {
      const statements = this.statements(body.statements, scope);
      return factory.updateBlock(body, scope.used ? this.withToken(statements, scope) : statements);
    }
    if (!ts.isExpression(body)) return body;
    const value = this.handed(body, scope);
    if (!scope.used) return value;
    const result = ts.setTextRange(factory.createReturnStatement(value), body);
    return ts.setTextRange(factory.createBlock(this.withToken([result], scope), true), body);
  }

  private visitField(node: ts.PropertyDeclaration, outer: Scope | null): ts.Node {
    return this.ts.visitEachChild(
      node,
      (child) => this.visit(child, this.ts.isComputedPropertyName(child) ? outer : null),
      undefined,
    );
  }

  private visitAwait(node: ts.AwaitExpression, scope: Scope): ts.Expression {
    const site = this.site(node);
    const operand = this.expression(node.expression, scope);
    const [prepare, value] = this.settled(operand, scope);
    const marked = this.calls.call("mark", [scope.token, value, site], node.expression);
    const waited = this.ts.setTextRange(this.factory.createAwaitExpression(marked), node);
    scope.used = true;
    return this.sequence(prepare, this.calls.call("after", [scope.token, waited], node), node);
  }

  /**
   * `yield x` hands x on and takes the token of whoever calls `next`. A `return` or `throw` that wakes the generator
   * cannot be told from a promise that failed in `yield`; all three go on with the token of the last `next`. So does the
   * end of a `yield*`, whose steps are the inner iterator's.
   */
  private visitYield(node: ts.YieldExpression, scope: Scope): ts.Expression {
    const { factory } = this;
    scope.used = true;
    const held = this.temporary(scope);
    const steps: ts.Expression[] = [];
    if (node.expression !== undefined) {
      const value = this.expression(node.expression, scope);
      const handed = node.asteriskToken === undefined ? this.handedValue(value, node, scope) : value;
      steps.push(factory.createAssignment(held, handed));
    }
    const operand = node.expression && held;
    const resumed = this.ts.setTextRange(factory.updateYieldExpression(node, node.asteriskToken, operand), node);
    steps.push(
      factory.createAssignment(held, resumed),
      node.asteriskToken === undefined
        ? factory.createAssignment(scope.token, this.calls.call("take", []))
        : this.calls.call("put", [scope.token]),
    );
    return this.sequence(steps, held, node);
  }

  private visitReturn(node: ts.ReturnStatement, scope: Scope): ts.Node {
    if (node.expression === undefined) return node;
    return this.factory.updateReturnStatement(node, this.handed(node.expression, scope));
  }

  /** An expression whose value leaves the async function: adopting a thenable is a wait, in the task that returned it. */
  private handed(expression: ts.Expression, scope: Scope): ts.Expression {
    const value = this.expression(expression, scope);
    return this.handedValue(value, expression, scope);
  }

  private handedValue(value: ts.Expression, place: ts.Node, scope: Scope): ts.Expression {
    if (cannotBeThenable(this.ts, value, this.calls.nameOf("after"))) return value;
    const [prepare, settled] = this.settled(value, scope);
    scope.used = true;
    return this.sequence(prepare, this.calls.call("hand", [scope.token, settled, this.site(place)], place), place);
  }

  /** `throw x`, or a call of a reject function with x. */
  private visitThrow(node: ts.Node, scope: Scope | null): ts.Node {
    const { factory, ts } = this;
    const site = this.site(node);
    const rewritten = this.children(node, scope);
    const noted = (value: ts.Expression) => this.calls.call("thrown", [value, site], value);
    if (ts.isThrowStatement(rewritten)) return factory.updateThrowStatement(rewritten, noted(rewritten.expression));
    if (!ts.isCallExpression(rewritten)) return rewritten;
    const [first, ...rest] = rewritten.arguments;
    return factory.updateCallExpression(rewritten, rewritten.expression, undefined, [noted(first!), ...rest]);
  }

  private visitTry(node: ts.TryStatement, scope: Scope): ts.Node {
    const { factory } = this;
    const tryBlock = this.block(node.tryBlock, scope);
    const guarded = suspends(this.ts, node.tryBlock);
    let { catchClause, finallyBlock } = node;
    let unsure = guarded;
    if (catchClause !== undefined) {
      const binding = catchClause.variableDeclaration;
      const name =
        binding &&
        factory.updateVariableDeclaration(binding, this.binding(binding.name, scope), undefined, undefined, undefined);
      unsure ||= suspends(this.ts, catchClause.block);
      const block = this.block(catchClause.block, scope);
      catchClause = factory.updateCatchClause(catchClause, name, guarded ? this.restored(block, scope) : block);
    }
    if (finallyBlock !== undefined) {
      const block = this.block(finallyBlock, scope);
      finallyBlock = unsure ? this.restored(block, scope) : block;
    }
    return factory.updateTryStatement(node, tryBlock, catchClause, finallyBlock);
  }

  /**
   * The loop's way out may be a break to a label far outside, so the token comes back, and the iterator is closed, in a
   * `finally`; when the body threw, what closing throws must not hide that.
   */
  private visitForAwait(statement: ts.Statement, loop: ts.ForOfStatement, scope: Scope): ts.Statement {
    const { factory, ts } = this;
    scope.used = true;
    const site = this.site(loop.expression);
    const [prepare, iterable] = this.settled(this.expression(loop.expression, scope), scope);
    const each = this.sequence(
      prepare,
      this.calls.call("each", [scope.token, iterable, site], loop.expression),
      loop.expression,
    );
    const steps = factory.createUniqueName("loop");
    const [head, unpack] = this.loopHead(loop.initializer, scope);
    const body = ts.visitNode(loop.statement, (child) => this.visit(child, scope), ts.isStatement);
    const entered = factory.createExpressionStatement(this.calls.call("enter", [scope.token, steps]));
    const block = factory.createBlock([entered, ...unpack, body], true);
    const rewritten = factory.updateForOfStatement(loop, loop.awaitModifier, head, steps, block);
    const labeled = relabeled(ts, factory, statement, rewritten);
    const error = factory.createUniqueName("error");
    const failed = [
      factory.createTryStatement(
        factory.createBlock([this.closing(steps, loop, scope)], true),
        factory.createCatchClause(undefined, factory.createBlock([])),
        undefined,
      ),
      factory.createThrowStatement(error),
    ];
    const guarded = factory.createTryStatement(
      factory.createBlock([labeled], true),
      factory.createCatchClause(
        factory.createVariableDeclaration(error),
        this.restored(factory.createBlock(failed, true), scope),
      ),
      this.restored(factory.createBlock([this.closing(steps, loop, scope)], true), scope),
    );
    const declared = factory.createVariableDeclaration(steps, undefined, undefined, each);
    const list = factory.createVariableDeclarationList([declared], ts.NodeFlags.Const);
    return factory.createBlock([factory.createVariableStatement(undefined, list), guarded], true);
  }

  /** `if (left(loop)) closed(task, await mark(task, close(task, loop), site));` */
  private closing(steps: ts.Identifier, loop: ts.ForOfStatement, scope: Scope): ts.Statement {
    const { factory } = this;
    const result = this.calls.call("close", [scope.token, steps], loop.expression);
    const marked = this.calls.call("mark", [scope.token, result, this.site(loop.expression)], loop.expression);
    const waited = this.ts.setTextRange(factory.createAwaitExpression(marked), loop.expression);
    const closed = this.calls.call("closed", [scope.token, waited], loop.expression);
    return factory.createIfStatement(this.calls.call("left", [steps]), factory.createExpressionStatement(closed));
  }

  /** A pattern may run code (defaults, getters): it is taken apart inside the body, where the token is right again. */
  private loopHead(initializer: ts.ForInitializer, scope: Scope): [ts.ForInitializer, ts.Statement[]] {
    const { factory, ts } = this;
    const item = factory.createUniqueName("item");
    const fresh = factory.createVariableDeclarationList([factory.createVariableDeclaration(item)], ts.NodeFlags.Const);
    if (ts.isVariableDeclarationList(initializer)) {
      const [declaration] = initializer.declarations;
      if (declaration === undefined || ts.isIdentifier(declaration.name)) return [initializer, []];
      const name = this.binding(declaration.name, scope);
      const unpacked = factory.updateVariableDeclaration(declaration, name, undefined, undefined, item);
      const list = factory.createVariableDeclarationList([unpacked], initializer.flags);
      return [fresh, [factory.createVariableStatement(undefined, list)]];
    }
    if (ts.isIdentifier(initializer)) return [initializer, []];
    const target = this.expression(initializer, scope);
    const assignment = factory.createAssignment(target, item);
    const statement = ts.isObjectLiteralExpression(target)
      ? factory.createParenthesizedExpression(assignment)
      : assignment;
    return [fresh, [factory.createExpressionStatement(statement)]];
  }

  /** `block` with the token made current first. */
  private restored(block: ts.Block, scope: Scope): ts.Block {
    const { factory } = this;
    scope.used = true;
    const put = this.calls.call("put", [scope.token]);
    return factory.updateBlock(block, [factory.createExpressionStatement(put), ...block.statements]);
  }

  /** A yield inside `value` changes the token, which must therefore be read only after it. */
  private settled(value: ts.Expression, scope: Scope): [ts.Expression[], ts.Expression] {
    if (!scope.generator || !containsYield(this.ts, value)) return [[], value];
    const held = this.temporary(scope);
    return [[this.factory.createAssignment(held, value)], held];
  }

  private sequence(before: readonly ts.Expression[], last: ts.Expression, place: ts.Node): ts.Expression {
    if (before.length === 0) return last;
    const list = this.factory.createCommaListExpression([...before, last]);
    return this.ts.setTextRange(this.factory.createParenthesizedExpression(list), place);
  }

  private newScope(generator: boolean, returns: boolean): Scope {
    return { token: this.factory.createUniqueName("task"), generator, returns, temporaries: [], used: false };
  }

  private temporary(scope: Scope): ts.Identifier {
    const name = this.factory.createUniqueName("held");
    scope.temporaries.push(name);
    return name;
  }

  /** The statements, with the token's declaration first. */
  private withToken(statements: readonly ts.Statement[], scope: Scope): ts.Statement[] {
    const { factory, ts } = this;
    if (!scope.used) return [...statements];
    const declarations = [
      factory.createVariableDeclaration(scope.token, undefined, undefined, this.calls.call("take", [])),
      ...scope.temporaries.map((name) => factory.createVariableDeclaration(name)),
    ];
    const flags = scope.generator ? ts.NodeFlags.Let : ts.NodeFlags.Const;
    const list = factory.createVariableDeclarationList(declarations, flags);
    return behindDirectives(ts, statements, factory.createVariableStatement(undefined, list));
  }

  private site(node: ts.Node): ts.Expression {
    const { factory, ts } = this;
    const own = ts.getOriginalNode(node);
    const place = own.pos >= 0 ? own : awaitUsingAround(ts, ts.getOriginalNode(this.near));
    const number = this.siteOf(place, this.file);
    if (number >= 0) return factory.createNumericLiteral(number);
    return factory.createPrefixUnaryExpression(ts.SyntaxKind.MinusToken, factory.createNumericLiteral(-number));
  }
}
