import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { OutputFile, Plugin } from "esbuild";
import { TASK_TOKEN_MODULE, transpileWithTaskTokens } from "../../compile/index.ts";
import { SANDBOX_FILES } from "./files.ts";
import { hearRejections } from "./hear-rejections.ts";
import { meterWork } from "./meter-wasm.ts";
import { tellHeapEnd } from "./tell-heap-end.ts";

/**
 * Builds what the child process runs into `folder`: its own code in one file, the guest's files, and the engine. From the
 * sources below `root`; needs esbuild, which an installed course does not have.
 */
export async function bundleSandbox(root: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const sandbox = path.join(root, "grader/sandbox");
  const [child, guest, wasm, allocator] = await Promise.all([
    bundleChild(sandbox),
    bundleGuest(sandbox, path.join(root, "src/api.ts")),
    readFile(wasmFile()),
    allocatorName(),
  ]);
  await writeFile(path.join(folder, SANDBOX_FILES.guest), JSON.stringify(guest));
  const changed = tellHeapEnd(meterWork(hearRejections(wasm), allocator));
  await writeFile(path.join(folder, SANDBOX_FILES.wasm), changed);
  for (const { path: file, text } of child) await writeFile(path.join(folder, path.basename(file)), text);
}

/** What the child always needs is in one file. What only some scenarios need (nock, above all) is in others, and loaded then. */
async function bundleChild(sandbox: string): Promise<readonly OutputFile[]> {
  const { build } = await import("esbuild");
  const result = await build({
    entryPoints: [{ in: path.join(sandbox, "host/main.ts"), out: path.parse(SANDBOX_FILES.child).name }],
    bundle: true,
    splitting: true,
    outdir: "/child",
    outExtension: { ".js": path.extname(SANDBOX_FILES.child) },
    chunkNames: "[name]-[hash]",
    platform: "node",
    target: "node20",
    format: "esm",
    // For the CommonJS in nock's dependencies.
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    write: false,
    logLevel: "silent",
  });
  return result.outputFiles;
}

/** The guest's files by the names under which the guest imports them. What several need is in chunks that they share. */
async function bundleGuest(sandbox: string, api: string): Promise<Record<string, string>> {
  const { build } = await import("esbuild");
  const groups = path.join(sandbox, "guest/web/groups");
  const groupFiles = (await readdir(groups)).filter((file) => file.endsWith(".ts"));
  const result = await build({
    entryPoints: [
      { in: path.join(sandbox, "guest/language.ts"), out: "language" },
      { in: path.join(sandbox, "guest/main.ts"), out: "main" },
      { in: path.join(sandbox, "guest/seal.ts"), out: "seal" },
      { in: path.join(sandbox, "guest/syntax.ts"), out: "syntax" },
      { in: path.join(sandbox, "guest/task.ts"), out: "task" },
      { in: api, out: "chronograde" },
      ...groupFiles.map((file) => ({ in: path.join(groups, file), out: `groups/${path.basename(file, ".ts")}` })),
    ],
    bundle: true,
    splitting: true,
    platform: "neutral",
    target: "es2023",
    format: "esm",
    // Names stay as they are: they show in messages.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    outdir: "/guest",
    chunkNames: "chunk-[hash]",
    write: false,
    logLevel: "silent",
    plugins: [carryTaskTokens(path.join(sandbox, "guest/task.ts"))],
  });
  const files = result.outputFiles.map(({ path: file, text }): [string, string] => [
    path.relative(path.resolve("/guest"), file).split(path.sep).join("/"),
    text,
  ]);
  return Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Our own code in the guest carries the current task through its awaits as the learner's does. */
function carryTaskTokens(taskModule: string): Plugin {
  return {
    name: "carry-task-tokens",
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${TASK_TOKEN_MODULE}$`) }, () => ({ path: taskModule }));
      build.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
        const { code } = await transpileWithTaskTokens(file, await readFile(file, "utf8"));
        return { contents: code, loader: "js" };
      });
    },
  };
}

function wasmFile(): string {
  return createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/wasm");
}

/** The engine's exports have names of one letter, which stand in its loader beside the real ones. */
async function allocatorName(): Promise<string> {
  const loader = createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/emscripten-module");
  const name = /\b_malloc=\w+\.(\w+)/.exec(await readFile(loader, "utf8"))?.[1];
  if (name === undefined) throw new Error("The engine's loader does not tell how its allocator is called.");
  return name;
}
