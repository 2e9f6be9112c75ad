import { globMatches } from "../values/index.ts";

/**
 * Whether a path inside the submission fits one of the exercise's `files`: `*` and `?` stay inside one folder's or file's name,
 * `**` as a whole name stands for any number of folders, none included.
 */
export function fitsFiles(path: string, patterns: readonly string[]): boolean {
  const names = path.split("/");
  return patterns.some((pattern) => fits(normalized(pattern).split("/"), names));
}

/** Patterns without wildcards: these are names of files. */
export function plainNames(patterns: readonly string[]): string[] {
  return patterns.map(normalized).filter((pattern) => !/[*?]/.test(pattern));
}

function normalized(pattern: string): string {
  return pattern.replace(/^(?:\.\/)+/, "");
}

function fits(wanted: readonly string[], names: readonly string[]): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return names.length === 0;
  if (first === "**") return names.some((_, index) => fits(rest, names.slice(index)));
  const [name, ...deeper] = names;
  return name !== undefined && globMatches(first, name) && fits(rest, deeper);
}
