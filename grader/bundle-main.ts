/**
 * `npm run build`, after tsc: puts the command line and what it needs into few files, in the place of what tsc made of it. To look for
 * hundreds of modules takes a process longer than to grade.
 */
import { build } from "esbuild";
import path from "node:path";
import { packageRoot } from "./package-root.ts";

await build({
  entryPoints: [{ in: path.join(packageRoot, "grader/main.ts"), out: "grader/main" }],
  outdir: path.join(packageRoot, "dist"),
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  // What a command needs is loaded by that command.
  splitting: true,
  platform: "node",
  target: "node20",
  format: "esm",
  // The first is loaded by a process of its own, tsx by another, and the build's own tools by nobody who has installed a course.
  external: ["ts-morph", "tsx", "esbuild"],
  // For the CommonJS among the dependencies.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  legalComments: "none",
  logLevel: "warning",
});
