import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { load, places } from "./load-text.ts";

const fixtures = path.join(import.meta.dirname, "../../fixtures/spec");
const namesIn = (folder: string) =>
  readdirSync(path.join(fixtures, folder))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => name.replace(/\.yaml$/, ""));
const read = (folder: string, name: string) => readFileSync(path.join(fixtures, folder, `${name}.yaml`));

describe("each wrong file is refused at each of its mistakes", () => {
  test.each(namesIn("wrong"))("%s", async (name) => {
    const result = load(read("wrong", name));
    expect(result.exercise).toBeNull();
    await expect(`${places(result).join("\n")}\n`).toMatchFileSnapshot(path.join(fixtures, "wrong", `${name}.txt`));
  });

  test.each(namesIn("wrong"))("%s: each finding says what was found and what was expected", (name) => {
    for (const error of load(read("wrong", name)).errors) {
      expect(error.file).toBe("exercises/x/exercise.yaml");
      expect([error.message, error.found, error.expected].every((text) => text !== null && text !== "")).toBe(true);
    }
  });
});

describe("each valid file is the exercise that its author meant", () => {
  test.each(namesIn("valid"))("%s", async (name) => {
    const result = load(read("valid", name));
    expect(places(result)).toEqual([]);
    const json = `${JSON.stringify(result.exercise, null, 2)}\n`;
    await expect(json).toMatchFileSnapshot(path.join(fixtures, "valid", `${name}.json`));
  });
});
