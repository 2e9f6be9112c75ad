import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { defaultLimits, defaultStartMs } from "../../grader/spec/index.ts";
import { closeWorkshops, course, root, workshop } from "./workshop.ts";

afterAll(closeWorkshops);

/** The example of each README is a whole program, and the output shown below it is what it prints. */
describe.each(course.ids.filter((id) => !id.includes("quiz")))("%s", (id) => {
  it("prints what its README shows", async () => {
    const display = `exercises/${id}/README.md`;
    const readme = readFileSync(path.join(root, display), "utf8");
    const program = fenced(readme, "ts");
    const compiled = await workshop.compiler.compile({
      files: [{ path: "example.ts", display: "example.ts", text: program }],
      entryFile: "example.ts",
      entry: null,
      imports: [],
      rules: [],
    });
    expect({ diagnostics: compiled.diagnostics, rejection: compiled.rejection }).toEqual({
      diagnostics: [],
      rejection: null,
    });
    const run = await workshop.sandbox.run(compiled.program!, {
      args: [],
      routes: [],
      limits: defaultLimits,
      seed: 1,
      startMs: defaultStartMs,
    });
    expect(run.outcome).toMatchObject({ kind: "returned" });
    expect(run.output.map((record) => `${record.text}\n`).join("")).toBe(fenced(readme, "text"));
  });
});

function fenced(markdown: string, language: string): string {
  const blocks = [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter((block) => block[1] === language);
  expect(blocks).toHaveLength(1);
  return blocks[0]![2]!;
}
