import type { z } from "zod";
import { about, across, closed, isMapData, listOf, someOf } from "./leaf.ts";
import { identifier, numberIn, oneLine, oneWord, truth, words } from "./leaves.ts";

export const title = oneLine.meta(about("What the exercise is called.", "Fetch two titles at once"));
export const pass = numberIn({ least: 0, most: 100 }).meta(about("Percent needed to pass; default 100.", 80));
export const hints = listOf(words, "hints").meta(
  about("Hints, shown one at a time by `chronograde hint`.", ["Which line runs while the first request is in flight?"]),
);

const choice = closed({
  id: identifier.meta(about("What a learner writes into answers.yaml.", "task")),
  text: words.meta(about("The answer as the learner reads it.", "A task runs beside the one that made it.")),
  correct: truth.optional().meta(about("true: this answer is right; default false. More than one: select all.", true)),
  why: words.meta(about("Feedback for someone who chose this answer.", "createTask returns at once.")),
});

const question = closed({
  id: identifier.meta(about("The question's key in answers.yaml.", "q1")),
  ask: words.meta(about("The question.", "What does createTask return?")),
  choices: someOf(choice, "choices")
    .check(
      across((list, refuse) => {
        if (list.length === 1) refuse("a question needs at least two choices", { expected: "at least two choices" });
        if (list.length === 0 || list.some((each) => isMapData(each) && each.correct)) return;
        refuse("none of the choices is correct", { expected: "at least one with correct: true" });
      }),
    )
    .meta({ minItems: 2, contains: { required: ["correct"], properties: { correct: { const: true } } } })
    .meta(
      about("The choices: at least two, at least one of them correct.", [
        { id: "task", text: "A task", correct: true, why: "It is scheduled." },
        { id: "value", text: "The value", why: "It is not there yet." },
      ]),
    ),
});

export const quiz = closed({
  title,
  kind: oneWord("quiz").meta(about("quiz: questions with choices instead of code.", "quiz")),
  questions: someOf(question, "questions").meta(
    about("The questions; points are split evenly over them.", [
      {
        id: "q1",
        ask: "What does createTask return?",
        choices: [
          { id: "task", text: "A task", correct: true, why: "It is scheduled." },
          { id: "value", text: "The value", why: "It is not there yet." },
        ],
      },
    ]),
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

export type AuthoredQuiz = z.output<typeof quiz>;
