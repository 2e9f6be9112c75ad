import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { exerciseJsonSchema, exerciseSchemaText } from "../../../grader/spec/index.ts";
import { load, places } from "./load-text.ts";

const root = path.join(import.meta.dirname, "../../..");
const schema = exerciseJsonSchema();
const ajv = new Ajv({ strict: false, allErrors: true });
const acceptedBySchema = ajv.compile(schema);

interface Property {
  readonly name: string;
  readonly schema: {
    readonly description?: string;
    readonly examples?: readonly unknown[];
    readonly not?: object;
  };
}

function propertiesIn(node: unknown): Property[] {
  if (node === null || typeof node !== "object") return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const here = key === "properties" ? Object.entries(value as object) : [];
    const own = here.map(([name, property]) => ({ name, schema: property as Property["schema"] }));
    // What an `if`, a `not` or a `contains` asks of a key explains nothing.
    return ["not", "contains", "examples"].includes(key) ? [] : [...own, ...propertiesIn(value)];
  });
}

/** A key that takes nothing yet has no example. */
const properties = propertiesIn(schema);
const usable = properties.filter(({ schema: { not } }) => not === undefined || Object.keys(not).length > 0);

describe("the JSON Schema", () => {
  test("is draft-7, which editors read", () => {
    expect(schema["$schema"]).toBe("http://json-schema.org/draft-07/schema#");
  });

  test("describes every key, with an example", () => {
    const silent = usable.filter(
      ({ schema: { description = "", examples = [] } }) => description === "" || examples.length === 0,
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  test("has only examples that it accepts itself", () => {
    const { definitions } = schema;
    const wrong = properties.filter(({ schema: property }) => {
      const accepts = ajv.compile({ ...property, definitions });
      return !(property.examples ?? []).every((example) => accepts(example));
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test("lies in the root of the repository as `chronograde schema` prints it", () => {
    expect(readFileSync(path.join(root, "exercise.schema.json"), "utf8")).toBe(exerciseSchemaText());
  });

  test("knows every key that an exercise can have", () => {
    const keys =
      "title kind files entry harness imports start seed limits virtualTime steps cpu memory output tasks requests timers rules require forbid why points http latency status headers json text error hang match scenarios name args hidden expect elapsed atMost atLeast ideal sequential peak returns throws message stdout stderr method url $unordered state count endedAt result at leftovers weights explore schedules order accept concurrency states pass hints questions id ask choices correct";
    const known = new Set(properties.map(({ name }) => name));
    expect(keys.split(" ").filter((key) => !known.has(key))).toEqual([]);
  });

  test("requires what an exercise requires, and no more", () => {
    expect(schema["anyOf"]).toMatchObject([
      { required: ["title", "scenarios"], additionalProperties: false },
      { required: ["title", "kind", "questions"], additionalProperties: false },
    ]);
  });
});

describe("what the schema and the grader say about a file", () => {
  const yaml = (folder: string) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => path.join(folder, name));
  const exercises = ["exercises", "test/fixtures/acceptance/exercises", "test/security/course/exercises"]
    .flatMap(yaml)
    .filter((file) => path.basename(file) === "exercise.yaml");

  test.each([...exercises, ...yaml("test/fixtures/spec/valid")])("both accept %s", (file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    acceptedBySchema(parse(text));
    expect({ schema: acceptedBySchema.errors, grader: places(load(text)) }).toEqual({ schema: null, grader: [] });
  });

  const scenario = (more: string) => `title: t\nscenarios:\n  - { name: a, ${more} }\n`;
  const check = (expectation: string) => scenario(`expect: { ${expectation} }`);
  test.each([
    ["no title", "scenarios: [{ name: a, expect: { returns: 1 } }]"],
    ["no scenarios", "title: t"],
    ["an empty list of scenarios", "title: t\nscenarios: []"],
    ["an unknown key", `${check("returns: 1")}sede: 2`],
    ["a scenario without a check", check("")],
    ["a misspelt check", check("elapst: 5ms")],
    ["a duration without a unit", check("elapsed: 500")],
    ["a duration with an unknown unit", check('elapsed: "5 seconds"')],
    ["an elapsed of nothing", check("elapsed: {}")],
    ["an ideal alone", check("elapsed: { ideal: 5ms }")],
    ["both returns and throws", check("returns: 1, throws: {}")],
    ["an unknown matcher", check("returns: [{ $mtach: a }]")],
    ["a matcher with a further key", check("returns: { $any: true, a: 1 }")],
    ["a matcher with a wrong operand", check("returns: { a: { $oneOf: x } }")],
    ["a matcher that does not fit a line", check("stdout: [{ a: 1 }]")],
    ["an unknown state", check("tasks: { a: finished }")],
    ["a task of which nothing is asked", check("tasks: { a: {} }")],
    ["a peak of nothing", check("peak: {}")],
    ["half a request", check("requests: [GET]")],
    ["a negative count", check("tasks: { a: { count: -1 } }")],
    ["leftovers of another word", check("leftovers: some")],
    ["a hidden that is no boolean", scenario("hidden: maybe, expect: { returns: 1 }")],
    ["an origin with a path", scenario("http: { 'https://a.test/x': {} }, expect: { returns: 1 }")],
    ["a route without a method", scenario("http: { 'https://a.test': { /x: {} } }, expect: { returns: 1 }")],
    [
      "a reply with two bodies",
      scenario("http: { 'https://a.test': { GET /: { json: 1, text: a } } }, expect: { returns: 1 }"),
    ],
    [
      "a reply that hangs and fails",
      scenario("http: { 'https://a.test': { GET /: { hang: true, error: E } } }, expect: { returns: 1 }"),
    ],
    ["a status of no reply", scenario("http: { 'https://a.test': { GET /: { status: 99 } } }, expect: { returns: 1 }")],
    ["a size without a unit", `${check("returns: 1")}limits: { memory: 128 }`],
    ["a rule that asks for nothing", `${check("returns: 1")}rules: [{ why: because }]`],
    ["a rule that asks for two things", `${check("returns: 1")}rules: [{ require: a, forbid: b }]`],
    ["a rule for no name", `${check("returns: 1")}rules: [{ forbid: 'a b' }]`],
    ["an unknown module", `${check("returns: 1")}imports: [node:fs]`],
    ["a pass mark above 100", `${check("returns: 1")}pass: 101`],
    ["points for an unknown category", `${check("returns: 1")}points: { speed: 1 }`],
    [
      "a quiz without a right answer",
      "title: t\nkind: quiz\nquestions: [{ id: a, ask: b, choices: [{ id: c, text: d, why: e }, { id: f, text: g, why: h }] }]",
    ],
    [
      "a question with one choice",
      "title: t\nkind: quiz\nquestions: [{ id: a, ask: b, choices: [{ id: c, text: d, why: e, correct: true }] }]",
    ],
  ])("both refuse %s", (_, text) => {
    expect({ schema: acceptedBySchema(parse(text)), grader: load(text).exercise !== null }).toEqual({
      schema: false,
      grader: false,
    });
  });

  /** What stands in two places at once, or how YAML itself is written, no schema can see. */
  const onlyTheGrader = [
    "old-yaml",
    "patterns",
    "points-without-checks",
    "rewritten-numbers",
    "same-names",
    "script-with-args",
  ];

  test.each(onlyTheGrader)("the grader alone sees what is wrong in %s", (name) => {
    const text = readFileSync(path.join(root, `test/fixtures/spec/wrong/${name}.yaml`), "utf8");
    expect(acceptedBySchema(parse(text, { logLevel: "silent" }))).toBe(true);
    expect(load(text).exercise).toBeNull();
  });
});
