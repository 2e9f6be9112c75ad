import { categoryOf } from "./checks.ts";
import type { Category, ExerciseError } from "./exercise.ts";
import { mistake } from "./mistake.ts";
import { nearest } from "./nearest.ts";
import { routeIdentity, routeTarget } from "./routes.ts";
import { child, entriesOf, itemsOf, type Node, showNode } from "./tree.ts";

/**
 * Mistakes that only several places of a file together show. They are looked for in the tree as it was written, so that they are
 * told even when other places have mistakes of their own; what does not have the right shape is passed over here.
 */
export function disagreements(root: Node, hidden: Node | null): ExerciseError[] {
  const scenarios = [...itemsOf(child(root, "scenarios")), ...itemsOf(hidden ?? undefined)];
  return [
    ...twice(
      scenarios.map((scenario) => child(scenario, "name")),
      "scenario is named",
    ),
    ...scenarios.flatMap((scenario) => inScenario(scenario, scalar(child(root, "entry")) === "script")),
    ...itemsOf(hidden ?? undefined).flatMap(openInHidden),
    ...scriptWithHarness(root),
    ...routesTwice(child(root, "http")),
    ...pointsWithoutChecks(child(root, "points"), scenarios, child(root, "checks") !== undefined),
    ...prototypeKeys(root),
    ...(hidden ? prototypeKeys(hidden) : []),
  ];
}

/** The same of a file that has replies only. */
export function disagreementsInReplies(root: Node): ExerciseError[] {
  return [...routesTwice(root), ...prototypeKeys(root)];
}

export function quizDisagreements(root: Node): ExerciseError[] {
  const questions = itemsOf(child(root, "questions"));
  return [
    ...twice(
      questions.map((question) => child(question, "id")),
      "question has the id",
    ),
    ...questions.flatMap((question) =>
      twice(
        itemsOf(child(question, "choices")).map((choice) => child(choice, "id")),
        "choice of this question has the id",
      ),
    ),
    ...prototypeKeys(root),
  ];
}

function scriptWithHarness(root: Node): ExerciseError[] {
  const harness = child(root, "harness");
  if (harness === undefined || scalar(child(root, "entry")) !== "script") return [];
  const message = "a script runs on its own and is never called, so it cannot have a harness";
  return [mistake(harness.at, { code: "conflict", message, found: showNode(harness), expected: "no harness" })];
}

function twice(names: readonly (Node | undefined)[], what: string): ExerciseError[] {
  const first = new Map<string, Node>();
  return names.flatMap((node) => {
    const value = scalar(node);
    if (!node || value === null) return [];
    const name = String(value).trim();
    const other = first.get(name);
    if (!other) {
      first.set(name, node);
      return [];
    }
    const place = other.at.file === node.at.file ? `on line ${other.at.line}` : `in ${other.at.file}:${other.at.line}`;
    return [
      mistake(node.at, {
        code: "duplicate-name",
        message: `another ${what} \`${name}\`, ${place}`,
        found: showNode(node),
        expected: "a unique name",
      }),
    ];
  });
}

function inScenario(scenario: Node, isScript: boolean): ExerciseError[] {
  const errors = routesTwice(child(scenario, "http"));
  const checks = entriesOf(child(scenario, "expect"));
  const throws = checks.get("throws");
  if (throws && checks.has("returns")) {
    errors.push(
      mistake(throws.keyAt, {
        code: "conflict",
        message: "`throws` and `returns` cannot both be given: an entry does one or the other",
        found: "`returns` and `throws`",
        expected: "one of them",
      }),
    );
  }
  for (const table of ["weights", "why"] as const) {
    for (const [key, { keyAt }] of entriesOf(child(scenario, table))) {
      if (checks.has(key)) continue;
      errors.push(
        mistake(keyAt, {
          code: "unknown-key",
          message: `\`${key}\` under \`${table}\` does not name a check of this scenario`,
          found: `\`${key}\``,
          expected: checks.size === 0 ? "a key of expect" : `a key of expect: ${[...checks.keys()].join(", ")}`,
          suggestion: nearest(key, checks.keys()),
        }),
      );
    }
  }
  for (const stream of ["stdout", "stderr"]) errors.push(...rewrittenNumbers(checks.get(stream)?.value));
  const args = child(scenario, "args");
  if (isScript && args && itemsOf(args).length > 0) {
    errors.push(
      mistake(args.at, {
        code: "conflict",
        message: "a script takes no arguments; name an exported function as `entry`",
        found: showNode(args),
        expected: "no args",
      }),
    );
  }
  return errors;
}

