import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from "node:fs";
import type { Position } from "../values/index.ts";
import type { ExerciseError, QuizExercise } from "./exercise.ts";
import { decodeText } from "./text.ts";
import { type Node, showNode } from "./tree.ts";
import { readYaml } from "./yaml.ts";

/** What was chosen for one question. */
export interface QuizAnswer {
  readonly question: string;
  /** Empty when the question was left open. */
  readonly choices: readonly string[];
  /** Of the question's id. */
  readonly keyAt: Position;
  /** Of what was chosen; of the question's id where nothing was. */
  readonly at: Position;
}

/** A learner's answers.yaml. Whether the questions and choices exist is not judged here. */
export interface Answers {
  readonly answers: readonly QuizAnswer[];
  /** Why nothing could be read: `unreadable` (no file to read) or `syntax` (no answers in it); null when it could. */
  readonly rejection: {
    readonly code: "unreadable" | "syntax";
    readonly message: string;
    readonly file: string;
    readonly line: number | null;
    readonly column: number | null;
  } | null;
  readonly sources: readonly { readonly file: string; readonly text: string }[];
}

const mostBytes = 256 * 1024;

/** Reads `question-id: choice-id`, or a list of choice ids. A missing answer is an answer left open. */
export function readAnswers(quiz: QuizExercise, file: string, display: string): Answers {
  const content = readOnce(file);
  if (typeof content === "string") return rejected("unreadable", content, display);
  const decoded = decodeText(display, content);
  if ("errors" in decoded) return refused("unreadable", decoded.errors[0]!);
  const sources = [{ file: display, text: decoded.text }];
  const { root, errors } = readYaml(display, decoded.text);
  if (errors.length > 0 && errors[0]!.code !== "empty-file") return refused("syntax", errors[0]!, sources);
  if (root !== null && root.kind !== "map") {
    const message = `answers are written \`question: choice\`, one line for each question; this is ${showNode(root)}`;
    return { ...rejected("syntax", message, display, root.at), sources };
  }
  const answers: QuizAnswer[] = [];
  for (const [question, { keyAt, value }] of root?.entries ?? []) {
    const items = value.kind === "list" ? value.items : [value];
    const wrong = items.find((item) => item.kind !== "scalar");
    if (wrong) {
      const message = `an answer is the id of a choice, or a list of them; this is ${showNode(wrong)}`;
      return { ...rejected("syntax", message, display, wrong.at), sources };
    }
    const choices = items.map(choiceOf).filter((choice) => choice !== "");
    answers.push({ question, choices: [...new Set(choices)], keyAt, at: choices.length === 0 ? keyAt : value.at });
  }
  const order = quiz.questions.map((question) => question.id);
  return { answers: answers.toSorted((a, b) => place(order, a) - place(order, b)), rejection: null, sources };
}

function place(order: readonly string[], answer: QuizAnswer): number {
  const index = order.indexOf(answer.question);
  return index < 0 ? order.length : index;
}

/** An id that YAML takes for a number or a boolean is the text that was written. */
function choiceOf(node: Node): string {
  if (node.kind !== "scalar" || node.value === null) return "";
  return typeof node.value === "string" ? node.value.trim() : node.source;
}

/** The bytes of a regular file, or a sentence. Nothing is followed, waited for, or read twice. */
function readOnce(file: string): Uint8Array | string {
  const seen = lstatSync(file, { throwIfNoEntry: false });
  if (!seen) return "the file is not there";
  if (!seen.isFile()) return seen.isSymbolicLink() ? "it is a link, not a file" : "it is not a regular file";
  let handle: number;
  try {
    handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    return `it could not be opened (${code})`;
  }
  try {
    const opened = fstatSync(handle);
    if (!opened.isFile()) return "it is not a regular file";
    if (opened.size > mostBytes) return `it is larger than ${mostBytes / 1024} KB`;
    const content = readFileSync(handle);
    return content.length > mostBytes ? `it is larger than ${mostBytes / 1024} KB` : content;
  } finally {
    closeSync(handle);
  }
}

function refused(code: "unreadable" | "syntax", error: ExerciseError, sources: Answers["sources"] = []): Answers {
  return { ...rejected(code, error.message, error.file, error), sources };
}

function rejected(
  code: "unreadable" | "syntax",
  message: string,
  file: string,
  at?: Pick<Position, "line" | "column">,
): Answers {
  return {
    answers: [],
    rejection: { code, message, file, line: at?.line ?? null, column: at?.column ?? null },
    sources: [],
  };
}
