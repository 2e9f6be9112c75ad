import { about, across, closed, leaf } from "./leaf.ts";
import { oneWord, wholeNumber } from "./leaves.ts";
import type { Explore } from "./exercise.ts";
import { durationPattern, readDuration } from "./units.ts";

/** More runs than this take longer than anybody waits for a mark. */
const mostSchedules = 10_000;

const bare = durationPattern.slice(1, -1);

const latencyRange = leaf<NonNullable<Explore["latency"]>>({
  expected: "a range of durations such as 10ms..400ms",
  json: { type: "string", pattern: `^${bare}\\.\\.${bare}$` },
  takes: ["string"],
  read: (raw, refuse) => {
    const text = String(raw);
    const ends = text.split("..").map((end) => end.trim());
    const [least, most] = ends.map(readDuration);
    if (least === undefined || most === undefined || ends.length !== 2) {
      const alone = readDuration(text);
      return refuse({
        message: "this is not a range of durations",
        suggestion: "value" in alone ? `${text}..${text}` : dashed(text),
      });
    }
    for (const [end, reading] of [
      [ends[0], least],
      [ends[1], most],
    ] as const) {
      if ("problem" in reading) {
        return refuse({
          message: `${reading.problem}, in \`${end}\``,
          suggestion: reading.suggestion === null ? null : text.replace(String(end), reading.suggestion),
        });
      }
    }
    if (!("value" in least) || !("value" in most)) return refuse({});
    return least.value <= most.value
      ? { leastMs: least.value, mostMs: most.value }
      : refuse({ message: "the range starts above its end", suggestion: `${ends[1]}..${ends[0]}` });
  },
});

/** `10ms-400ms` and `10ms … 400ms`. */
function dashed(text: string): string | null {
  const ends = text.split(/\s*(?:-|–|…|\.{3}|\bto\b)\s*/);
  // `10-400ms`
  if (/^\d+$/.test(ends[0] ?? "")) ends[0] += /[a-z]+$/.exec(ends[1] ?? "")?.[0] ?? "";
  return ends.length === 2 && ends.every((end) => "value" in readDuration(end)) ? ends.join("..") : null;
}

export const explore = closed({
  schedules: wholeNumber(1, mostSchedules)
    .optional()
    .meta(about("How many schedules to try besides the scenario as written; default 50.", 50)),
  latency: latencyRange
    .optional()
    .meta(
      about(
        "Range from which the latency of each reply is drawn. Without it, latencies stay as written.",
        "10ms..400ms",
      ),
    ),
  order: oneWord("any", "ready")
    .optional()
    .meta(
      about(
        "any: tasks that are ready at the same time run in any order; default ready: first come, first served, as in asyncio.",
        "any",
      ),
    ),
}).check(
  across((given, refuse, misspelt) => {
    if (given.latency !== undefined || given.order === "any" || misspelt) return;
    refuse("`explore` without `latency` and without `order: any` changes nothing", {
      code: "missing-key",
      expected: "latency, such as 10ms..400ms",
    });
  }),
);
