import type { Grade } from "../../../grader/score/index.ts";
import { redactHidden } from "../../../grader/score/index.ts";
import type { Check } from "../../../grader/spec/index.ts";
import {
  aCheck,
  aRequest,
  aRun,
  aScenario,
  aTask,
  aTaskCheck,
  aTrace,
  anExercise,
  at,
  expected,
  returned,
  stopped,
  threw,
} from "../score/builders.ts";
import { gradeOf } from "../score/grading.ts";
import { sequentialTasks } from "../explain/runs.ts";

export const source = `import { AsyncClient, coroutine, createTask } from "chronograde";

const fetchTitle = coroutine(async (id: number) => {
  const client = new AsyncClient();
  const response = await client.get(\`https://x.test/\${id}\`);
  return (await response.json()).title as string;
});
export const main = coroutine(async () => {
  const first = createTask(fetchTitle(1));
  const a = await first;
  const second = createTask(fetchTitle(2));
  const b = await second;
  return [b, a];
});
`;
const sources = [{ file: "submission.ts", text: source }];

const fast = aCheck({
  kind: "elapsed-scaled",
  idealMs: 500,
  sequentialMs: 800,
  title: "elapsed",
  why: "Both requests can be in flight at once.",
});
const titles = aCheck({ kind: "returns", value: expected(["one", "two"]) });
const done = aTaskCheck({ title: "tasks.fetchTitle", state: "done" });

function exerciseOf(...checks: Check[]) {
  return anExercise({
    scenarios: [
      aScenario({ name: "both titles", checks }),
      aScenario({ name: "other answers", hidden: true, checks: [titles, done] }),
    ],
  });
}

const slow = {
  ...sequentialTasks(),
  outcome: { kind: "returned", value: { t: "list", v: ["two", "one"] } },
  requests: [
    aRequest({ url: "https://x.test/1", startMs: 0, endMs: 300, task: 2, at: at(5, 20) }),
    aRequest({ url: "https://x.test/2", startMs: 300, endMs: 800, task: 3, at: at(5, 20) }),
  ],
  output: [{ stream: "stdout", atMs: 800, text: "Post 1\nPost 2", task: 1, at: null }],
} as const;

export const sequential: Grade = redactHidden(
  gradeOf(exerciseOf(fast, titles, done), [slow, returned(1)], { sources }),
);

export const revealed: Grade = gradeOf(exerciseOf(fast, titles, done), [slow, returned(1)], { sources });

export const passing: Grade = gradeOf(
  anExercise({ id: "fast", scenarios: [aScenario({ name: "both titles", checks: [titles, done] })] }),
  [{ ...slow, outcome: { kind: "returned", value: { t: "list", v: ["one", "two"] } } }],
  { sources },
);

export const threwInside: Grade = gradeOf(
  anExercise({ scenarios: [aScenario({ checks: [fast, titles] })] }),
  [threw("TypeError", "cannot read property 'title' of undefined", at(6, 11))],
  { sources },
);

export const deadlocked: Grade = gradeOf(
  anExercise({
    scenarios: [aScenario({ name: "one", checks: [titles] }), aScenario({ name: "two", checks: [titles] })],
  }),
  [stopped("deadlock", "Nothing can go on any more.\n- main waits for event 1: nothing left can set it"), returned(1)],
  { sources },
);

export const untyped: Grade = gradeOf(exerciseOf(titles), [], {
  sources,
  rejection: { code: "types", message: "The types do not fit in 1 place.", file: "submission.ts", line: 9, column: 28 },
  diagnostics: [
    {
      code: "TS2345",
      severity: "error",
      ...at(9, 28),
      endLine: 9,
      endColumn: 41,
      message: "A promise is given where a coroutine is expected.",
      hint: "Has it been started already?",
    },
  ],
});

export const notGraded: Grade = {
  ...passing,
  exercise: "broken",
  status: "error",
  score: null,
  percent: null,
  scenarios: [],
  categories: [],
  reason: {
    code: "grader",
    message: "This submission was not graded, through no fault of yours: no engine",
    file: null,
    line: null,
    column: null,
  },
};

/** Everything a submission can name or say is an attack on the terminal. */
export const hostileText = "\u001b[2J\u001b]0;owned\u0007\r✓ passed\u202egnissap\u200b\u0085\u2028fake";
export const hostile: Grade = gradeOf(
  anExercise({
    scenarios: [
      aScenario({
        checks: [
          titles,
          aTaskCheck({ pattern: "*", state: "cancelled" }),
          aCheck({ kind: "output", stream: "stdout", lines: expected("a") }),
          aCheck({ kind: "leftovers" }),
        ],
      }),
    ],
  }),
  [
    aRun({
      outcome: { kind: "returned", value: hostileText },
      elapsedMs: 100,
      tasks: [
        aTask({ id: 1, endedMs: 100 }),
        aTask({ id: 2, name: hostileText, coroutine: hostileText, endedMs: 50, createdAt: at(1) }),
      ],
      requests: [aRequest({ url: `https://x.test/${hostileText}`, outcome: "unmocked", nearest: null })],
      output: [{ stream: "stdout", atMs: 0, text: hostileText, task: 1, at: at(2) }],
      leftovers: [{ kind: "task", what: hostileText, at: at(3) }],
      warnings: [{ code: "never-awaited", message: hostileText, at: { ...at(1), file: hostileText } }],
      trace: aTrace([[0, "wait-began", { task: 2, ref: 1, detail: `sleep ${hostileText}` }]]),
    }),
  ],
  {
    sources: [{ file: "submission.ts", text: `// ${hostileText}\nconst a = "${hostileText}";\n` }],
    submission: `exercises/${hostileText}.ts`,
  },
);
