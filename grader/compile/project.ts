import type { Project } from "ts-morph";
import { DECLARATIONS } from "./declarations/index.ts";
import type { SubmissionFile } from "./program.ts";
import { loadTsMorph, type ts } from "./typescript.ts";

/** Folder of the submission in the checker's file system, which holds nothing else but the libraries. */
export const SUBMISSION_ROOT = "/submission/";
/** Folder of the instructor's harness. */
export const HARNESS_ROOT = "/harness/";

/**
 * A project over a file system of its own in memory: whatever a submission imports or refers to, no file of the machine can be
 * read. Kept warm: the libraries are parsed once.
 */
export async function createProject(): Promise<Project> {
  const { Project, ts } = await loadTsMorph();
  // The libraries' own files are in the checker's file system, too: one that a path led to would stay there for all who come after.
  const resolveOwn = (host: ts.ModuleResolutionHost, name: string, from: string, options: ts.CompilerOptions) => {
    if (!from.startsWith(SUBMISSION_ROOT)) return undefined;
    const { resolvedModule } = ts.resolveModuleName(name, from, options, host);
    return resolvedModule?.resolvedFileName.startsWith(SUBMISSION_ROOT) === true ? resolvedModule : undefined;
  };
  const project = new Project({
    useInMemoryFileSystem: true,
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
    resolutionHost: (host, options) => ({
      resolveModuleNames: (names, from) => names.map((name) => resolveOwn(host, name, from, options())),
    }),
    compilerOptions: {
      strict: true,
      target: ts.ScriptTarget.ES2023,
      lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
      types: [],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      moduleDetection: ts.ModuleDetectionKind.Force,
      allowImportingTsExtensions: true,
      esModuleInterop: true,
      forceConsistentCasingInFileNames: true,
      skipLibCheck: true,
      sourceMap: true,
      removeComments: true,
    },
  });
  for (const [path, text] of DECLARATIONS) project.createSourceFile(path, text);
  return project;
}

/** Takes every file of a submission out again, and the harness. The libraries stay. */
export function forgetSubmission(project: Project): void {
  for (const file of project.getSourceFiles()) {
    const path = file.getFilePath();
    if (path.startsWith(SUBMISSION_ROOT) || path.startsWith(HARNESS_ROOT)) file.forget();
  }
}

/** The files of one submission that take part, as the checker knows them. */
export interface LoadedFile {
  readonly file: SubmissionFile;
  readonly source: ts.SourceFile;
}