/** A printed line is text: YAML's number 1.50 has lost a digit of it. */
function rewrittenNumbers(lines: Node | undefined): ExerciseError[] {
  return [lines, ...itemsOf(lines)].flatMap((line) => {
    if (line?.kind !== "scalar" || (typeof line.value !== "number" && typeof line.value !== "boolean")) return [];
    if (String(line.value) === line.source) return [];
    return [
      mistake(line.at, {
        code: "wrong-value",
        message: "a printed line is a string; write it in quotes",
        found: showNode(line),
        expected: "a text",
        suggestion: JSON.stringify(line.source),
      }),
    ];
  });
}

function openInHidden(scenario: Node): ExerciseError[] {
  const hidden = child(scenario, "hidden");
  if (!hidden || scalar(hidden) !== false) return [];
  const message = "every scenario in this file is hidden; put the ones that are not into exercise.yaml";
  return [mistake(hidden.at, { code: "conflict", message, found: showNode(hidden), expected: "true" })];
}

function routesTwice(http: Node | undefined): ExerciseError[] {
  const first = new Map<string, number>();
  const errors: ExerciseError[] = [];
  for (const [origin, { value: routes }] of entriesOf(http)) {
    if (!/^https?:\/\/[^/?#]+$/i.test(origin) || !URL.canParse(origin)) continue;
    for (const [key, { keyAt }] of entriesOf(routes)) {
      if (!/^[A-Z]+ \/\S*$/.test(key) || !URL.canParse(key.slice(key.indexOf(" ") + 1), origin)) continue;
      const identity = routeIdentity(routeTarget(origin, key));
      const line = first.get(identity);
      if (line === undefined) {
        first.set(identity, keyAt.line);
        continue;
      }
      errors.push(
        mistake(keyAt, {
          code: "duplicate-key",
          message: `this route answers the same requests as the one on line ${line}`,
          found: `\`${key}\``,
          expected: "each method, path and query once",
        }),
      );
    }
  }
  return errors;
}

function pointsWithoutChecks(
  points: Node | undefined,
  scenarios: readonly Node[],
  hasOwnChecks: boolean,
): ExerciseError[] {
  const scored = scoredCategories(scenarios);
  if (points?.kind !== "map" || scored === null) return [];
  const errors: ExerciseError[] = [];
  for (const [key, { keyAt }] of points.entries) {
    const keys = [...categories].flatMap(([name, category]) => (category === key ? [name] : []));
    // What the instructor's own checks are about is not known before they have run.
    if (keys.length === 0 || scored.has(key) || hasOwnChecks) continue;
    errors.push(
      mistake(keyAt, {
        code: "no-checks",
        message: `no scenario has a check that earns points for \`${key}\``,
        found: `\`${key}\``,
        expected: `a check of ${keys.join(", ")}, or no points for ${key}`,
      }),
    );
  }
  const shares = [...points.entries.values()].map((entry) => scalar(entry.value));
  if (shares.every((share) => share === 0)) {
    const expected = "a number above 0 for at least one category";
    errors.push(mistake(points.at, { code: "wrong-value", message: "these points add up to 0", found: "0", expected }));
  }
  return errors;
}

const categories = new Map(Object.entries(categoryOf));

/** Null when a misspelt key leaves it open which categories have checks. */
function scoredCategories(scenarios: readonly Node[]): ReadonlySet<string> | null {
  const scored = new Set<Category>();
  for (const scenario of scenarios) {
    const expect = child(scenario, "expect");
    if (expect?.kind !== "map") return null;
    for (const key of expect.entries.keys()) {
      const category = categories.get(key);
      if (category === undefined) return null;
      scored.add(category);
    }
  }
  return scored;
}

/** Keys whose values are data of the instructor's own. */
const free = new Set(["args", "returns", "result", "json", "text", "stdout", "stderr"]);

/** zod passes over this key where any key is allowed; a key is never passed over in silence. */
function prototypeKeys(node: Node): ExerciseError[] {
  if (node.kind === "list") return node.items.flatMap(prototypeKeys);
  if (node.kind === "scalar") return [];
  return Array.from(node.entries, ([key, entry]) => {
    if (key === "__proto__") {
      return [
        mistake(entry.keyAt, {
          code: "wrong-key",
          message: "`__proto__` cannot be a key here",
          found: "`__proto__`",
          expected: "another key",
        }),
      ];
    }
    return free.has(key) ? [] : prototypeKeys(entry.value);
  }).flat();
}

function scalar(node: Node | undefined): null | boolean | number | string {
  return node?.kind === "scalar" ? node.value : null;
}

/** Which of the two schemas a file is meant for, however wrong it is. */
export function isQuiz(root: Node): boolean {
  const entries = entriesOf(root);
  const kind = scalar(child(root, "kind"));
  if (kind === null || kind === "code") return entries.has("questions") && !entries.has("scenarios");
  return kind === "quiz" || entries.has("questions") || nearest(String(kind), ["quiz"]) !== null;
}
