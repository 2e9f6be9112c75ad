import { describe, expect, it } from "vitest";
import { trialHint, trialHints } from "../../../grader/score/trial-hints.ts";

const pieces = [
  "again",
  "await",
  "argument",
  "call",
  "cancel",
  "catch",
  "condition",
  "done",
  "exit",
  "finally",
  "lock",
  "loop",
  "name",
  "number",
  "operator",
  "polling",
  "release",
  "request",
  "return",
  "signal",
  "sleep",
  "statement",
  "task",
  "text",
  "wait",
] as const;
const kinds = ["missing", "extra", "order", "other"] as const;

describe.each(kinds)("of something %s", (kind) => {
  it("there is a question for each piece of code, and for nothing else", () => {
    expect(Object.keys(trialHints[kind]).toSorted()).toEqual(pieces.toSorted());
  });

  it.each(pieces)("the one for a piece of the kind %s asks something of its line in whole sentences", (piece) => {
    const hint = trialHint({ kind, piece }, "line 12");
    expect(hint).toContain("line 12");
    expect(hint).not.toContain("{");
    expect(hint).toMatch(/\?|Compare|Work out/u);
    for (const sentence of hint.split(/(?<=[.?]) /u)) expect(sentence).toMatch(/^[A-Z][^.?]+[.?]$/u);
  });

  it.each(pieces)("the one for a piece of the kind %s reads as well of several lines", (piece) => {
    // No verb and no plural depends on how many they are.
    expect(trialHints[kind][piece]).not.toMatch(/(?<!\bon )\{line\} (?:is|are|was|does|do|has|have|[a-z]+s)\b/u);
  });

  it.each(pieces)("the one for a piece of the kind %s holds no code", (piece) => {
    const words = trialHints[kind][piece].replaceAll("{line}", "");
    expect(words).not.toMatch(/[`'"(){}[\]<>=;/*+_]|\b(?:await|async|const|let|finally|try|gather|createTask)\b/u);
  });
});

describe("of right code that stands on the wrong side of something", () => {
  const walls = (["limit", "lock", "catch", "loop"] as const).flatMap((of) =>
    [true, false].map((isInside) => ({ of, isInside })),
  );

  it.each(walls)("the question is about what it stands in: $of, inside: $isInside", (wall) => {
    const hint = trialHint({ kind: "order", piece: "sleep", wall }, "lines 12 to 15");
    expect(hint).toMatch(/^[A-Z][^.?]*\blines 12 to 15\b[^.?]*\?$/u);
    expect(hint).not.toMatch(/(?<!\bon )\blines 12 to 15 (?:is|are|was|does|do|has|have|[a-z]+s)\b/u);
  });

  it("each asks something else", () => {
    const hints = walls.map((wall) => trialHint({ kind: "order", piece: "sleep", wall }, "line 12"));
    expect(new Set(hints).size).toBe(walls.length);
  });
});
