import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { closeWorkshops, course, failures, grade, root } from "./workshop.ts";

const folder = "test/fixtures/variants";

afterAll(closeWorkshops);

/** What the head of a variant promises: `// Wrong: …` or `// Right: …`, then `// Loses: …` or `// Rejected: …`. */
interface Head {
  readonly right: boolean;
  readonly sentence: string;
  /** `category title` of checks that must fail in some scenario. */
  readonly loses: readonly string[];
  readonly rejected: string | null;
}

describe.concurrent.each(course.ids)("%s", (id) => {
  const files = readdirSync(path.join(root, folder, id)).toSorted();

  it("has wrong variants, and right ones in other styles", () => {
    expect(files.filter((file) => file.startsWith("style-")).length).toBeGreaterThan(0);
    expect(files.filter((file) => !file.startsWith("style-")).length).toBeGreaterThan(3);
  });

  for (const file of files) {
    const head = readHead(`${folder}/${id}/${file}`);

    it(`${file}: ${head.sentence}`, async () => {
      const result = await grade(id, `${folder}/${id}/${file}`);
      const failed = failures(result);
      if (head.right) {
        expect({ reason: result.reason, failed }).toEqual({ reason: null, failed: [] });
        expect(result).toMatchObject({ status: "passed", percent: 100 });
        return;
      }
      expect(result.percent).toBeLessThan(100);
      expect(result.reason?.code ?? null).toBe(head.rejected);
      if (head.rejected !== null) {
        expect(result.score).toMatchObject({ n: 0 });
        return;
      }
      // What is wrong about it shows in a scenario that the student sees. The hidden ones are for answers made for those alone.
      const shown = result.scenarios.some(({ hidden, status }) => !hidden && status !== "passed");
      if (!file.startsWith("hard-coded")) expect({ failed, shown }).toEqual({ failed, shown: true });
      const titles = new Set(failed.map((each) => each.replace(/ \(.*$/s, "")));
      expect({ failed, missing: head.loses.filter((each) => !titles.has(each)) }).toEqual({ failed, missing: [] });
    });
  }
});

function readHead(file: string): Head {
  const lines = readFileSync(path.join(root, file), "utf8").split("\n");
  const tagged = (tag: string) =>
    lines
      .slice(0, 3)
      .map((line) => line.replace(/^(\/\/|#) /, ""))
      .find((line) => line.startsWith(`${tag}: `))
      ?.slice(tag.length + 2) ?? null;
  const sentence = tagged("Wrong") ?? tagged("Right");
  if (sentence === null) throw new Error(`${file} must begin with "// Wrong: …" or "// Right: …"`);
  return {
    right: tagged("Right") !== null,
    sentence,
    loses: tagged("Loses")?.split("; ") ?? [],
    rejected: tagged("Rejected"),
  };
}
