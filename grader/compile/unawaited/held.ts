import { awaitableKinds, elementType, type AwaitableKind } from "../awaitables.ts";
import type { CheckedSubmission } from "../checked.ts";
import { codeOf } from "../loops/code-of.ts";
import { isAsync } from "../loops/waiting.ts";
import { libraryName } from "../loops/work.ts";
import type { ts } from "../typescript.ts";
import { unwrapped } from "../unwrapped.ts";

/** What a value certainly is: one that stands for a later value, or a list of such. */
export interface Held {
  readonly kind: AwaitableKind;
  readonly isList: boolean;
  /** It was taken out of a list, where there may be none, whatever the checker says. */
  readonly isTaken?: boolean;
}

/** Methods of lists that hand each item to their callback, by the place of its parameter. */
const HANDING: ReadonlyMap<string, number> = new Map([
  ["map", 0],
  ["forEach", 0],
  ["filter", 0],
  ["some", 0],
  ["every", 0],
  ["find", 0],
  ["flatMap", 0],
  ["reduce", 1],
]);

/**
 * What is held in spite of `any`: the type of a variable that was declared `any` says nothing, the expressions that it gets its values from do. Only
 * what holds whenever the code runs counts: a variable that may hold something else as well is unknown.
 */
export class HeldValues {
  readonly #submission: CheckedSubmission;
  readonly #known = new Map<ts.Symbol, Held | null>();
  readonly #writes = new Map<ts.Symbol, Write[]>();

  constructor(submission: CheckedSubmission) {
    this.#submission = submission;
    for (const { source } of submission.files) this.#collect(source);
  }

  /** Null when it is something else, or may be. */
  of(node: ts.Expression): Held | null {
    const { ts, checker } = this.#submission;
    const inner = unwrapped(ts, node);
    const isTaken = ts.isElementAccessExpression(inner);
    const byType = this.#byType(checker.getTypeAtLocation(inner));
    if (byType !== undefined) return isTaken && byType !== null ? { ...byType, isTaken } : byType;
    if (ts.isCallExpression(inner)) return this.#ofCall(inner);
    if (ts.isElementAccessExpression(inner)) {
      const list = this.of(inner.expression);
      const isIndex = (checker.getTypeAtLocation(inner.argumentExpression).flags & ts.TypeFlags.NumberLike) !== 0;
      return list?.isList && isIndex ? { kind: list.kind, isList: false, isTaken: true } : null;
    }
    if (!ts.isIdentifier(inner)) return null;
    const symbol = checker.getSymbolAtLocation(inner);
    return symbol === undefined ? null : this.#ofVariable(symbol);
  }

