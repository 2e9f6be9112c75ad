import type { Edit } from "../../mutants/mutant.ts";
import type { ts, TypeScript } from "../../typescript.ts";

/** What is put before or behind a statement that ends with its line only: with a semicolon between them. */
export function separatedIn(ts: TypeScript, source: ts.SourceFile): (edit: Edit) => Edit {
  const starts = new Set<number>();
  const open = new Set<number>();
  const look = (node: ts.Node): void => {
    if (ts.isStatement(node) && !ts.isBlock(node)) {
      const isOfBlock = ts.isBlock(node.parent) || ts.isSourceFile(node.parent) || ts.isCaseClause(node.parent);
      if (isOfBlock) starts.add(node.getStart(source));
      const hasBody = ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isTryStatement(node);
      const isEnded = ts.isIfStatement(node) || ts.isIterationStatement(node, false) ? /[;}]/ : /;/;
      if (!hasBody && !isEnded.test(source.text[node.end - 1] ?? ";")) open.add(node.end);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return (edit) => {
    const { start, end, text } = edit;
    if (start !== end) return edit;
    if (open.has(start) && /^\s*[^\s};,)]/.test(text)) return { ...edit, text: `;${text}` };
    const isBeginning = /^(?:if|for|while)\b|\b(?:await|return|void|else)\s+$/.test(text);
    return starts.has(start) && !isBeginning && /[^\s;{}]\s+$/.test(text)
      ? { ...edit, text: `${text.trimEnd()}; ` }
      : edit;
  };
}
