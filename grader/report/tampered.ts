import { escapeTerminal } from "./escape-terminal.ts";

/** A file that a pull request changes and that is none of a learner's. */
export interface TamperedFile {
  /** Relative to the repository, with `/`. Of the pull request's making: any text. */
  readonly path: string;
  readonly change: "added" | "changed" | "deleted" | "refused";
  /** A sentence: what it is, and what to do about it. */
  readonly message: string;
}

/** One line, escaped as for a terminal. */
export function tamperedText({ path, message }: TamperedFile): string {
  return `${escapeTerminal(path)}: ${escapeTerminal(message)}`;
}
