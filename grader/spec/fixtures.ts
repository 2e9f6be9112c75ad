import type { ExerciseError } from "./exercise.ts";
import type { SourceFile } from "./load.ts";
import { mistake } from "./mistake.ts";
import { nearest } from "./nearest.ts";
import { child, itemsOf, type Node, showNode } from "./tree.ts";

/** Where the files lie that several exercises of a course share. */
export const FIXTURES = "fixtures";

/** The files in `fixtures/` of a course. */
export interface SharedFiles {
  /** Null when there is no such file. */
  read(name: string): SourceFile | null;
  names(): readonly string[];
}

/**
 * The files that an exercise names, in its order, each once; a file that is not there is a mistake of the line that names it. What is no
 * name of a file is told by the schema.
 */
export function sharedFilesOf(
  root: Node,
  shared: SharedFiles,
): { readonly files: readonly SourceFile[]; readonly errors: readonly ExerciseError[] } {
  const files = new Map<string, SourceFile>();
  const errors: ExerciseError[] = [];
  for (const node of itemsOf(child(root, "fixtures"))) {
    if (node.kind !== "scalar" || typeof node.value !== "string" || !isFixtureName(node.value)) continue;
    const name = node.value;
    const source = shared.read(name);
    if (source === null) {
      errors.push(
        mistake(node.at, {
          code: "no-fixture",
          message: `there is no file ${FIXTURES}/${name} in the course`,
          found: showNode(node),
          expected: `the name of a file in ${FIXTURES}/`,
          suggestion: meant(name, shared.names()),
        }),
      );
    } else if (files.has(name)) {
      const message = `${name} is named twice`;
      errors.push(
        mistake(node.at, { code: "duplicate-name", message, found: showNode(node), expected: "each file once" }),
      );
    } else files.set(name, source);
  }
  return { files: [...files.values()], errors };
}

/** The folder's own name is often written, too. */
function meant(name: string, names: readonly string[]): string | null {
  const bare = name.replace(new RegExp(`^${FIXTURES}/`), "");
  return names.includes(bare) ? bare : nearest(bare, names);
}

/** A path below `fixtures/` that cannot leave it, of a file in YAML or JSON. */
export function isFixtureName(name: string): boolean {
  const parts = name.split("/");
  return (
    !/[\\*?:]/.test(name) &&
    /\.(?:ya?ml|json)$/.test(name) &&
    parts.every((part) => !["", ".", "..", "~"].includes(part))
  );
}
