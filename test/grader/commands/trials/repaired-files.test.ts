import { describe, expect, it } from "vitest";
import type { Repair } from "../../../../grader/compile/index.ts";
import { repairedFiles } from "../../../../grader/commands/trials/repaired-files.ts";

describe("files with repairs made", () => {
  it("have every change at its place, whatever the order of the repairs", () => {
    expect(textWith("a b c", repair([4, 5, "C!"]), repair([0, 1, "A?"]))).toBe("A? b C!");
  });

  it("keep the order of what one repair puts in one place", () => {
    expect(textWith("ab", repair([1, 1, "1"], [1, 1, "2"]))).toBe("a12b");
  });

  it("have what two repairs need alike only once", () => {
    expect(textWith("x y", repair([0, 0, "import; "], [0, 1, "X"]), repair([0, 0, "import; "], [2, 3, "Y"]))).toBe(
      "import; X Y",
    );
  });

  it("are as they were where nothing is repaired", () => {
    const other = { path: "lib.ts", display: "lib.ts", text: "kept" };

    expect(repairedFiles([other], [repair([0, 2, ""])])).toEqual([other]);
  });
});

function textWith(text: string, ...repairs: Repair[]): string {
  return repairedFiles([{ path: "main.ts", display: "main.ts", text }], repairs)[0]!.text;
}

function repair(...edits: (readonly [start: number, end: number, text: string])[]): Repair {
  return {
    path: "main.ts",
    edits: edits.map(([start, end, text]) => ({ start, end, text })),
    at: { file: "main.ts", line: 1, column: 1, endLine: 1, endColumn: 2 },
    about: { kind: "other", piece: "call" },
  };
}
