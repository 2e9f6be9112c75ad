import type { Edit } from "../../mutants/mutant.ts";
import type { ts, TypeScript } from "../../typescript.ts";
import type { About } from "../repair.ts";
import type { UsualKind } from "./likelihood.ts";

/** A usual repair, before it is known how its file and its lines are called. */
export interface Sketch {
  readonly kind: UsualKind;
  readonly about: About;
  readonly edits: readonly Edit[];
  /** What is shown of it. */
  readonly at: ts.Node;
}

/** A file of a submission, and what every operator asks of it. */
export interface Parsed {
  readonly ts: TypeScript;
  readonly source: ts.SourceFile;
  /** Names of its own functions and methods that are async. */
  readonly asyncNames: ReadonlySet<string>;
  /** How often each name is written. */
  readonly uses: ReadonlyMap<string, number>;
  /** Numbers that a solution has, and it has not. */
  readonly numbers: readonly string[];
}

/** Looks at one node, and gives the repairs of mistakes that may have been made there. */
export type UsualOperator = (node: ts.Node, parsed: Parsed) => readonly Sketch[];

/** What runs asynchronously when it is called, by its name alone: there is no checker that knows more. */
export function parsed(ts: TypeScript, source: ts.SourceFile, numbers: readonly string[] = []): Parsed {
  const asyncNames = new Set<string>();
  const uses = new Map<string, number>();
  const note = (name: ts.Node | undefined): void => {
    if (name !== undefined && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name))) asyncNames.add(name.text);
  };
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) uses.set(node.text, (uses.get(node.text) ?? 0) + 1);
    if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && isAsync(ts, node)) note(node.name);
    if ((ts.isVariableDeclaration(node) || ts.isPropertyDeclaration(node)) && node.initializer !== undefined) {
      const { initializer } = node;
      const made = ts.isCallExpression(initializer) ? initializer.arguments[0] : initializer;
      if (made !== undefined && isAsync(ts, made)) note(node.name);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return { ts, source, asyncNames, uses, numbers };
}

export function isAsync(ts: TypeScript, node: ts.Node): boolean {
  if (!ts.isFunctionLike(node) || !ts.canHaveModifiers(node)) return false;
  return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true;
}
