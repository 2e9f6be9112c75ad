import path from "node:path";
import { describe, expect, it } from "vitest";
import { GRADER_TYPES, GRADER_TYPES_MODULE } from "../../../grader/compile/declarations/grader.ts";
import { loadTsMorph } from "../../../grader/compile/typescript.ts";
import { checkedRun, readOwnChecks } from "../../../grader/score/index.ts";
import { snapshotFromJson, type Json } from "../../../grader/values/index.ts";
import { aRequest, aRun, aTask, aTrace, at, printed, returned } from "./builders.ts";
import { judge } from "./grading.ts";

const place = at(2, 9, "exercise.yaml");
const read = (given: Json) => readOwnChecks(snapshotFromJson(given), place, "submission.ts");
const one = { category: "states", title: "one", passed: true };

describe("what checks.ts gives", () => {
  it("is a check of the scenario, with its share, its message and its line", () => {
    const [check] = read([{ ...one, passed: 1 / 3, message: "a third", hint: "why?", line: 4 }]) as never[];
    expect(check).toMatchObject({ earned: { n: 1, d: 3 } });
    expect(judge(check!, aRun())).toMatchObject({
      code: "own-check",
      line: 4,
      message: "a third",
      hint: "why?",
    });
  });

  it("earns everything only when it passed", () => {
    const shares = [true, 1, 0.999_999_999_999, 0.5, 0, false];
    const checks = shares.map((passed) => read([{ ...one, passed, message: "no" }]) as never[]);
    expect(checks.map(([check]) => judge(check!, aRun()).earned)).toEqual([1, 1, 0.999_999, 0.5, 0, 0]);
  });

  it.each<[string, Json, RegExp]>([
    ["no list", { a: 1 }, /^it has to return a list/],
    ["an unknown key", [{ ...one, weight: 3 }], /at \[0\]: .*weight/],
    ["an unknown category", [{ ...one, category: "style" }], /at \[0\]\[category\]/],
    ["more than everything", [{ ...one, passed: 1.5 }], /at \[0\]\[passed\]/],
    ["a word for yes", [{ ...one, passed: "yes" }], /at \[0\]\[passed\]/],
    ["two checks of one name", [one, { ...one, category: "returns" }], /two checks with the title "one"/],
    ["a failure without a word", [{ ...one, passed: 0.5 }], /failed without a message for the learner/],
    ["a line before the first", [{ ...one, line: 0 }], /at \[0\]\[line\]/],
  ])("is refused when it is %s", (_, given, message) => {
    expect(read(given)).toMatch(message);
  });
});

describe("what checks.ts sees", () => {
  const error = { name: "Error", message: "no", at: at(3) };
  const run = aRun({
    ...returned({ t: "map", v: [["a", { t: "number", v: "NaN" }]] }),
    tasks: [aTask({ id: 1 }), aTask({ id: 2, createdAt: at(5), state: "failed", error })],
    requests: [aRequest({ at: at(7) })],
    output: printed("a\nb").output,
    leftovers: [{ kind: "timer", what: "a timer is still set", at: at(9, 1, "lib/other.ts") }],
    trace: aTrace([[10, "request-sent", { task: 1, ref: 1, site: at(7) }]]),
  });
  const seen = checkedRun({ name: "one", hidden: false }, run, "submission.ts");

  it("is plain data, with lines of the file that was handed in", () => {
    expect(seen).toMatchObject({
      result: { a: { $number: "NaN" } },
      stdout: ["a", "b"],
      tasks: [{ line: null }, { line: 5, error: { line: 3 } }],
      requests: [{ url: "https://x.test/a", line: 7 }],
      leftovers: [{ line: null }],
      trace: [{ atMs: 10, event: "request-sent", line: 7 }],
    });
    expect(JSON.parse(JSON.stringify(seen))).toEqual(seen);
  });

  it("has the same types for the editor and for the compiler of the guest, either way", async () => {
    const [same, more, other] = await mistakesWith([
      GRADER_TYPES,
      GRADER_TYPES.replace("readonly stderr:", "readonly warned: number;\nreadonly stderr:"),
      GRADER_TYPES.replace("endedMs: number | null", "endedMs: number"),
    ]);
    expect(same).toBe("");
    expect(more).toMatch(/'warned' is missing/);
    expect(other).toMatch(/'null' is not assignable/);
  });
});

/** What TypeScript says of each of these declarations when either one is used as the other. */
async function mistakesWith(declarations: readonly string[]): Promise<string[]> {
  const { Project, ts } = await loadTsMorph();
  const root = path.join(import.meta.dirname, "../../..");
  const project = new Project({
    tsConfigFilePath: path.join(root, "tsconfig.json"),
    skipAddingFilesFromTsConfig: true,
  });
  const compared = declarations.map((text, i) => {
    project.createSourceFile(path.join(root, `declared-${i}.d.ts`), text.replace(GRADER_TYPES_MODULE, `guest-${i}`));
    const there = ["CheckedRun", "CheckedError", "OwnCheck"].flatMap((name) => [
      `export const ${name}There = (given: Editor.${name}): Guest.${name} => given;`,
      `export const ${name}Back = (given: Guest.${name}): Editor.${name} => given;`,
    ]);
    const imports = [
      'import type * as Editor from "./grader/score/checked-run.ts";',
      `import type * as Guest from "guest-${i}";`,
    ];
    return project.createSourceFile(path.join(root, `compared-${i}.ts`), [...imports, ...there].join("\n"));
  });
  const program = project.getProgram().compilerObject;
  return compared.map((file) =>
    program
      .getSemanticDiagnostics(file.compilerNode)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))
      .join("\n"),
  );
}
