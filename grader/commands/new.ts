import { existsSync } from "node:fs";
import path from "node:path";
import { exerciseSchemaText } from "../spec/index.ts";
import { wrap } from "../report/index.ts";
import { CallError } from "./call-error.ts";
import { commandLines } from "./command-lines.ts";
import { openCourse } from "./course.ts";
import { ExitStatus } from "./exit-status.ts";
import { exerciseFiles, schemaFile, type NewFile } from "./template.ts";
import type { Terminal } from "./terminal.ts";
import { writeAll } from "./write-all.ts";

export interface NewOptions {
  readonly course: string;
  /** Writes over what is there. */
  readonly force: boolean;
}

/** @throws CallError when the name is none, or the exercise is there already */
export function newCommand(id: string, options: NewOptions, terminal: Terminal): ExitStatus {
  const course = openCourse(options.course);
  requireName(id);
  const taken = course.ids.find((each) => each !== id && each.toLowerCase() === id.toLowerCase());
  if (taken !== undefined) {
    throw new CallError(
      `There is an exercise "${taken}" already, and on many systems "${id}" would be the same folder.`,
    );
  }
  const files = exerciseFiles(id, titleOf(id));
  const there = files.filter((file) => existsSync(path.join(course.root, file.path)));
  if (there.length > 0 && !options.force) {
    throw new CallError(
      `The exercise "${id}" exists already: ${there.map((file) => file.path).join(", ")}. ` +
        `Nothing was written. Choose another name, or replace these files with --force.`,
    );
  }
  const schema: NewFile[] = existsSync(path.join(course.root, schemaFile))
    ? []
    : [{ path: schemaFile, text: exerciseSchemaText() }];
  writeAll(course.root, [...files, ...schema]);
  const columns = Math.min(terminal.columns, 100);
  terminal.out(
    [
      ...wrap(`The exercise "${id}" is ready to be graded:`, columns),
      ...[...files, ...schema].map((file) => `  ${there.includes(file) ? "replaced" : "wrote"}  ${file.path}`),
      "",
      ...commandLines(
        [
          [`npx chronograde grade solutions/${id}.ts`, "its solution gets every point"],
          [`npx chronograde grade ${id}`, "its starter does not"],
        ],
        columns,
        "# ",
      ),
      "",
      ...wrap(
        `Now make it yours, starting with exercise.yaml: your editor explains its keys. ` +
          `The hidden scenarios are in solutions/${id}.hidden.yaml: rewrite those too, or remove the file.`,
        columns,
      ),
    ].join("\n"),
  );
  return ExitStatus.passed;
}

/** Windows knows these as devices, with any ending. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;
const longest = 64;

/** @throws CallError with a name that would do */
export function requireName(id: string): void {
  const isName = /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(id) && id.length <= longest && !devices.test(id);
  if (isName) return;
  const meant = id
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9_-]+/g, "-")
    .replace(/^[-_]+/, "")
    .slice(0, longest)
    .replace(/[-_]+$/, "");
  const isFree = meant !== "" && meant !== id && !devices.test(meant);
  throw new CallError(
    `"${id}" cannot name an exercise. The name is also that of its folder: letters, digits, hyphens and underscores, ` +
      `${longest} at most, the first a letter or a digit, such as 03-two-titles.` +
      (isFree ? ` Did you mean "${meant}"?` : ""),
  );
}

/** `03-two-titles` is about two titles. */
export function titleOf(id: string): string {
  const words = id
    .replace(/^\d+[-_]+/, "")
    .replaceAll(/[-_]+/g, " ")
    .trim();
  return words === "" ? id : words.charAt(0).toUpperCase() + words.slice(1);
}
