import type { Answers, QuizExercise, QuizQuestion } from "../../spec/index.ts";

/** Questions that have no answer yet, in order. */
export function unanswered(quiz: QuizExercise, { answers }: Answers): QuizQuestion[] {
  const answered = new Set(answers.filter(({ choices }) => choices.length > 0).map(({ question }) => question));
  return quiz.questions.filter(({ id }) => !answered.has(id));
}

/** Questions that have no answer yet or a wrong one: those that a second try is about. */
export function notRight(quiz: QuizExercise, { answers }: Answers): QuizQuestion[] {
  return quiz.questions.filter(({ id, choices }) => {
    const chosen = new Set(answers.find(({ question }) => question === id)?.choices);
    const right = choices.filter(({ correct }) => correct).map((choice) => choice.id);
    return chosen.size !== right.length || !right.every((choice) => chosen.has(choice));
  });
}

/** More than one choice can be taken. */
export function takesSeveral({ choices }: QuizQuestion): boolean {
  return choices.filter(({ correct }) => correct).length > 1;
}
