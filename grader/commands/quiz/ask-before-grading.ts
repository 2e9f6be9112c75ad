import path from "node:path";
import { readAnswers, type QuizExercise, type QuizQuestion } from "../../spec/index.ts";
import { exerciseFolder, type Course } from "../course.ts";
import { prose } from "../prose.ts";
import { knowsEscapes, type Terminal } from "../terminal.ts";
import { onEnding, type Ending } from "../watch/endings.ts";
import { howToAnswer } from "./how-to-answer.ts";
import { notRight, unanswered } from "./open-questions.ts";

/**
 * In a terminal, asks the questions of a quiz that have no answer yet; elsewhere says how answers are written down.
 *
 * @param again asks those that are answered wrongly, too
 * @throws CallError when answers.yaml cannot be written
 */
export async function askBeforeGrading(
  course: Course,
  quiz: QuizExercise,
  again: boolean,
  terminal: Terminal,
): Promise<void> {
  const answers = readAnswers(quiz, path.join(exerciseFolder(course, quiz.id), "answers.yaml"), "answers.yaml");
  const questions: readonly QuizQuestion[] = again ? notRight(quiz, answers) : unanswered(quiz, answers);
  // What somebody wrote and nobody can read is told by its grade.
  if (questions.length === 0 || (!again && answers.rejection?.code === "syntax")) return;
  if (!canAsk()) {
    terminal.error(prose(howToAnswer(quiz), terminal.stderrColumns));
    return;
  }
  const { stdin: input, stdout: output } = process;
  const { askQuiz } = await import("./ask-quiz.ts");
  const stop = new AbortController();
  let ending: Ending | null = null;
  const endings = onEnding((signal) => {
    ending = signal;
    stop.abort();
  });
  try {
    await askQuiz(course, quiz, questions, { input, output, color: terminal.color, signal: stop.signal });
  } finally {
    endings.off();
    if (ending !== null) process.kill(process.pid, ending);
  }
}

/** Somebody sits there who can press keys, before a screen on which a choice can move. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY && knowsEscapes();
}
