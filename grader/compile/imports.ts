import { closest, distance } from "fastest-levenshtein";
import { ALLOWABLE_MODULES, GRADER_TYPES_MODULE } from "./declarations/index.ts";
import type { CompileRequest } from "./program.ts";

/** What an import specifier stands for. */
export type ImportTarget =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "module"; readonly name: string }
  | { readonly kind: "refused"; readonly message: string; readonly hint: string };

const EXTENSION = /\.(?:ts|mts)$/;

/** Decides by the text alone; nothing is looked up anywhere but among the submission's files. */
export function resolveImport(specifier: string, from: string, request: CompileRequest): ImportTarget {
  if (specifier === "chronograde") return { kind: "module", name: specifier };
  if (/^\.\.?(?:\/|$)/.test(specifier)) return resolveRelative(specifier, from, request);
  if (request.imports.includes(specifier) && [...ALLOWABLE_MODULES, GRADER_TYPES_MODULE].includes(specifier)) {
    return { kind: "module", name: specifier };
  }
  return refusedModule(specifier, request);
}

/** `./x.ts`, `./x.js` and `./x` all mean x.ts, as they do for tsx. */
function resolveRelative(specifier: string, from: string, request: CompileRequest): ImportTarget {
  const wanted = resolvePath(specifier, from);
  if (wanted === null) {
    return refused(
      `The file ${quoted(specifier)} is outside this submission's folder.`,
      "Move what you need into the submission's own folder. Only files that are handed in can be imported.",
    );
  }
  const paths = request.files.map((file) => file.path);
  const found = candidates(wanted).find((candidate) => paths.includes(candidate));
  if (found !== undefined) return { kind: "file", path: found };
  if (/\.(?:json|c?js|jsx|tsx|cts|node|wasm)$/.test(specifier) && !/\.m?js$/.test(specifier)) {
    return refused(
      `${quoted(specifier)} is not a TypeScript file, and only those can be imported.`,
      "Write the data or code in a .ts file and import that.",
    );
  }
  if (/\.d\.m?ts$/.test(wanted)) {
    return refused(
      `${quoted(specifier)} is a declaration file, which holds no code.`,
      "Write the types in a .ts file.",
    );
  }
  return refused(
    `There is no file ${quoted(specifier)} among the files of this submission (${paths.join(", ")}).`,
    nearestFile(wanted, from, paths) ?? "Check the spelling, or hand that file in too.",
  );
}

/** The path below the submission's folder; null when it leads out. */
export function resolvePath(specifier: string, from: string): string | null {
  const steps = from.split("/").slice(0, -1);
  for (const step of specifier.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps.join("/");
}

/** Files that a resolved specifier may stand for, in order. */
export function candidates(wanted: string): string[] {
  if (EXTENSION.test(wanted)) return [wanted];
  const stem = wanted.replace(/\.(m?)js$/, "");
  if (stem !== wanted) return [wanted.replace(/\.(m?)js$/, ".$1ts")];
  return [`${wanted}.ts`, `${wanted}.mts`];
}

function nearestFile(wanted: string, from: string, paths: readonly string[]): string | null {
  const others = paths.filter((path) => path !== from);
  if (others.length === 0) return null;
  const best = closest(wanted, others);
  if (distance(wanted.replace(EXTENSION, ""), best.replace(EXTENSION, "")) > 3) return null;
  return `Did you mean ${quoted(relative(from, best))}?`;
}

function relative(from: string, to: string): string {
  const base = from.split("/").slice(0, -1);
  const path = to.split("/");
  let shared = 0;
  while (shared < base.length && base[shared] === path[shared]) shared += 1;
  const up = base.slice(shared).map(() => "..");
  return [...(up.length === 0 ? ["."] : up), ...path.slice(shared)].join("/");
}

function refusedModule(specifier: string, request: CompileRequest): ImportTarget {
  const allowed = ["chronograde", ...request.imports];
  const list = `This exercise allows ${allowed.map(quoted).join(", ")} and the submission's own files (./name.ts).`;
  if (/^(?:\/|[A-Za-z]:[\\/]|[a-z][a-z+.-]*:\/\/|file:|data:|https?:)/.test(specifier)) {
    return refused(`${quoted(specifier)} is outside this submission's folder and cannot be imported.`, list);
  }
  const withNode = `node:${specifier}`;
  if (request.imports.includes(withNode)) {
    return refused(`${quoted(specifier)} cannot be imported under this name.`, `Write ${quoted(withNode)}. ${list}`);
  }
  const near = allowed.find((name) => distance(name.replace(/^node:/, ""), specifier.replace(/^node:/, "")) <= 2);
  const guess = near === undefined ? "" : `Did you mean ${quoted(near)}? `;
  return refused(`The module ${quoted(specifier)} is not available in this exercise.`, guess + list);
}

function refused(message: string, hint: string): ImportTarget {
  return { kind: "refused", message, hint };
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
