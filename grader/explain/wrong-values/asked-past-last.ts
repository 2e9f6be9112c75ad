import type { RequestRecord, Run } from "../../sandbox/index.ts";
import type { Position } from "../../values/index.ts";
import { listed, samePlace } from "../story/place.ts";
import { callerOfRepeat } from "../story/request-caller.ts";

interface AskedPast {
  readonly message: string;
  readonly hint: string;
  readonly at: Position | null;
}

/** So many of the requests before are looked at, and so long a URL. */
const mostBefore = 200;
const longest = 2000;

/**
 * A request that nothing answers, when the same line had asked for those just before it in a row, and was answered: page 1, 2 and 3, and then 4. What
 * ends the row was not looked for.
 */
export function explainAskedPast(run: Run, request: RequestRecord): AskedPast | null {
  const { at, url } = request;
  if (request.outcome !== "unmocked" || at === null || url.length > longest) return null;
  const index = run.requests.indexOf(request);
  const alike = run.requests
    .slice(Math.max(0, index - mostBefore), index)
    .filter(
      ({ outcome, method, ...other }) =>
        outcome === "answered" && method === request.method && other.at !== null && samePlace(other.at, at),
    );
  for (const [nr, number] of numbersIn(url).entries()) {
    const row = alike.flatMap((other) => numberInstead(other.url, url, nr) ?? []);
    if (!isRow([...new Set(row), number])) continue;
    const before = alike.findLast((other) => numberInstead(other.url, url, nr) !== null)!;
    return {
      message: `With ${listed([...new Set(row)].map(String))} in place of ${number} it was answered before: what comes after the last one is asked for, too`,
      hint: "How does the code know which one is the last, and does it look for that before it asks for the next?",
      at: callerOfRepeat(run, before, request) ?? at,
    };
  }
  return null;
}

/** The number that stands there in its place, where all else is the same; null when something else differs. */
function numberInstead(url: string, like: string, index: number): number | null {
  const own = numbersIn(url);
  const differs = numbersIn(like).flatMap((number, i) => (own[i] === number ? [] : [i]));
  const isOther = url.replace(digits, "#") === like.replace(digits, "#") && differs.length === 1;
  return isOther && differs[0] === index ? own[index]! : null;
}

/** Each is as much more as the one before it: `1, 2, 3`, `0, 20, 40`. Two numbers are a row only when they follow on each other. */
function isRow(numbers: readonly number[]): boolean {
  const steps = numbers.slice(1).map((number, i) => number - numbers[i]!);
  return (
    steps.length > 0 && steps.every((step) => step === steps[0] && step > 0) && (steps.length > 1 || steps[0] === 1)
  );
}

const digits = /\d+/gu;

function numbersIn(url: string): readonly number[] {
  return Array.from(url.matchAll(digits), ([number]) => Number(number));
}
