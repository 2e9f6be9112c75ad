import { fileURLToPath } from "node:url";

/**
 * The compiler, ts-morph and all, as one file of CommonJS: Node keeps the heap of such a file only. Needs esbuild, which an installed course
 * does not have.
 */
export async function bundleCompiler(file: string): Promise<void> {
  const { build } = await import("esbuild");
  await build({
    entryPoints: [fileURLToPath(new URL("./child.ts", import.meta.url))],
    bundle: true,
    outfile: file,
    platform: "node",
    target: "node20",
    format: "cjs",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "silent",
  });
}
