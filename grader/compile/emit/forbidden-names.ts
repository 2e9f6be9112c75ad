import type { Rule } from "../../spec/index.ts";

const FINDERS: ReadonlySet<string> = new Set(["await-in-loop", "floating-promise", "any", "eval"]);

/**
 * What of an exercise's rules can be noted while a program runs: names, not what is found in the source alone. A name that the harness
 * has in its text may be called by the harness.
 */
export function forbiddenNames(rules: readonly Rule[], harness = ""): string[] {
  const words = new Set(harness.match(/[\p{ID_Continue}$]+/gu));
  const names = rules
    .filter(({ kind, target }) => kind === "forbid" && !FINDERS.has(target))
    .map(({ target }) => target);
  return [...new Set(names)].filter((name) => !words.has(name.slice(name.lastIndexOf(".") + 1)));
}
