import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { checkCommand } from "../../../../grader/commands/check/check.ts";
import { createCompiler } from "../../../../grader/compile/index.ts";

const course = path.join(import.meta.dirname, "../../../fixtures/check");

/** What `chronograde check` prints, and its exit status. */
async function check(...ids: string[]): Promise<{ status: number; out: string; steps: string[] }> {
  const printed: string[] = [];
  const steps: string[] = [];
  const terminal = {
    out: (text: string) => void printed.push(text),
    part: (text: string) => void printed.push(text),
    error: (text: string) => void printed.push(text),
    progress: (line: string | null) => void (line === null || steps.push(line)),
    clear: () => undefined,
    foot: () => undefined,
    isScreen: false,
    color: false,
    stderrColor: false,
    columns: 100,
    proseColumns: Number.POSITIVE_INFINITY,
    stderrColumns: 100,
  };
  const status = await checkCommand(ids, { course }, terminal, createCompiler);
  return { status, out: printed.join("\n"), steps };
}

describe("checking a course", () => {
  let all: Awaited<ReturnType<typeof check>>;

  beforeAll(async () => {
    all = await check();
  });

  it("tells all that is wrong, exercise by exercise", async () => {
    await expect(`${all.out}\n`).toMatchFileSnapshot(path.join(course, "expected.txt"));
  });

  it("ends as for a wrong exercise", () => {
    expect(all.status).toBe(2);
  });

  it("says how far it is", () => {
    expect(all.steps).toContain("checking sound: solution");
    expect(all.steps.at(-1)).toMatch(/^checking untidy: wrong variant (\d+) of \1$/);
  });

  it("says the same of an exercise that is checked alone, and ends well if that one is proved", async () => {
    const alone = await check("sound");
    expect(alone.status).toBe(0);
    expect(all.out).toContain(alone.out.split("\n")[0]);
  });
});
