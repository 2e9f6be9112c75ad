import { expect, it } from "vitest";
import { openCourse } from "../../../../grader/commands/course.ts";
import { loadExercises } from "../../../../grader/commands/load-exercises.ts";
import { howToAnswer } from "../../../../grader/commands/quiz/how-to-answer.ts";
import type { QuizExercise } from "../../../../grader/spec/index.ts";
import { aCourse } from "../a-course.ts";

it("who has no terminal is told the file, the questions and the choices, and no answer", () => {
  const choices = "[{ id: a, text: A, why: No. }, { id: b, text: B, correct: true, why: Yes. }]";
  const yaml = `title: T\nkind: quiz\nquestions: [{ id: one, ask: Which?, choices: ${choices} }]\n`;
  const course = openCourse(aCourse({ "exercises/q/exercise.yaml": yaml }));
  const quiz = loadExercises(course, ["q"]).exercises.get("q") as QuizExercise;
  expect(howToAnswer(quiz).split("\n")).toEqual([
    "Write your answers in exercises/q/answers.yaml, one line per question:",
    "  one: one of a, b",
    'What they mean is in exercises/q/README.md. In a terminal, "npx chronograde grade q" asks you.',
  ]);
});
