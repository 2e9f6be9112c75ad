/** Words of other tools and of everyday speech that no slip of the pen leads from. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["tests", "scenarios"],
  ["cases", "scenarios"],
  ["testcases", "scenarios"],
  ["name", "title"],
  ["describe", "title"],
  ["mock", "http"],
  ["mocks", "http"],
  ["routes", "http"],
  ["responses", "http"],
  ["function", "entry"],
  ["passmark", "pass"],
  ["threshold", "pass"],
  ["max_score", "points"],
  ["score", "points"],
  ["it", "name"],
  ["input", "args"],
  ["inputs", "args"],
  ["arguments", "args"],
  ["params", "args"],
  ["parameters", "args"],
  ["expected", "expect"],
  ["assert", "expect"],
  ["visibility", "hidden"],
  ["secret", "hidden"],
  ["must", "require"],
  ["deny", "forbid"],
  ["disallow", "forbid"],
  ["ban", "forbid"],
  ["message", "why"],
  ["reason", "why"],
  ["runs", "schedules"],
  ["count", "schedules"],
  ["random", "any"],
  ["shuffle", "any"],
  ["statuscode", "status"],
  ["code", "status"],
  ["data", "json"],
  ["question", "ask"],
  ["prompt", "ask"],
  ["options", "choices"],
  ["answers", "choices"],
  ["feedback", "why"],
  ["max", "atMost"],
  ["min", "atLeast"],
  ["maximum", "atMost"],
  ["minimum", "atLeast"],
  ["delay", "latency"],
  ["body", "json"],
  ["time", "elapsed"],
  ["duration", "elapsed"],
  ["result", "returns"],
  ["value", "returns"],
  ["logs", "stdout"],
  ["prints", "stdout"],
  ["error", "throws"],
  ["output", "stdout"],
  ["errors", "throws"],
  ["finished", "done"],
  ["fulfilled", "done"],
  ["running", "pending"],
  ["rejected", "failed"],
  ["nothing", "none"],
]);

/** The known word that was probably meant; null when none is near. */
export function nearest(word: string, words: Iterable<string>): string | null {
  const known = [...words];
  const synonym = SYNONYMS.get(word.toLowerCase());
  if (synonym !== undefined && known.includes(synonym)) return synonym;
  const given = word.slice(0, longest);
  let best: string | null = null;
  let least = Infinity;
  for (const candidate of known) {
    const most = Math.max(1, Math.min(given.length, candidate.length) / 3);
    if (candidate === word || Math.abs(given.length - candidate.length) > most) continue;
    const away = slips(given.toLowerCase(), candidate.slice(0, longest).toLowerCase());
    if (away < least && away <= most) {
      least = away;
      best = candidate;
    }
  }
  return best;
}

const longest = 100;

/** Letters left out, put in, replaced, or two neighbours in each other's place: the last is one slip, not two. */
function slips(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, beforeLast[j - 2]! + 1);
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
