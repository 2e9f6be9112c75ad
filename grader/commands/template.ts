import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../package-root.ts";

/** A text to be written. */
export interface NewFile {
  /** Relative to the course, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** The files of an exercise that grades at once: its solution gets every point, its starter does not. */
export function exerciseFiles(id: string, title: string): NewFile[] {
  const places: Readonly<Record<string, string>> = {
    "solution.ts": `solutions/${id}.ts`,
    "hidden.yaml": `solutions/${id}.hidden.yaml`,
  };
  return read("exercise", { id, title: title.replaceAll('"', "") }).map((file) => ({
    ...file,
    path: places[file.path] ?? `exercises/${id}/${file.path}`,
  }));
}

/** The files of a course, without an exercise. */
export function courseFiles(values: {
  title: string;
  package: string;
  chronograde: string;
  version: string;
}): NewFile[] {
  // npm packs no file of that name as it is.
  return read("course", values).map((file) => (file.path === "gitignore" ? { ...file, path: ".gitignore" } : file));
}

/** Made from the schema that validates; it lies beside this package, too. */
export const schemaFile = "exercise.schema.json";

function read(kind: "exercise" | "course", values: Readonly<Record<string, string>>): NewFile[] {
  const folder = path.join(packageRoot, "templates", kind);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => ({
      path: path.relative(folder, file).split(path.sep).join("/"),
      text: readFileSync(file, "utf8").replaceAll(/\{\{(\w+)\}\}/g, (whole, key: string) => values[key] ?? whole),
    }));
}
