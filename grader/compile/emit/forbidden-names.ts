import type { Rule } from "../../spec/index.ts";
import { CHRONOGRADE_TYPES } from "../declarations/chronograde.ts";

const FINDERS: ReadonlySet<string> = new Set(["await-in-loop", "floating-promise", "any", "eval"]);

/** What chronograde exports: the harness has those of its own, which nobody watches. */
const EXPORTS: ReadonlySet<string> = new Set(
  Array.from(CHRONOGRADE_TYPES.matchAll(/^ *export (?:function|class) (\w+)/gm), ([, name]) => name!),
);

/**
 * What of an exercise's rules can be noted while a program runs: names, not what is found in the source alone. A global that the
 * harness has in its text may be called by the harness.
 */
export function forbiddenNames(rules: readonly Rule[], harness = ""): string[] {
  const words = new Set(harness.match(/[\p{ID_Continue}$]+/gu));
  const names = rules
    .filter(({ kind, target }) => kind === "forbid" && !FINDERS.has(target))
    .map(({ target }) => target);
  return [...new Set(names)].filter((name) => EXPORTS.has(name) || !words.has(name.slice(name.lastIndexOf(".") + 1)));
}
