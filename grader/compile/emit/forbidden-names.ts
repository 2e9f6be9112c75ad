import type { Rule } from "../../spec/index.ts";
import { CHRONOGRADE_TYPES } from "../declarations/chronograde.ts";

const FINDERS: ReadonlySet<string> = new Set(["await-in-loop", "floating-promise", "any", "eval"]);

/** What chronograde exports: the harness has exports of its own, which nobody watches. */
const EXPORTS: ReadonlySet<string> = new Set(
  Array.from(CHRONOGRADE_TYPES.matchAll(/^ *export (?:function|class) (\w+)/gm), ([, name]) => name!),
);

/**
 * What of an exercise's rules can be noted while a program runs: names, not what is found in the source alone. What the
 * harness has in its text may be called by the harness, unless it has its own of it.
 *
 * @param own the globals that it has as its own
 */
export function forbiddenNames(rules: readonly Rule[], harness = "", own: readonly string[] = []): string[] {
  const words = new Set(harness.match(/[\p{ID_Continue}$]+/gu));
  const shared = words.has("globalThis") ? [] : own;
  const isApart = (name: string): boolean => EXPORTS.has(name) || shared.includes(name.replace(/\..*/, ""));
  const names = rules
    .filter(({ kind, target }) => kind === "forbid" && !FINDERS.has(target))
    .map(({ target }) => target);
  return [...new Set(names)].filter((name) => isApart(name) || !words.has(name.slice(name.lastIndexOf(".") + 1)));
}
