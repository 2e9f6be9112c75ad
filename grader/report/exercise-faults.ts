import type { ExerciseError } from "../spec/index.ts";
import { escapeTerminal } from "./escape-terminal.ts";

/** For whoever runs the grading: where and what, on one line. */
export function exerciseFaultText({ file, line, column, message }: ExerciseError): string {
  return escapeTerminal(`${file}:${line}:${column}: ${message}`);
}

/** For a learner, who can do nothing about it, and to whom the message might tell what is expected. */
export function exerciseFaultForLearners({ file, line }: ExerciseError): string {
  const place = escapeTerminal(`${file}:${line}`);
  return `Not graded, through no fault of yours: the exercise has a mistake (${place}). Ask your course staff to fix it.`;
}
