import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { exerciseJsonSchema } from "../../../grader/spec/index.ts";

const schema = exerciseJsonSchema();

function walk(node: unknown, visit: (name: string, property: unknown) => void): void {
  if (node === null || typeof node !== "object") return;
  for (const [key, value] of Object.entries(node)) {
    if (key === "properties" && value !== null && typeof value === "object") {
      for (const [name, property] of Object.entries(value)) visit(name, property);
    }
    walk(value, visit);
  }
}

const descriptions = new Map<string, string[]>();
walk(schema, (name, property) => {
  const text =
    property !== null && typeof property === "object" && "description" in property ? property.description : "";
  descriptions.set(name, [...(descriptions.get(name) ?? []), typeof text === "string" ? text : ""]);
});

describe("the JSON Schema", () => {
  test("is draft-7, which editors read", () => {
    expect(schema["$schema"]).toBe("http://json-schema.org/draft-07/schema#");
  });

  test("describes every key", () => {
    expect([...descriptions].filter(([, texts]) => texts.includes(""))).toEqual([]);
  });

  test("knows every key that an exercise can have", () => {
    const keys =
      "title kind files entry harness imports start seed limits virtualTime steps cpu memory output tasks requests timers rules require forbid why points http latency status headers json text error hang match scenarios name args hidden expect elapsed atMost atLeast ideal sequential peak returns throws message stdout stderr method url $unordered state count endedAt result at leftovers weights explore schedules order accept concurrency states pass hints questions id ask choices correct";
    expect(keys.split(" ").filter((key) => !descriptions.has(key))).toEqual([]);
  });

  test("requires what an exercise requires, and no more", () => {
    expect(schema["anyOf"]).toMatchObject([
      { required: ["title", "scenarios"], additionalProperties: false },
      { required: ["title", "kind", "questions"], additionalProperties: false },
    ]);
  });

  test("has a pattern for durations that takes those of the valid files", () => {
    const text = JSON.stringify(schema);
    expect(text).toContain("(ms|s|m|h)$");
    const folder = path.join(import.meta.dirname, "../../fixtures/spec/valid");
    const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
    const durations = files.flatMap(
      (name) => readFileSync(path.join(folder, name), "utf8").match(/(?<=latency: )[\d.]+[a-z]+/g) ?? [],
    );
    expect(durations.length).toBeGreaterThan(5);
    expect(durations.filter((each) => !/^(0|[1-9]\d*)(\.\d+)?(ms|s|m|h)$/.test(each))).toEqual([]);
  });
});
