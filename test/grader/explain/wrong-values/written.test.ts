import { describe, expect, it } from "vitest";
import { explainWritten, type Write } from "../../../../grader/explain/index.ts";
import { aRun, at } from "../../score/builders.ts";

type Given = Partial<Omit<Write, "place">> & { readonly line: number } & Partial<Write["place"]>;

/** One after the other, 100 ms apart. */
function writes(...all: readonly Given[]): readonly Write[] {
  return all.map(
    ({ line, how = "kept", name = null, isFirst = false, isCopy = false, from = [], fields = [], ...write }, i) => ({
      place: { at: at(line), how, name, isFirst, isCopy, from, fields },
      value: null,
      owner: null,
      key: null,
      atMs: (i + 1) * 100,
      ...write,
    }),
  );
}

const sought = { found: 7, wanted: null, key: null, as: "value", untilMs: null } as const;

describe("a wrong value is followed back", () => {
  it("over the lines that only hand it on, to the one that made it", () => {
    const told = explainWritten(
      aRun(),
      writes(
        { line: 4, name: "sum", value: 7, from: ["sum", "n"] },
        { line: 9, name: "total", value: 7, isFirst: true, isCopy: true, from: ["sum"] },
        { line: 10, how: "returned", value: 7, isCopy: true, from: ["total"] },
      ),
      sought,
    );

    expect(told?.message).toBe("It comes from line 4, which set `sum` to it at 100 ms.");
    expect(told?.at).toEqual(at(4));
  });

  it("to what an object was given that is known, and not to another object with the same names", () => {
    const told = explainWritten(
      aRun(),
      writes(
        { line: 4, name: "sum", owner: 0, value: 7, from: ["n"] },
        { line: 5, name: "sum", how: "part", value: 7, from: ["m"] },
        { line: 10, how: "returned", value: 7, isCopy: true, from: ["till"], fields: ["sum"] },
      ),
      sought,
    );

    expect(told?.at).toEqual(at(4));
  });

  it("to the last line that has it where nobody says from what that is", () => {
    const told = explainWritten(
      aRun(),
      writes({ line: 4, name: "other", value: 7 }, { line: 9, name: "total", value: 7, isCopy: true, from: ["n"] }),
      { ...sought, key: "total" },
    );

    expect(told?.message).toBe("It comes from line 9, which set `total` to it at 200 ms.");
    expect(told?.hint).toBe("What did line 9 take it from, and what decides when it does?");
  });

  it("by its key before by its value", () => {
    const told = explainWritten(
      aRun(),
      writes({ line: 4, name: "left", value: 7 }, { line: 5, name: "right", value: 7 }, { line: 6, value: 7 }),
      { ...sought, key: "left" },
    );

    expect(told?.at).toEqual(at(4));
  });

  it("and nowhere when it is one that stands everywhere, and nothing bears its name", () => {
    const all = writes({ line: 4, name: "left", value: 0 }, { line: 5, name: "right", value: 0 });

    expect(explainWritten(aRun(), all, { ...sought, found: 0, key: "count" })).toBeNull();
  });

  it("to the place in a list that a run tells", () => {
    const told = explainWritten(aRun(), writes({ line: 4, key: "1", owner: 0, value: 7, from: ["n"] }), {
      ...sought,
      as: "item",
    });

    expect(told?.message).toBe("It comes from line 4, which put it at [1] at 100 ms.");
  });

  it("not to what came after it was shown", () => {
    const all = writes(
      { line: 4, how: "put", name: "list", value: 7 },
      { line: 5, how: "put", name: "list", value: 7 },
    );

    expect(explainWritten(aRun(), all, { ...sought, untilMs: 150 })?.at).toEqual(at(4));
  });

  it("and where it had been right before, that is said", () => {
    const told = explainWritten(
      aRun(),
      writes({ line: 4, name: "sum", owner: 0, value: 8 }, { line: 9, name: "sum", owner: 0, value: 7, from: ["n"] }),
      { ...sought, wanted: 8, key: "sum" },
    );

    expect(told?.message).toBe(
      "It comes from line 9, which set `sum` to it at 200 ms. Before that it was 8 (line 4, at 100 ms).",
    );
  });

  it("and where it became right only later, that is said, and pointed to", () => {
    const told = explainWritten(
      aRun(),
      writes({ line: 4, name: "sum", owner: 0, value: 7 }, { line: 9, name: "sum", owner: 0, value: 8, from: ["n"] }),
      { ...sought, wanted: 8, key: "sum" },
    );

    expect(told?.message).toBe(
      "It comes from line 4, which set `sum` to it at 100 ms. Only at 200 ms it became 8 (line 9).",
    );
    expect(told?.at).toEqual(at(9));
  });

  it("and where it was put in the place of what was there, that is said, with what had made it", () => {
    const told = explainWritten(
      aRun(),
      writes(
        { line: 3, how: "returned", name: "price", value: 7, from: ["kind"] },
        { line: 9, key: "car", owner: 0, value: 7, isCopy: true, from: ["price"] },
        { line: 3, how: "returned", name: "price", value: 7, from: ["kind"] },
        { line: 9, key: "car", owner: 0, value: 7, isCopy: true, from: ["price"] },
      ),
      { ...sought, key: "car" },
    );

    expect(told?.message).toBe(
      "It comes from line 9, which set `car` to it at 400 ms; line 3 had returned it at 300 ms. What line 9 had set there before, 7 at 200 ms, is gone.",
    );
    expect(told?.hint).toBe("What should become of what was there before?");
  });

  it("but the story of another thing under the same name is not told", () => {
    const told = explainWritten(
      aRun(),
      writes({ line: 4, name: "sum", owner: 1, value: 8 }, { line: 9, name: "sum", owner: 0, value: 7, from: ["n"] }),
      { ...sought, wanted: 8, key: "sum" },
    );

    expect(told?.message).toBe("It comes from line 9, which set `sum` to it at 200 ms.");
  });

  it("nor that of several variables of one name", () => {
    const first = { line: 3, name: "sum", value: 0, isFirst: true };
    const told = explainWritten(
      aRun(),
      writes(first, { line: 4, name: "sum", value: 8 }, first, { line: 9, name: "sum", value: 7, from: ["n"] }),
      { ...sought, wanted: 8, key: "sum" },
    );

    expect(told?.message).toBe("It comes from line 9, which set `sum` to it at 400 ms.");
  });
});

