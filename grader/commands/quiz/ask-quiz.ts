import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Writable } from "node:stream";
import { isCancel, multiselect, select } from "@clack/prompts";
import { wrap } from "../../report/index.ts";
import { answersText, readAnswers, type QuizExercise, type QuizQuestion } from "../../spec/index.ts";
import { CallError } from "../call-error.ts";
import { displayPath, exerciseFolder, type Course } from "../course.ts";
import { harmless } from "../shown-text.ts";
import { writeWhole } from "../write-whole.ts";
import { takesSeveral } from "./open-questions.ts";

/** Where questions are asked. */
export interface Asking {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly color: boolean;
  /** Ends the asking; what is answered by then is kept. */
  readonly signal: AbortSignal;
}

/**
 * Asks these questions one after the other, with the arrow keys, and writes each answer into answers.yaml as soon as it is given.
 *
 * @returns whether all were answered; Ctrl-C and Esc leave the rest open
 * @throws CallError when answers.yaml is something that must not be written over
 */
export async function askQuiz(
  course: Course,
  quiz: QuizExercise,
  questions: readonly QuizQuestion[],
  asking: Asking,
): Promise<boolean> {
  const file = path.join(exerciseFolder(course, quiz.id), "answers.yaml");
  const shown = displayPath(course, file);
  const read = readAnswers(quiz, file, shown);
  if (read.rejection?.code === "unreadable" && existsSync(file)) {
    throw new CallError(`Your answers cannot be written to ${shown}: ${read.rejection.message}.`);
  }
  // What nobody can read is no answer; but somebody wrote it.
  if (read.rejection?.code === "syntax") writeWhole(`${file}.bak`, readFileSync(file));
  let text = read.rejection === null ? readFileSync(file, "utf8") : null;
  const showCursor = (): void => void asking.output.write("\u001b[?25h");
  process.once("exit", showCursor);
  try {
    for (const question of questions) {
      const before = read.answers.find((answer) => answer.question === question.id)?.choices ?? [];
      const choice = await ask(question, before, asking);
      if (choice === null) return false;
      text = answersText(text, new Map([[question.id, choice]]));
      writeWhole(file, text);
    }
    return true;
  } finally {
    process.off("exit", showCursor);
  }
}

/** Null when the learner would rather not. */
async function ask(
  question: QuizQuestion,
  before: readonly string[],
  { input, output, color, signal }: Asking,
): Promise<string | string[] | null> {
  const options = question.choices.map(({ id, text }) => ({
    value: id,
    label: hanging(harmless(text.trim()), output.columns || 80),
  }));
  const common = {
    message: harmless(question.ask.trim()),
    options,
    input,
    signal,
    output: screen(output, color),
  };
  const known = before.filter((id) => question.choices.some((choice) => choice.id === id));
  const choice = takesSeveral(question)
    ? await multiselect({ ...common, initialValues: known })
    : await select({ ...common, ...(known.length === 0 ? {} : { initialValue: known[0]! }) });
  return isCancel(choice) ? null : choice;
}

/** What the library takes off a line for a choice: its bar with the escapes that color it, and the mark in front. */
const BESIDE_CHOICE = 15;

/** The library breaks a long choice too, but puts its other lines under the mark and not under the words. */
function hanging(text: string, columns: number): string {
  const width = columns - BESIDE_CHOICE;
  const lines = text.split("\n").flatMap((line) => (line.length > width ? wrap(line, width) : [line]));
  return lines.join("\n  ");
}

/** Of all escapes only those of color end in m; the others move the cursor. */
// oxlint-disable-next-line no-control-regex
const colors = /\u001b\[[\d;]*m/g;

/**
 * The terminal as the library is to see it: with a size, which some terminals do not tell; and without colors where none are wanted,
 * since the library asks Node for them, and Node 20 gives some of them whatever NO_COLOR says.
 */
function screen(output: NodeJS.WriteStream, color: boolean): Writable {
  const stream = new Writable({
    decodeStrings: false,
    write: (text: string, _encoding, done) => {
      output.write(color ? text : text.replaceAll(colors, ""), () => done());
    },
  });
  return Object.defineProperties(stream, {
    isTTY: { get: () => output.isTTY },
    columns: { get: () => output.columns || 80 },
    rows: { get: () => output.rows || 24 },
  });
}
