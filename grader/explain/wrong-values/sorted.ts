import type { Run } from "../../sandbox/index.ts";
import { capital, showLine } from "../story/place.ts";
import type { Position } from "../../values/index.ts";

/** The only line that sorts a list, for what is right and comes in another order than it should; null when there is none, or more than one. */
export function explainSorted({ text }: Run): {
  readonly message: string;
  readonly hint: string;
  readonly at: Position;
} | null {
  const [at, ...others] = text?.sorts ?? [];
  if (at === undefined || others.length > 0) return null;
  const line = showLine(at, at);
  return {
    message: `${capital(line)} sorts a list`,
    hint: `By what does ${line} put one item before another, and what decides where two are alike in that?`,
    at,
  };
}
