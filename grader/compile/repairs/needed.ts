import type { Edit } from "../mutants/mutant.ts";
import type { ts, TypeScript } from "../typescript.ts";
import type { Change } from "./change.ts";
import type { Names } from "./names.ts";
import type { Declared } from "./scopes.ts";

/** What brings the names along that new text needs; null when something of it stands in a function of the solution's. */
export function needed(
  ts: TypeScript,
  names: Names,
  needs: ReadonlySet<Declared>,
  submission: ts.SourceFile,
): Edit[] | null {
  const edits: Edit[] = [];
  const seen = new Set<Declared>();
  const waiting = [...needs];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (seen.has(next) || names.of(next) !== undefined) continue;
    seen.add(next);
    if (next.kind === "local" || next.kind === "member") return null;
    if (next.kind === "import") {
      if (next.from !== "chronograde") return null;
      const name = next.imported === next.name ? next.name : `${next.imported} as ${next.name}`;
      // One edit for each name: two repairs that need the same one have the same edit.
      edits.push({ start: 0, end: 0, text: `import { ${name} } from "chronograde"; ` });
      continue;
    }
    const statement = statementOf(ts, next.at);
    if (ts.isImportDeclaration(statement)) return null;
    const look = (node: ts.Node): void => {
      const declared = names.declared(node);
      if (declared !== undefined && declared.at !== node && !isWithin(declared.at, statement)) waiting.push(declared);
      ts.forEachChild(node, look);
    };
    look(statement);
    const isHoisted = !ts.isVariableStatement(statement) && !ts.isClassDeclaration(statement);
    const at = isHoisted ? submission.getEnd() : behindImports(ts, submission);
    const text = `\n${names.render(statement)}\n`;
    if (!edits.some((each) => each.text === text)) edits.push({ start: at, end: at, text });
  }
  return edits;
}

function isWithin(node: ts.Node, around: ts.Node): boolean {
  return node.getSourceFile() === around.getSourceFile() && node.pos >= around.pos && node.end <= around.end;
}

function statementOf(ts: TypeScript, node: ts.Node): ts.Node {
  let at = node;
  while (!ts.isSourceFile(at.parent)) at = at.parent;
  return at;
}

function behindImports(ts: TypeScript, source: ts.SourceFile): number {
  return source.statements.findLast((each) => ts.isImportDeclaration(each))?.getEnd() ?? 0;
}

/** Where new text assigns to what the submission has as a constant, the word for it. */
export function unfrozen(
  ts: TypeScript,
  names: Names,
  { solution, submission }: Pick<Change, "solution" | "submission">,
): Edit[] {
  const edits = new Map<number, Edit>();
  const look = (node: ts.Node): void => {
    const here = names.declared(node);
    const there = here === undefined ? undefined : names.of(here);
    const [mine, other] = [listOf(ts, here?.at), listOf(ts, there?.at)];
    if (mine !== null && other !== null && isLet(ts, mine) && !isLet(ts, other)) {
      const start = other.getStart();
      if (!submission.some((each) => isWithin(other, each))) edits.set(start, { start, end: start + 5, text: "let" });
    }
    ts.forEachChild(node, look);
  };
  solution.forEach(look);
  return [...edits.values()];
}

function listOf(ts: TypeScript, name: ts.Node | undefined): ts.VariableDeclarationList | null {
  const list = name?.parent?.parent;
  return list !== undefined && ts.isVariableDeclarationList(list) && ts.isVariableStatement(list.parent) ? list : null;
}

function isLet(ts: TypeScript, list: ts.VariableDeclarationList): boolean {
  return (list.flags & (ts.NodeFlags.Const | ts.NodeFlags.Using)) === 0;
}
