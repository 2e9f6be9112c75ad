import type { Answers, QuizAnswer, QuizExercise, QuizQuestion } from "../spec/index.ts";
import { fromDecimal, percentOf, reaches, sum, toPoints, zero } from "./fractions.ts";
import type { CheckGrade, Finding, Grade } from "./grade.ts";

export interface AnsweredQuiz {
  readonly exercise: QuizExercise;
  /** Path as shown. */
  readonly submission: string;
  readonly answers: Answers;
}

/** Each question all or nothing. The feedback is about what was chosen, and never tells what should have been. */
export function scoreQuiz({ exercise, submission, answers: read }: AnsweredQuiz): Grade {
  const { answers, rejection, sources } = read;
  const maxScore = fromDecimal(exercise.points);
  const share = exercise.questions.length === 0 ? zero : maxScore.div(exercise.questions.length);
  const graded = exercise.questions.map((question) => {
    const answer = answers.find((each) => each.question === question.id);
    const finding = rejection === null ? judge(question, answer) : notCounted;
    return { question, answer, finding };
  });
  const right = graded.filter(({ finding }) => finding === null);
  const score = sum(right.map(() => share));
  const checks = graded.map(({ question, answer, finding }): CheckGrade => ({
    category: "quiz",
    title: question.id,
    status: finding === null ? "passed" : "failed",
    score: toPoints(finding === null ? share : zero),
    maxScore: toPoints(share),
    finding,
    why: finding === null ? whyOf(question, answer?.choices ?? []) : null,
  }));
  const allRight = right.length === graded.length;
  return {
    exercise: exercise.id,
    title: exercise.title,
    submission,
    status: rejection !== null ? "rejected" : reaches(score, maxScore, exercise.pass) ? "passed" : "failed",
    reason: rejection,
    reasonScenario: null,
    score: toPoints(score),
    maxScore: toPoints(maxScore),
    percent: rejection !== null ? 0 : percentOf(score, maxScore),
    pass: exercise.pass,
    categories: [{ category: "quiz", score: toPoints(score), maxScore: toPoints(maxScore) }],
    diagnostics: [],
    rules: unknownQuestions(exercise, answers),
    scenarios: [
      {
        name: "questions",
        hidden: false,
        withheld: false,
        status: rejection !== null ? "rejected" : allRight ? "passed" : "failed",
        reason: null,
        schedules: null,
        elapsedMs: null,
        idealMs: null,
        sequentialMs: null,
        value: null,
        error: null,
        output: [],
        tasks: [],
        requests: [],
        checks,
        findings: [],
        trace: null,
      },
    ],
    traceHash: null,
    sources,
  };
}

const notCounted: Finding = {
  code: "not-counted",
  message: "not counted: the answers could not be read",
  hint: null,
  at: null,
};

/** Null when it is right. */
function judge(question: QuizQuestion, answer: QuizAnswer | undefined): Finding | null {
  const at = answer?.at ?? null;
  const chosen = new Set(answer?.choices ?? []);
  const several = question.choices.filter((choice) => choice.correct).length > 1;
  if (chosen.size === 0) {
    return {
      code: "quiz-unanswered",
      message: `no answer yet: ${question.ask}`,
      hint: `Write one of ${question.choices.map((choice) => choice.id).join(", ")} after \`${question.id}:\`${several ? ", or a list of them" : ""}.`,
      at,
    };
  }
  const unknown = [...chosen].find((id) => !question.choices.some((choice) => choice.id === id));
  if (unknown !== undefined) {
    return {
      code: "quiz-unknown-choice",
      message: `there is no choice "${unknown}"`,
      hint: `The choices are ${question.choices.map((choice) => choice.id).join(", ")}.`,
      at,
    };
  }
  const wrong = question.choices.filter((choice) => chosen.has(choice.id) && !choice.correct);
  if (wrong.length > 0) {
    return { code: "quiz-wrong", message: feedback(wrong), hint: "Read the question again, then choose again.", at };
  }
  if (question.choices.every((choice) => choice.correct === chosen.has(choice.id))) return null;
  return {
    code: "quiz-incomplete",
    message: "some choices that apply are missing",
    hint: "More than one choice can be right: list all that are.",
    at,
  };
}

function feedback(choices: QuizQuestion["choices"]): string {
  return choices.map(({ text, why }) => `You chose "${sentence(text.trim())}" ${why.trim()}`).join(" ");
}

/** With a period within the quotation marks, unless it has an end of its own. */
function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function whyOf(question: QuizQuestion, chosen: readonly string[]): string {
  return question.choices
    .filter((choice) => chosen.includes(choice.id))
    .map((choice) => choice.why.trim())
    .join(" ");
}

function unknownQuestions(exercise: QuizExercise, answers: readonly QuizAnswer[]): Finding[] {
  return answers
    .filter((answer) => !exercise.questions.some((question) => question.id === answer.question))
    .map((answer) => ({
      code: "quiz-unknown-question",
      message: `there is no question "${answer.question}"`,
      hint: `The questions are ${exercise.questions.map((question) => question.id).join(", ")}.`,
      at: answer.keyAt,
    }));
}