  /**
   * Whether it holds that at this place by all means: it got it where it was declared, or before this place in the same block. Only calls
   * and what is `any` are looked at: a typed variable may be empty where the checker does not say so.
   */
  isGivenBefore(node: ts.Expression): boolean {
    const { ts, checker } = this.#submission;
    const inner = unwrapped(ts, node);
    const isOpen = (checker.getTypeAtLocation(inner).flags & ts.TypeFlags.Any) !== 0;
    if (!isOpen) return ts.isCallExpression(inner);
    if (this.of(inner)?.isTaken) return false;
    if (!ts.isIdentifier(inner)) return true;
    const symbol = checker.getSymbolAtLocation(inner);
    const declared = symbol?.valueDeclaration;
    if (symbol === undefined || declared === undefined || !ts.isVariableDeclaration(declared)) return true;
    if (declared.initializer !== undefined || ts.isForOfStatement(declared.parent.parent)) return true;
    const block = declared.parent.parent.parent;
    return (this.#writes.get(symbol) ?? []).some(({ node: write }) => {
      const statement = write.parent;
      return (
        ts.isExpressionStatement(statement) && statement.parent === block && statement.getEnd() <= inner.getStart()
      );
    });
  }

  /** Undefined where the type leaves it open. */
  #byType(type: ts.Type): Held | null | undefined {
    const { ts } = this.#submission;
    if (type.flags & ts.TypeFlags.Any) return undefined;
    const element = elementType(this.#submission, type);
    if (element !== undefined && element.flags & (ts.TypeFlags.Any | ts.TypeFlags.Never)) return undefined;
    const kind = this.#oneKind(element ?? type);
    return kind === null ? null : { kind, isList: element !== undefined };
  }

  #oneKind(type: ts.Type): AwaitableKind | null {
    const [kind, other] = type.isUnion() ? [] : awaitableKinds(this.#submission, type);
    return other === undefined && kind !== undefined && kind !== "thenable" ? kind : null;
  }

  /** A function whose own type says nothing: `const load: any = async () => …`. */
  #ofCall(call: ts.CallExpression): Held | null {
    const { ts } = this.#submission;
    const code = codeOf(this.#submission, call);
    if (code === null) return null;
    const wrapper = code.parent;
    if (!ts.isCallExpression(wrapper)) return isAsync(ts, code) ? { kind: "promise", isList: false } : null;
    return libraryName(this.#submission, wrapper) === "coroutine" ? { kind: "coroutine", isList: false } : null;
  }

  #ofVariable(symbol: ts.Symbol): Held | null {
    const known = this.#known.get(symbol);
    if (known !== undefined) return known;
    this.#known.set(symbol, null);
    const found = this.#found(symbol);
    this.#known.set(symbol, found);
    return found;
  }

  #found(symbol: ts.Symbol): Held | null {
    const { ts } = this.#submission;
    const declared = symbol.valueDeclaration;
    if (declared === undefined) return null;
    if (ts.isParameter(declared)) return this.#handedTo(declared);
    if (!ts.isVariableDeclaration(declared) || !ts.isIdentifier(declared.name)) return null;
    const writes = this.#writes.get(symbol) ?? [];
    const loop = declared.parent.parent;
    if (ts.isForOfStatement(loop) && loop.initializer === declared.parent) {
      const list = writes.length === 0 && loop.awaitModifier === undefined ? this.of(loop.expression) : null;
      return list?.isList ? { kind: list.kind, isList: false } : null;
    }
    const values = [
      ...writes,
      ...(declared.initializer === undefined ? [] : [{ node: declared, ...given(declared.initializer) }]),
    ];
    const held = values.flatMap((value) => {
      if (value.from === null) return [null];
      // An empty list is what is put into it later.
      const inner = unwrapped(ts, value.from);
      if (!value.isItem && ts.isArrayLiteralExpression(inner) && inner.elements.length === 0) return [];
      const own = this.of(value.from);
      if (!value.isItem || own === null) return [own];
      return [own.isList ? null : { kind: own.kind, isList: true }];
    });
    const [first] = held;
    return first !== undefined && held.every((each) => each?.kind === first?.kind && each?.isList === first?.isList)
      ? first
      : null;
  }

  /** The parameter of a callback that a list hands its items to. */
  #handedTo(parameter: ts.ParameterDeclaration): Held | null {
    const { ts } = this.#submission;
    const callback = parameter.parent;
    const call = callback.parent;
    if (!ts.isIdentifier(parameter.name) || !ts.isCallExpression(call) || call.arguments[0] !== callback) return null;
    if (!ts.isPropertyAccessExpression(call.expression)) return null;
    if (HANDING.get(call.expression.name.text) !== callback.parameters.indexOf(parameter)) return null;
    const list = this.of(call.expression.expression);
    return list?.isList ? { kind: list.kind, isList: false } : null;
  }

  /** Where variables are written after their declaration, and lists get their items. */
  #collect(source: ts.Node): void {
    const { ts, checker } = this.#submission;
    const add = (target: ts.Expression, node: ts.Node, value: Omit<Write, "node">): void => {
      const inner = unwrapped(ts, target);
      if (ts.isIdentifier(inner)) {
        const symbol = checker.getSymbolAtLocation(inner);
        const known = symbol && this.#writes.get(symbol);
        if (known !== undefined) known.push({ node, ...value });
        else if (symbol !== undefined) this.#writes.set(symbol, [{ node, ...value }]);
      } else if (ts.isElementAccessExpression(inner)) add(inner.expression, node, { ...value, isItem: true });
      else if (ts.isArrayLiteralExpression(inner) || ts.isObjectLiteralExpression(inner)) {
        ts.forEachChild(inner, function each(child): void {
          if (ts.isIdentifier(child)) add(child, node, unknown);
          else ts.forEachChild(child, each);
        });
      }
    };
    const visit = (node: ts.Node): void => {
      if (ts.isBinaryExpression(node) && isAssignment(ts, node.operatorToken.kind)) {
        const isPlain = node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
        add(node.left, node, isPlain ? given(node.right) : unknown);
      } else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
        const isStep = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
        if (isStep) add(node.operand, node, unknown);
      } else if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
        if (!ts.isVariableDeclarationList(node.initializer)) add(node.initializer, node, unknown);
      } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
        const { name, expression } = node.expression;
        if (FILLING.has(name.text)) {
          for (const argument of node.arguments)
            add(expression, node, ts.isSpreadElement(argument) ? unknown : { ...given(argument), isItem: true });
        } else if (CHANGING.has(name.text)) add(expression, node, unknown);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
}

const FILLING = new Set(["push", "unshift"]);
const CHANGING = new Set(["splice", "fill", "copyWithin"]);

interface Write {
  readonly node: ts.Node;
  /** What is written; null when that is not known. */
  readonly from: ts.Expression | null;
  /** It is put into the list that the variable holds. */
  readonly isItem: boolean;
}

function given(from: ts.Expression): Omit<Write, "node"> {
  return { from, isItem: false };
}

const unknown: Omit<Write, "node"> = { from: null, isItem: false };

function isAssignment(ts: CheckedSubmission["ts"], kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
