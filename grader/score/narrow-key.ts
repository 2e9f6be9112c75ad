import type { Run } from "../sandbox/index.ts";
import type { Finding } from "./grade.ts";

/** Why something was not asked for that is like what was asked for before: what that brought is kept under a key that tells too little. */
export function explainNarrowKey(run: Run): Pick<Finding, "message" | "hint" | "at"> | null {
  const [narrow] = run.text?.narrowKeys ?? [];
  if (narrow === undefined) return null;
  const { at, kept, missing } = narrow;
  const names = missing.map((name) => `\`${name}\``).join(" and ");
  const key = at.line === kept.line ? `on line ${at.line}` : `that line ${at.line} makes`;
  return {
    message: `The key ${key} says nothing of ${names}, and under it line ${kept.line} keeps something for whoever asks again`,
    hint: "Which calls may share what is kept there, and what must they have in common?",
    at,
  };
}
