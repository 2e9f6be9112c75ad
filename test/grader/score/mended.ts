import type { Mended, MendedPlace } from "../../../grader/explain/index.ts";

type About = MendedPlace["about"];

/** A place of the submission that was mended: a line, or from one to another. */
export function placeAt(
  lines: number | readonly [from: number, to: number],
  about: About = { kind: "other", piece: "number" },
  file = "submission.ts",
): MendedPlace {
  const [line, endLine] = typeof lines === "number" ? [lines, lines] : lines;
  return { at: { file, line, column: 3, endLine, endColumn: 20 }, about };
}

/** One such place with which all goes right. */
export function mendedAt(lines: Parameters<typeof placeAt>[0], file = "submission.ts"): Mended {
  return mended([placeAt(lines, undefined, file)]);
}

export function mended(places: readonly MendedPlace[], elapsedMs: number | null = null): Mended {
  return { places, elapsedMs };
}
