import { describe, expect, test } from "vitest";
import { scoreQuiz } from "../../../grader/score/index.ts";
import type { Answers, QuizExercise } from "../../../grader/spec/index.ts";
import { at } from "./builders.ts";

const quiz: QuizExercise = {
  kind: "quiz",
  id: "quiz",
  title: "Await or task",
  file: "exercises/quiz/exercise.yaml",
  pass: 100,
  hints: [],
  keys: {},
  points: 100,
  questions: [
    {
      id: "difference",
      ask: "What is the difference?",
      choices: [
        { id: "a", text: "None.", correct: false, why: "Try two sleeps." },
        { id: "b", text: "A task runs beside.", correct: true, why: "Yes, beside." },
      ],
    },
    {
      id: "which",
      ask: "Which overlap?",
      choices: [
        { id: "x", text: "two awaits", correct: false, why: "They wait in line." },
        { id: "y", text: "tasks first", correct: true, why: "Both are on the list." },
        { id: "z", text: "gather", correct: true, why: "Gather makes tasks." },
      ],
    },
  ],
};

function grade(answers: Record<string, readonly string[]>, rejection: Answers["rejection"] = null) {
  const list = Object.entries(answers).map(([question, choices], index) => ({
    question,
    choices,
    keyAt: at(index + 1, 1, "answers.yaml"),
    at: at(index + 1, 10, "answers.yaml"),
  }));
  return scoreQuiz({ exercise: quiz, submission: "answers.yaml", answers: { answers: list, rejection, sources: [] } });
}

function checks(answers: Record<string, readonly string[]>) {
  return grade(answers).scenarios[0]!.checks.map((check) => ({
    n: check.score.n,
    code: check.finding?.code ?? null,
    text: check.finding?.message ?? check.why,
  }));
}

test("all right is all points, and says why it is right", () => {
  expect(grade({ difference: ["b"], which: ["z", "y"] })).toMatchObject({
    status: "passed",
    percent: 100,
    categories: [{ category: "quiz" }],
  });
  expect(checks({ difference: ["b"], which: ["z", "y"] })).toEqual([
    { n: 50, code: null, text: "Yes, beside." },
    { n: 50, code: null, text: "Both are on the list. Gather makes tasks." },
  ]);
});

describe("a wrong answer", () => {
  test("is told by the why of what was chosen", () => {
    expect(checks({ difference: ["a"] })[0]).toEqual({
      n: 0,
      code: "quiz-wrong",
      text: 'You chose "None." Try two sleeps.',
    });
  });

  test.each([[["x", "y"]], [["y"]], [["a"]], [["x"]]])("never gives the right one away: %j", (which) => {
    const text = JSON.stringify(grade({ difference: ["a"], which }));
    for (const secret of [
      "A task runs beside.",
      "Yes, beside.",
      "tasks first",
      "Both are on the list.",
      "gather",
      "Gather makes tasks.",
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  test("of several is all or nothing", () => {
    expect(checks({ which: ["y"] })[1]).toMatchObject({ n: 0, code: "quiz-incomplete" });
    expect(checks({ which: ["x", "y", "z"] })[1]).toMatchObject({ n: 0, code: "quiz-wrong" });
  });
});

test("an open question names the choices' ids", () => {
  expect(grade({}).scenarios[0]!.checks[0]!.finding).toMatchObject({
    code: "quiz-unanswered",
    hint: "Write one of a, b after `difference:`.",
  });
});

test("an unknown choice and an unknown question are named", () => {
  expect(checks({ difference: ["c"] })[0]).toMatchObject({
    code: "quiz-unknown-choice",
    text: 'there is no choice "c"',
  });
  expect(grade({ diference: ["b"] }).rules).toMatchObject([
    { code: "quiz-unknown-question", at: at(1, 1, "answers.yaml") },
  ]);
});

test("answers that cannot be read are rejected", () => {
  const rejection = { code: "syntax", message: "no", file: "answers.yaml", line: 1, column: 1 } as const;
  expect(grade({}, rejection)).toMatchObject({
    status: "rejected",
    reason: rejection,
    percent: 0,
    score: { n: 0, d: 1 },
  });
});
