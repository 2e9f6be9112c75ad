import type { Rule } from "../../spec/index.ts";

const FINDERS: ReadonlySet<string> = new Set(["await-in-loop", "floating-promise", "any", "eval"]);

/** What of an exercise's rules can be noted while a program runs: names, not what is found in the source alone. */
export function forbiddenNames(rules: readonly Rule[]): string[] {
  const names = rules
    .filter(({ kind, target }) => kind === "forbid" && !FINDERS.has(target))
    .map(({ target }) => target);
  return [...new Set(names)];
}
