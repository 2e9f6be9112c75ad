import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import type { SubmissionFile } from "../../../../../grader/compile/index.ts";
import { usualRepairs, type UsualRepair } from "../../../../../grader/compile/repairs/usual/usual-repairs.ts";
import { repairedFiles } from "../../../../../grader/commands/trials/repaired-files.ts";
import { usualKinds } from "../../../../../grader/compile/repairs/usual/likelihood.ts";

const folder = path.join(import.meta.dirname, "../../../../fixtures/usual-repairs");
const fixtures = readdirSync(folder);

function read(mistake: string, name: "before" | "after"): string {
  return readFileSync(path.join(folder, mistake, `${name}.ts`), "utf8");
}

function submission(text: string): readonly SubmissionFile[] {
  return [{ path: "submission.ts", display: "work/submission.ts", text }];
}

/** Of a few mistakes only a solution tells. */
function vocabularyOf(mistake: string): readonly SubmissionFile[] {
  const file = path.join(folder, mistake, "solution.ts");
  return existsSync(file) ? submission(readFileSync(file, "utf8")) : [];
}

async function mended(mistake: string, wanted: (repair: UsualRepair) => boolean): Promise<string[]> {
  const files = submission(read(mistake, "before"));
  const repairs = await usualRepairs(files, { vocabulary: vocabularyOf(mistake) });
  return repairs.filter(wanted).map((repair) => repairedFiles(files, [repair])[0]!.text);
}

describe("the usual mistakes", () => {
  it.each(fixtures)("%s: there is a change that mends it", async (mistake) => {
    expect(await mended(mistake, (repair) => repair.mistake === mistake)).toContain(read(mistake, "after"));
  });

  it("have an example each", () => {
    expect(fixtures).toEqual([...usualKinds].toSorted());
  });
});

describe("usual repairs", () => {
  it("take no method for one of a list because an object has it, too", async () => {
    const text = "export const main = (n: number) => [n.toString(), n.valueOf(), n.hasOwnProperty()];\n";

    expect(await usualRepairs(submission(text))).toEqual([]);
  });

  it("take no work that is waited for too early for a value that is read too early", async () => {
    const text = (value: string) =>
      `export async function main(signal: Task<void>) {\n  const all = await ${value};\n  await signal;\n  return all;\n}\n`;
    const found = async (value: string) => (await usualRepairs(submission(text(value)))).map(({ mistake }) => mistake);

    expect(await found("readStock()")).toContain("stale-value");
    expect(await found("gather([runner(1), runner(2)])")).not.toContain("stale-value");
  });

  it("are none where a program has more to look at than anybody could try", async () => {
    const text = (statements: number) =>
      `export async function main() {\n${"(0 as any).clear(); await 0;\n".repeat(statements)}}\n`;

    expect(await usualRepairs(submission(text(10)))).not.toEqual([]);
    expect(await usualRepairs(submission(text(1000)))).toEqual([]);
  });

  it("say where, as people are shown it, and of what", async () => {
    const [repair] = await usualRepairs(submission(read("cancel-unawaited", "before")));
    expect(repair).toMatchObject({
      path: "submission.ts",
      at: { file: "work/submission.ts", line: 3, column: 3, endLine: 3 },
      about: { kind: "missing", piece: "wait" },
    });
  });

  it("come first at the lines that are suspected", async () => {
    const files = submission(read("release-early", "before"));
    const last = (await usualRepairs(files)).at(-1)!;
    const { file, line } = last.at;
    const [first] = await usualRepairs(files, { suspect: [{ file, line }] });
    expect(first!.at.line).toBeLessThanOrEqual(line);
    expect(first!.at.endLine).toBeGreaterThanOrEqual(line);
  });

  it("are the same every time", async () => {
    const files = submission(read("pause-flat", "before"));
    expect(await usualRepairs(files)).toEqual(await usualRepairs(files));
  });

  it("are no more than anybody waits for, and of more than one mistake", async () => {
    const many = Array.from({ length: 300 }, (_, i) => `  if (n < ${i}) await changed.wait();`).join("\n");
    const repairs = await usualRepairs(submission(`export async function main(n: number) {\n${many}\n}\n`));
    expect(repairs).toHaveLength(40);
    expect(new Set(repairs.map(({ mistake }) => mistake)).size).toBeGreaterThan(1);
  });

  it.each(fixtures)("%s: whatever is made there can be parsed", async (mistake) => {
    for (const text of await mended(mistake, () => true)) {
      expect(ts.transpileModule(text, { reportDiagnostics: true }).diagnostics).toEqual([]);
    }
  });

  it.each(fixtures)("%s: of a right program there are few", async (mistake) => {
    expect((await usualRepairs(submission(read(mistake, "after")))).length).toBeLessThan(20);
  });

  it("are found in all files", async () => {
    const text = read("notify-one", "before");
    const files = ["a.ts", "lib/b.ts"].map((name) => ({ path: name, display: name, text }));
    expect((await usualRepairs(files)).map(({ path: name }) => name)).toEqual(["a.ts", "lib/b.ts"]);
  });

  it("are none of a text that is nested too deep", async () => {
    const deep = `${"(".repeat(5000)}1${")".repeat(5000)}`;
    expect(await usualRepairs(submission(`export const main = async () => ${deep};`))).toEqual([]);
  });

  it.each(fixtures)("%s: are made of whatever text there is", async (mistake) => {
    const text = read(mistake, "before");
    for (let end = 0; end < text.length; end += 23) {
      for (const { edits } of await usualRepairs(submission(text.slice(0, end) + text.slice(end + 3)))) {
        expect(edits.every((edit) => edit.start <= edit.end && edit.end <= text.length)).toBe(true);
      }
    }
  });
});
