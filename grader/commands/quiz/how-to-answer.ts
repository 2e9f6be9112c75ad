import type { QuizExercise } from "../../spec/index.ts";
import { harmless } from "../shown-text.ts";
import { takesSeveral } from "./open-questions.ts";

/** For who has no terminal that could ask. */
export function howToAnswer(quiz: QuizExercise): string {
  const lines = quiz.questions.map((question) => {
    const ids = question.choices.map(({ id }) => id).join(", ");
    return `  ${question.id}: ${takesSeveral(question) ? `a list such as [x, y] of ${ids}` : `one of ${ids}`}`;
  });
  return [
    `Write your answers in exercises/${harmless(quiz.id)}/answers.yaml, one line per question:`,
    ...lines.map(harmless),
    `What they mean is in exercises/${harmless(quiz.id)}/README.md. In a terminal, "npx chronograde grade ${harmless(quiz.id)}" asks you.`,
  ].join("\n");
}
