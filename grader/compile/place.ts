import type { LoadedFile } from "./project.ts";
import type { Span } from "../values/index.ts";
import type { TypeScript, ts } from "./typescript.ts";

/** Files of the submission by their parsed form. */
export type Files = ReadonlyMap<ts.SourceFile, LoadedFile>;

export function spanAt(ts: TypeScript, loaded: LoadedFile, start: number, end: number): Span {
  const from = ts.getLineAndCharacterOfPosition(loaded.source, start);
  const to = ts.getLineAndCharacterOfPosition(loaded.source, Math.max(start, end));
  return {
    file: loaded.file.display,
    line: from.line + 1,
    column: from.character + 1,
    endLine: to.line + 1,
    endColumn: to.character + 1,
  };
}

export function spanOf(ts: TypeScript, loaded: LoadedFile, node: ts.Node): Span {
  return spanAt(ts, loaded, node.getStart(loaded.source), node.getEnd());
}
