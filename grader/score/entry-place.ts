import type { CodeExercise } from "../spec/index.ts";
import type { Position } from "../values/index.ts";
import type { Grade } from "./grade.ts";

/**
 * Where the entry is written, for findings that no line is to blame for: a place to begin to read, nothing is decided by it.
 * Null for a script, and where the name is not declared in a way that is easy to see.
 */
export function entryPlace(exercise: CodeExercise, submission: string, sources: Grade["sources"]): Position | null {
  const source = sources.find((each) => each.file === submission) ?? sources[0];
  // Of a class's static method its own name.
  const own = exercise.entry?.slice(exercise.entry.lastIndexOf(".") + 1);
  if (own === undefined || source === undefined || !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(own)) return null;
  // A harness that calls what it likes has no entry by name: whatever is exported first is the beginning.
  const isNamed = exercise.harness === null || exercise.harness.needsEntry;
  const name = isNamed ? own.replaceAll("$", "\\$") : "[\\p{ID_Start}$_][\\p{ID_Continue}$]*";
  const declared = new RegExp(
    `^[ \\t]*(?:export[ \\t]+)${isNamed ? "?" : ""}(?:default[ \\t]+)?(?:(?:async[ \\t]+)?function\\b[ \\t*]*|(?:const|let|var)[ \\t]+|static[ \\t]+(?:async[ \\t]+)?)(${name})(?![\\p{ID_Continue}$])`,
    "u",
  );
  for (const [index, line] of source.text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .entries()) {
    const match = declared.exec(line);
    if (match !== null) return { file: source.file, line: index + 1, column: match[0].length - match[1]!.length + 1 };
  }
  return null;
}
