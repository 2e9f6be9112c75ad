import { readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { WRITE_MARK, type WritePlace } from "../../../../grader/compile/index.ts";
import { compiler } from "../../../warm-compiler.ts";
import { createSandbox } from "../../../../grader/sandbox/index.ts";
import { input, printed } from "../../sandbox/play.ts";

const fixtures = new URL("../../../fixtures/", import.meta.url);
const programs = readdirSync(new URL("conformance/", fixtures)).toSorted();

const sandbox = createSandbox({ child: "author" });
afterAll(() => sandbox.close());

async function watchedRun(text: string, entry: string | null = "main") {
  const files = [{ path: "submission.ts", display: "submission.ts", text }];
  const request = { files, entryFile: "submission.ts", entry, imports: [], rules: [] };
  const { program, writes = [] } = await compiler.compile({ ...request, unchecked: { wanted: "writes" } });
  const run = await sandbox.run(program!, input({ args: [{ t: "list", v: [3, 5, 9] }] }));
  const lines = printed(run);
  return {
    run,
    lines: lines.filter((line) => !line.startsWith(WRITE_MARK)),
    said: lines.filter((line) => line.startsWith(WRITE_MARK)).map((line) => wordsOf(line, writes)),
  };
}

/** `kept total 9 by 14:5` */
function wordsOf(line: string, places: readonly WritePlace[]): string {
  const [number, , value, , key] = JSON.parse(line.slice(WRITE_MARK.length)) as [
    number,
    string,
    string,
    number,
    string,
  ];
  const { how, name, at } = places[number]!;
  return `${how} ${key ?? name} ${value}, ${at.line}:${at.column}`;
}

describe("a program that says what it keeps", () => {
  it.each(programs)("prints what CPython printed, %s", async (name) => {
    const expected = readFileSync(new URL(`conformance/${name}/expected.txt`, fixtures), "utf8");
    const { lines } = await watchedRun(readFileSync(new URL(`conformance/${name}/program.ts`, fixtures), "utf8"), null);

    expect(lines).toEqual(expected.trimEnd().split("\n"));
  });

  it("says each value where it is made, and in the order in which that happens", async () => {
    const { said } = await watchedRun(readFileSync(new URL("writes/board.ts", fixtures), "utf8"));

    expect(said).toMatchInlineSnapshot(`
      [
        "kept sum 0, 10:3",
        "kept top 0, 11:3",
        "put board 3, 23:5",
        "kept sum 3, 13:5",
        "kept top 3, 14:23",
        "put seen 3, 24:5",
        "put board 5, 23:5",
        "kept sum 8, 13:5",
        "kept top 5, 14:23",
        "put seen 5, 24:5",
        "put board 9, 23:5",
        "kept sum 17, 13:5",
        "kept top 9, 14:23",
        "put seen 9, 24:5",
        "kept late 21, 26:9",
        "kept best Ada: 9, 28:9",
        "part total 17, 29:12",
        "part best Ada: 9, 29:30",
      ]
    `);
  });

  it("gives what it gave, whatever a value is written into", async () => {
    const { run, said } = await watchedRun(readFileSync(new URL("writes/every-way.ts", fixtures), "utf8"));

    expect(run.outcome).toMatchInlineSnapshot(`
      {
        "kind": "returned",
        "value": {
          "t": "map",
          "v": [
            [
              "shown",
              {
                "t": "list",
                "v": [
                  "row 1: 10",
                  "row 2: 18",
                ],
              },
            ],
            [
              "counts",
              {
                "t": "map",
                "v": [
                  [
                    "Ada",
                    2,
                  ],
                  [
                    "Bob",
                    1,
                  ],
                ],
              },
            ],
            [
              "left",
              2,
            ],
            [
              "right",
              1,
            ],
            [
              "seat",
              {
                "t": "map",
                "v": [
                  [
                    "row",
                    7,
                  ],
                ],
              },
            ],
            [
              "free",
              0,
            ],
            [
              "last",
              9,
            ],
          ],
        },
      }
    `);
    expect(said).toMatchInlineSnapshot(`
      [
        "kept taken 0, 11:3",
        "part row 3, 15:20",
        "part by Ada, 15:25",
        "kept Ada 0, 17:5",
        "kept Ada 1, 18:5",
        "kept taken 1, 19:12",
        "returned sell 0, 19:5",
        "kept before 0, 32:11",
        "returned label row 0, 27:32",
        "kept null 6, 33:5",
        "part row 5, 15:20",
        "part by Bob, 15:25",
        "kept Bob 0, 17:5",
        "kept Bob 1, 18:5",
        "kept taken 2, 19:12",
        "returned sell 1, 19:5",
        "kept before 1, 32:11",
        "returned label row 1, 27:32",
        "kept null 10, 33:5",
        "part row 9, 15:20",
        "part by Ada, 15:25",
        "kept Ada 1, 17:5",
        "kept Ada 2, 18:5",
        "kept taken 3, 19:12",
        "returned sell 2, 19:5",
        "kept before 2, 32:11",
        "returned label row 2, 27:32",
        "kept null 18, 33:5",
        "part row 1, 36:24",
        "part row 7, 37:26",
        "returned shown row 1: 10, 38:95",
        "returned shown row 2: 18, 38:95",
        "kept free 0, 40:3",
        "part left 2, 41:27",
        "part right 1, 41:33",
        "part free 0, 41:46",
        "returned last 9, 23:5",
        "part last 9, 41:52",
      ]
    `);
  });
});
