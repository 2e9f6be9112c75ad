import { loadTsMorph } from "../typescript.ts";
import { carryTaskTokens } from "./task-tokens.ts";

/**
 * One file of our own (`src/`, the guest's glue) as JavaScript that carries task tokens: for esbuild's `onLoad`. No type check;
 * imports stay as written, `import type` goes. Sites are -1.
 *
 * @returns ES2023 as an ES module, and its source map (v3, JSON).
 */
export async function transpileWithTaskTokens(fileName: string, text: string): Promise<{ code: string; map: string }> {
  const { ts } = await loadTsMorph();
  const output = ts.transpileModule(text, {
    fileName,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      sourceMap: true,
    },
    transformers: { after: [carryTaskTokens(ts, () => -1)] },
  });
  return { code: output.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, ""), map: output.sourceMapText ?? "" };
}
