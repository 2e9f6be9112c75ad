import { z } from "zod";
import { valueDefinitions } from "./json-value.ts";
import { about, closed, leaf, listOf, mapOf, someOf } from "./leaf.ts";
import { numberIn, oneWord, words } from "./leaves.ts";
import { nearest } from "./nearest.ts";
import { explore } from "./schema-explore.ts";
import { files, fixture, ownFile } from "./schema-files.ts";
import { http } from "./schema-http.ts";
import { hints, pass, quiz, title } from "./schema-quiz.ts";
import { dottedName, rule } from "./schema-rules.ts";
import { instant, limits, scenario, seed } from "./schema-scenario.ts";

export { quiz, type AuthoredQuiz } from "./schema-quiz.ts";
export { hiddenScenarios, type AuthoredLimits, type AuthoredScenario } from "./schema-scenario.ts";
export type { AuthoredExpectation } from "./schema-expect.ts";
export { http, type AuthoredHttp, type AuthoredReply } from "./schema-http.ts";

export const modules = ["node:timers/promises", "node:events", "node:assert/strict"] as const;
const entry = leaf<string>({
  expected: "the name of an exported function, or script",
  json: {
    type: "string",
    pattern: "^[\\p{ID_Start}$_][\\p{ID_Continue}$]*(\\.[\\p{ID_Start}$_][\\p{ID_Continue}$]*)?$",
  },
  takes: ["string"],
  read: (raw, refuse) => {
    const name = String(raw);
    if (dottedName.test(name)) {
      return name.split(".").length <= 2
        ? name
        : refuse({
            message: "an entry is an exported function, or a static method of an exported class: Class.method",
          });
    }
    const bare = name.replace(/\(.*\)$/s, "");
    return refuse({ suggestion: bare !== name && dottedName.test(bare) ? bare : null });
  },
});

const share = numberIn({ least: 0, most: 1_000_000 });

const points = closed({
  concurrency: share.optional().meta(about("Points for elapsed and peak.", 40)),
  returns: share.optional().meta(about("Points for returns, throws, stdout, stderr and requests.", 40)),
  states: share.optional().meta(about("Points for tasks, at and leftovers.", 20)),
});

const codeKind = leaf<"code">({
  expected: "code, or quiz for questions with choices",
  json: { const: "code" },
  takes: ["string", "number", "boolean"],
  read: (raw, refuse) => (raw === "code" ? raw : refuse({ suggestion: nearest(String(raw), ["code", "quiz"]) })),
});

/** exercise.yaml with code to hand in. What a key means stands in docs; the descriptions here are what an editor shows. */
export const exercise = closed({
  title,
  kind: codeKind.optional().meta(about("quiz for questions with choices; left out for code.", "code")),
  files: files
    .optional()
    .meta(
      about(
        "What a learner hands in: the entry file first, then files or globs that it may import; default [submission.ts].",
        ["submission.ts"],
        ["main.ts", "lib/*.ts"],
      ),
    ),
  entry: entry
    .optional()
    .meta(
      about(
        "Exported function that the grader calls; default main. script: the file itself is run.",
        "main",
        "Shop.open",
        "script",
      ),
    ),
  harness: ownFile
    .optional()
    .meta(
      about(
        "The instructor's own caller, for entries that take functions: its default export is called with what the submission exports, and the arguments.",
        "harness.ts",
      ),
    ),
  checks: ownFile
    .optional()
    .meta(
      about(
        "The instructor's own checks, for what YAML cannot say: its default export is a function that takes a run and returns a list of checks.",
        "checks.ts",
      ),
    ),
  imports: listOf(oneWord(...modules), "modules")
    .optional()
    .meta(about("Modules that a submission may import besides chronograde; default none.", ["node:timers/promises"])),
  start: instant
    .optional()
    .meta(about("What the virtual Date shows at time 0; default 2025-01-01T00:00:00Z.", "2025-01-01T00:00:00Z")),
  seed: seed.optional().meta(about("Seeds Math.random and crypto; default 1.", 1)),
  limits: limits.optional().meta(about("The most that a scenario may use.", { virtualTime: "60s", cpu: "1s" })),
  rules: listOf(rule, "rules")
    .optional()
    .meta(
      about("Rules about the source, checked on the syntax tree.", [
        { require: "createTask" },
        { forbid: "await-in-loop" },
      ]),
    ),
  http: http.optional().meta(
    about("Replies to requests, by origin and route, given at virtual times.", {
      "https://api.test": { "GET /posts/1": { latency: "300ms", json: { id: 1 } } },
    }),
  ),
  fixtures: listOf(fixture, "files in fixtures/")
    .optional()
    .meta(
      about(
        "Files in the course's folder fixtures/ with replies that several exercises share, each written like `http`. A later file overrides routes of earlier ones, and `http` overrides them all.",
        ["posts.yaml"],
      ),
    ),
  scenarios: someOf(scenario, "scenarios").meta(
    about("Calls of the entry and what is expected of each, at least one.", [
      { name: "both titles", args: [1, 2], expect: { elapsed: "500ms" } },
    ]),
  ),
  explore: explore
    .optional()
    .meta(about("Runs every scenario again under many schedules.", { schedules: 50, latency: "10ms..400ms" })),
  accept: mapOf(words, words, "names of findings and the reasons why they are accepted")
    .optional()
    .meta(
      about(
        "Findings of `chronograde check` that are fine as they are, each with the reason: wrong variants that are as good as the solution, gaps left on purpose.",
        { "await-dropped 2": "What an async function returns is awaited anyway." },
      ),
    ),
  points: points.optional().meta(
    about("Points by category, for categories that have checks. Default: 100, split evenly over those.", {
      concurrency: 40,
      returns: 40,
      states: 20,
    }),
  ),
  pass: pass.optional().meta(about("Percent needed to pass; default 100.", 80)),
  hints: hints
    .optional()
    .meta(
      about("Hints, shown one at a time by `chronograde hint`.", [
        "Which line runs while the first request is in flight?",
      ]),
    ),
});

export type AuthoredExercise = z.output<typeof exercise>;

/** The JSON Schema (draft-7) of exercise.yaml, for editors. */
export function exerciseJsonSchema(): Record<string, unknown> {
  const schema = z.union([exercise, quiz]).describe("A chronograde exercise.");
  return {
    title: "exercise.yaml",
    ...z.toJSONSchema(schema, { io: "input", target: "draft-7", override: withExamples }),
    definitions: valueDefinitions,
  };
}

/** zod takes examples for values as they are after they were read, and leaves them out. Ours are what is written. */
function withExamples({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: object }): void {
  const examples = z.globalRegistry.get(zodSchema)?.["examples"];
  if (examples !== undefined) Object.assign(jsonSchema, { examples });
}

/** The same as text: what `chronograde schema` prints, and what lies as exercise.schema.json in the root of a course. */
export function exerciseSchemaText(): string {
  return `${JSON.stringify(exerciseJsonSchema(), null, 2)}\n`;
}
