import type { z } from "zod";
import { across, closed, isMapData, listOf, someOf } from "./leaf.ts";
import { identifier, numberIn, oneLine, oneWord, truth, words } from "./leaves.ts";

export const title = oneLine.describe("What the exercise is called.");
export const pass = numberIn({ least: 0, most: 100 }).describe("Percent needed to pass; default 100.");
export const hints = listOf(words, "hints").describe("Hints, shown one at a time by `chronograde hint`.");

const choice = closed({
  id: identifier.describe("What a learner writes into answers.yaml."),
  text: words.describe("The answer as the learner reads it."),
  correct: truth.optional().describe("true: this answer is right; default false. More than one: select all."),
  why: words.describe("Feedback for who has chosen this answer."),
});

const question = closed({
  id: identifier.describe("The question's key in answers.yaml."),
  ask: words.describe("The question."),
  choices: someOf(choice, "choices")
    .check(
      across((list, refuse) => {
        if (list.length === 1) refuse("a question has two choices or more", { expected: "two choices or more" });
        if (list.length === 0 || list.some((each) => isMapData(each) && each.correct)) return;
        refuse("no choice of this question is correct", { expected: "at least one with correct: true" });
      }),
    )
    .describe("The choices, two or more, at least one of them correct."),
});

export const quiz = closed({
  title,
  kind: oneWord("quiz").describe("quiz: questions with choices instead of code."),
  questions: someOf(question, "questions").describe("The questions; points are split evenly over them."),
  pass: pass.optional().describe("Percent needed to pass; default 100."),
  hints: hints.optional().describe("Hints, shown one at a time by `chronograde hint`."),
});

export type AuthoredQuiz = z.output<typeof quiz>;
