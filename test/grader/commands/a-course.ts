import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** A course in a folder of its own, gone when the test is over. `files` are paths relative to the course. */
export function aCourse(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), "chronograde-course-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(path.join(root, "exercises"));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return root;
}

export const smallExercise = `title: Say hello
scenarios:
  - name: hello
    expect: { returns: hello }
hints: [Return it., "Return the word hello."]
`;

export const starter = `export async function main(): Promise<string> {\n  // TODO: which word?\n  return "";\n}\n`;
export const solution = `export async function main(): Promise<string> {\n  return "hello";\n}\n`;
