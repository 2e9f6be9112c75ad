import { Document, isMap, parseDocument } from "yaml";

/** What is chosen for each question, by its id: one choice, or a list of them. */
export type Chosen = ReadonlyMap<string, string | readonly string[]>;

/**
 * The text of an answers.yaml with these answers in it. Comments, and answers to other questions, stay as they are.
 *
 * @param before the file's text, which `readAnswers` could read; null: there is none yet
 */
export function answersText(before: string | null, chosen: Chosen): string {
  const read = before === null ? null : parseDocument(before, { logLevel: "silent" });
  const document = read !== null && isMap(read.contents) ? read : new Document({});
  for (const [question, choice] of chosen) {
    document.set(question, document.createNode(choice, { flow: true }));
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
