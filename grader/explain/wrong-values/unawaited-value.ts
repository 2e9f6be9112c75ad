import type { ProgramUnawaited } from "../../compile/index.ts";
import type { Run } from "../../sandbox/index.ts";
import type { Explanation } from "../explanation.ts";
import { capital } from "../story/place.ts";

/** What a text shows that was made of one: a template, JSON, an address. */
const shownAs = /\{\}|\[object[ %+]|\b(?:Promise|Task|Coroutine|Future) \{/;

/**
 * The first place of the submission where something that nobody awaited is used as the value that it stands for; null when there is none. A text that
 * was made of one counts only where it came to light: a line that prints a task does no harm to anything else.
 *
 * @param shown what came in place of what should have come
 */
export function explainUnawaitedValue(run: Run, shown: string): Explanation | null {
  const isShown = shownAs.test(shown);
  const first = run.text?.unawaited?.find(({ use }) => use !== "text" || isShown);
  if (first === undefined) return null;
  const { at, isList, kind } = first;
  return {
    code: "unawaited-value",
    message: `${capital(wordsFor(first))}.`,
    hint: isList
      ? `Who waits for what is in this list, and is that over before line ${at.line}?`
      : `Where does this ${kind} come from, and what has to happen to it before line ${at.line} can use its value?`,
    at,
    costMs: 0,
  };
}

function wordsFor({ at, name, kind, isList, use }: ProgramUnawaited): string {
  const where = name === null ? `what line ${at.line} uses` : `\`${name}\` on line ${at.line}`;
  if (isList) return `${where} holds ${kind}s and not their values`;
  switch (use) {
    case "condition":
      return `${where} is a ${kind}, which always counts as true`;
    case "comparison":
      return `${where} is a ${kind}, which equals no value written out`;
    case "number":
      return `${where} is a ${kind} and no number`;
    case "text":
      return `${where} is a ${kind}, whose text shows no value`;
    default:
      return `${where} is a ${kind} and not the value that comes of it`;
  }
}