describe("a text with one wrong word", () => {
  const text = { line: 9, how: "returned", value: "Ada: 7 of 12", from: ["best"] } as const;
  const told = { ...sought, found: "Ada: 7 of 12", wanted: "Ada: 9 of 12" };

  it("is followed back to the line that made the word", () => {
    const all = writes({ line: 4, name: "best", value: 7 }, { line: 5, name: "other", value: 7 }, text);

    expect(explainWritten(aRun(), all, told)?.message).toBe(
      "The 7 in it comes from line 4, which set `best` to it at 100 ms.",
    );
  });

  it("is followed back to where the text is made when nobody knows of the word", () => {
    expect(explainWritten(aRun(), writes(text), told)?.message).toBe(
      "It comes from line 9, which returned it at 100 ms.",
    );
  });

  it("that was printed is followed back by the names that it was made of", () => {
    const line = { ...told, as: "line", untilMs: 300 } as const;
    const best = { line: 4, name: "best", value: 7 };
    const other = { line: 5, name: "other", value: 7 };

    const all = writes(best, other, { ...text, how: "printed" });
    expect(explainWritten(aRun(), all, line)?.at).toEqual(at(4));
    expect(explainWritten(aRun(), writes(other, other, { ...text, how: "printed" }), line)).toBeNull();
    const called = { ...best, how: "returned" } as const;
    expect(explainWritten(aRun(), writes(called, other, { ...text, how: "printed" }), line)).toBeNull();
  });

  it("is not taken apart where more than one word is wrong", () => {
    const all = writes({ line: 4, name: "best", value: 7 });

    expect(explainWritten(aRun(), all, { ...told, wanted: "Bob: 9 of 12" })).toBeNull();
  });
});
