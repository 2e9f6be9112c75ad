import {
  HARNESS_GLOBALS,
  HARNESS_MODULE,
  SYNTAX_MODULE,
  TASK_TOKEN_MODULE,
} from "../../compile/emit/task-token-runtime.ts";
import type { Job, JobModule } from "../wire/job.ts";

/** Code of our own in the guest has names that begin so; no learner's module may import them. */
const OURS = "chronograde:guest/";
const API = `${OURS}chronograde.js`;
/** The same exports, as the exercise's rules let a submission have them. The harness has the plain ones: what it calls is not the submission's call. */
const WATCHED_API = `${OURS}watched.js`;
const GLUE = `${OURS}main.js`;
/** Evaluated after everything has been linked and before the submission. */
const SEAL = `${OURS}seal.js`;
/**
 * Imports the seal first and then the submission's entry module, whose exports it has as one: a submission may export a
 * function `then`, and whoever imports a module that has one is handed what that function gives.
 */
const ENTRY = `${OURS}entry.js`;

/** Has the harness's default export; imported and evaluated before anything of the submission is so much as loaded. */
const HARNESS = `${OURS}harness.js`;

/** Every compiled module may import these; no submission may write them itself. */
const COMPILED = [TASK_TOKEN_MODULE, SYNTAX_MODULE];
const PUBLIC = new Map([
  ["chronograde", API],
  [TASK_TOKEN_MODULE, `${OURS}task.js`],
  [SYNTAX_MODULE, `${OURS}syntax.js`],
]);

const NODE_MODULES = new Set(["node:timers/promises", "node:events", "node:assert/strict"]);

/** The guest's own files by name, as the build made them: `main.js`, `chronograde.js`, `chunk-….js`, `groups/fetch.js`. */
export type GuestFiles = ReadonlyMap<string, string>;

/** Decides what each import means. A submission reaches its own modules and the public ones, nothing else. */
export class GuestModules {
  readonly #files: GuestFiles;
  readonly #modules: ReadonlyMap<string, JobModule>;
  readonly #namesOf: (module: string) => string;
  readonly #entryModule: string;
  readonly #harness: JobModule | null;
  readonly #watches: boolean;
  #sealed = false;

  constructor(
    files: GuestFiles,
    { entryModule, modules, harness, forbidden }: Pick<Job, "entryModule" | "modules" | "harness" | "forbidden">,
    namesOf: (module: string) => string,
  ) {
    this.#entryModule = entryModule;
    this.#harness = harness;
    this.#watches = forbidden.length > 0;
    this.#files = files;
    const taken = modules.find(({ name }) => name.startsWith("chronograde:"));
    if (taken !== undefined) throw new Error(`A module of a submission may not be called ${taken.name}.`);
    this.#modules = new Map(modules.map((module) => [module.name, module]));
    this.#namesOf = namesOf;
  }

  /**
   * All imports of the submission's modules have been resolved and its first line is about to run: what it imports from now
   * on, it imports dynamically, and that is refused.
   */
  seal(): void {
    this.#sealed = true;
  }

  /** @throws Error when the importer may not import that */
  resolve(importer: string, specifier: string): string {
    // Before names are told apart by how they begin: a file may be called `..x.ts`, or like one of our own.
    if (importer === ENTRY && specifier === this.#entryModule) return specifier;
    if (importer.startsWith(OURS)) {
      if (specifier.startsWith(".")) return this.#ours(importer, specifier);
      if (specifier.startsWith(OURS) || specifier === HARNESS_MODULE || this.#modules.has(specifier)) return specifier;
    } else if (NODE_MODULES.has(importer) || importer.startsWith(HARNESS_GLOBALS)) {
      if (specifier === GLUE) return GLUE;
    } else if (importer === HARNESS_MODULE && specifier.startsWith(HARNESS_GLOBALS)) {
      return specifier;
    } else if (!this.#sealed) {
      const compiled = importer === HARNESS_MODULE ? this.#harness : this.#modules.get(importer);
      const written = compiled?.imports.find(([as]) => as === specifier);
      const target = written === undefined ? "" : written[1];
      if (this.#modules.has(target) || NODE_MODULES.has(target)) return target;
      const ours = COMPILED.includes(specifier) ? specifier : target;
      if (ours === "chronograde" && this.#watches && importer !== HARNESS_MODULE) return WATCHED_API;
      if (PUBLIC.has(ours)) return PUBLIC.get(ours)!;
    }
    throw new Error(`Cannot find module '${specifier}'`);
  }

  /** @throws Error when there is no such module */
  source(name: string): string {
    if (name === ENTRY) return `import "${SEAL}";\nexport * as submission from ${JSON.stringify(this.#entryModule)};`;
    if (name === HARNESS) return `export { default as harness } from "${HARNESS_MODULE}";`;
    if (name.startsWith(HARNESS_GLOBALS)) return ownGlobals(name.slice(HARNESS_GLOBALS.length).split(","));
    if (name === WATCHED_API) return this.#bindings("chronograde");
    const file = name.startsWith(OURS) ? this.#files.get(name.slice(OURS.length)) : undefined;
    const source =
      file ??
      (name === HARNESS_MODULE ? this.#harness : this.#modules.get(name))?.code ??
      (NODE_MODULES.has(name) ? this.#bindings(name) : undefined);
    if (source === undefined) throw new Error(`Cannot find module '${name}'`);
    return source;
  }

  #ours(importer: string, specifier: string): string {
    const { pathname } = new URL(specifier, `file:///${importer.slice(OURS.length)}`);
    return OURS + pathname.slice(1);
  }

  /** A module whose exports the guest makes: each name becomes a binding. */
  #bindings(name: string): string {
    const all = JSON.parse(this.#namesOf(name)) as string[];
    const names = all.filter((each) => each !== "default");
    return [
      `import { moduleFor } from "${GLUE}";`,
      `const all = moduleFor(${JSON.stringify(name)});`,
      all.includes("default") ? `export default all.default;` : "",
      `const { ${names.map((each, i) => `${each}: e${i}`).join(", ")} } = all;`,
      `export { ${names.map((each, i) => `e${i} as ${each}`).join(", ")} };`,
    ].join("\n");
  }
}

function ownGlobals(names: readonly string[]): string {
  const made = names.map((name, i) => `const e${i} = ownGlobal(${JSON.stringify(name)});`);
  const exported = names.map((name, i) => `e${i} as ${name}`);
  return [`import { ownGlobal } from "${GLUE}";`, ...made, `export { ${exported.join(", ")} };`].join("\n");
}

/** Builds the world in which the submission runs. */
export const GUEST_BOOT = `import "${OURS}language.js";\nimport "${GLUE}";`;

export function groupModule(group: string): string {
  return `${OURS}groups/${group}.js`;
}
