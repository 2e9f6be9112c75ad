import { existsSync, lstatSync, statSync } from "node:fs";
import path from "node:path";
import { exerciseSchemaText, listExercises } from "../spec/index.ts";
import { wrap } from "../report/index.ts";
import { CallError } from "./call-error.ts";
import { commandLines } from "./command-lines.ts";
import { ExitStatus } from "./exit-status.ts";
import { titleOf } from "./new.ts";
import { ownSpecifier } from "./own-specifier.ts";
import { packageVersion } from "../package-root.ts";
import { courseFiles, exerciseFiles, schemaFile, type NewFile } from "./template.ts";
import type { Terminal } from "./terminal.ts";
import { writeAll } from "./write-all.ts";

const firstExercise = "01-two-titles";

/**
 * Makes a folder into a course. What is there already stays as it is.
 *
 * @throws CallError when `dir` is no folder, or cannot be written
 */
export function initCommand(dir: string, terminal: Terminal): ExitStatus {
  const root = path.resolve(dir);
  requireFolder(root, dir);
  const specifier = ownSpecifier(root);
  const worked = listExercises(root).length === 0 ? exerciseFiles(firstExercise, "Two titles at once") : [];
  const name = path.basename(root);
  const files: NewFile[] = [
    ...courseFiles({
      title: titleOf(name) || "A course",
      package: packageName(name),
      chronograde: specifier,
      version: packageVersion(),
    }),
    { path: schemaFile, text: exerciseSchemaText() },
    ...worked,
  ];
  const kept = files.filter((file) => isThere(path.join(root, file.path)));
  const fresh = files.filter((file) => !kept.includes(file));
  writeAll(root, fresh);
  const columns = Math.min(terminal.columns, 100);
  terminal.out(
    [
      fresh.length === 0 ? `"${dir}" is a course already: nothing was written.` : `A course in "${dir}":`,
      ...fresh.map((file) => `  wrote  ${file.path}`),
      ...kept.map((file) => `  kept   ${file.path}, which was there already`),
      ...notes(kept, specifier).flatMap((line) => wrap(line, columns)),
      "",
      "Next:",
      ...(root === process.cwd() ? [] : [`  cd ${/^[\w./-]+$/.test(dir) ? dir : JSON.stringify(dir)}`]),
      "  npm install",
      ...commandLines(
        [
          ["npx chronograde check", "proves it: solutions pass, starters do not"],
          ["npx chronograde grade", "what a learner sees at the start"],
          ["npx chronograde new 02-my-own", "your own exercise"],
        ],
        columns - 2,
        "# ",
      ).map((line) => `  ${line}`),
      ...wrap("Keep the course in git, so that starters can be told from learners' work.", columns),
    ].join("\n"),
  );
  return ExitStatus.passed;
}

function requireFolder(root: string, dir: string): void {
  if (dir.trim() === "" || dir.includes("\0")) {
    throw new CallError(`Name the folder of the new course: npx chronograde init my-course`);
  }
  if (isThere(root) && !existsSync(root)) throw new CallError(`"${dir}" is a link to a place that does not exist.`);
  if (existsSync(root) && !statSync(root).isDirectory()) {
    throw new CallError(`"${dir}" is a file. Give the name of a folder; it need not exist yet.`);
  }
}

/** A link that leads nowhere is there, too. */
function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A file stands where one of its folders would be. Whoever writes there is told so.
    return false;
  }
}

function notes(kept: readonly NewFile[], specifier: string): string[] {
  const manifest = kept.some((file) => file.path === "package.json");
  if (manifest) {
    return ["", `package.json was kept. Make sure that it has the dependency "chronograde": "${specifier}".`];
  }
  return specifier.startsWith("file:")
    ? [
        "",
        `package.json takes chronograde from ${specifier}, where this one came from. Change that to a version before others install the course.`,
      ]
    : [];
}

/** What npm accepts. */
function packageName(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+/, "")
    .slice(0, 200);
  return slug === "" || slug === "chronograde" || slug === "node_modules" ? "my-course" : slug;
}
