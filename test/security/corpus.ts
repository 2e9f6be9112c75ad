import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What has to come of an attack: a rejection with this code, fewer than all points, or all of them for odd but honest code. */
export type Outcome = `rejected ${string}` | "failed" | "harmless";

export interface Attack {
  /** `realm-escape/prepare-stack-trace`. */
  readonly name: string;
  /** One of the exercises of the course beside this file. */
  readonly exercise: string;
  readonly safe: Outcome;
  readonly text: string;
}

const folder = import.meta.dirname;

/** Folders of this folder with attacks in them. */
export const classes = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "course")
  .map((entry) => entry.name)
  .toSorted();

/** Each attack of these goes as far as a limit lets it, and so takes its time. They have a test file of their own. */
export const SLOW_CLASSES: readonly string[] = ["floods", "hangs"];

/** What these are after is what a submission is told: they are played with all that is tried to tell more. That gives no points, and takes most of the time of a grade. */
export const TELLING_CLASSES: readonly string[] = ["forged-results", "secrets"];

export function attacksOf(kind: string): Attack[] {
  const files = readdirSync(path.join(folder, kind)).filter((name) => name.endsWith(".ts"));
  return files.toSorted().map((file) => {
    const text = readFileSync(path.join(folder, kind, file), "utf8");
    const head = (label: string): string | null => new RegExp(`^// ${label}: (.+)$`, "m").exec(text)?.[1] ?? null;
    if (head("Attack") === null) throw new Error(`${kind}/${file} does not say what it attacks: // Attack: …`);
    return {
      name: `${kind}/${path.basename(file, ".ts")}`,
      exercise: head("Exercise") ?? "target",
      safe: outcome(head("Safe"), file),
      text,
    };
  });
}

function outcome(text: string | null, file: string): Outcome {
  if (text === "failed" || text === "harmless" || text?.startsWith("rejected ") === true) return text as Outcome;
  throw new Error(`${file} does not say what is safe: // Safe: rejected CODE, failed or harmless`);
}

/** Writes an attack where it is graded, with the traps' real addresses in the place of their names. */
export function handIn(attack: Attack, into: string, traps: Readonly<Record<string, string>>): string {
  const file = path.join(into, `${attack.name.replace("/", "-")}.ts`);
  mkdirSync(into, { recursive: true });
  writeFileSync(file, withTraps(attack, traps));
  return file;
}

/** The text as it is handed in. */
export function withTraps(attack: Attack, traps: Readonly<Record<string, string>>): string {
  return Object.entries(traps).reduce((all, [name, value]) => all.replaceAll(name, value), attack.text);
}
