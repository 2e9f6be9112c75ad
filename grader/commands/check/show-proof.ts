import { escapeTerminal, paintWith, wrap } from "../../report/index.ts";
import { frameOf } from "../../spec/index.ts";
import type { Problem } from "./problem.ts";
import type { Proof } from "./prove.ts";

export interface ProofStyle {
  /** Of a file by the path shown; null when there is none that can be read. */
  readonly textOf: (file: string) => string | null;
  readonly color: boolean;
  readonly columns: number;
}

/** One exercise for a person at a terminal: a line when all is well, otherwise each problem with what to do about it. */
export function showProof({ exercise, problems, variants }: Proof, style: ProofStyle): string {
  const paint = paintWith(style.color);
  const { tried, caught, accepted } = variants;
  const excused = accepted === 0 ? "" : `, ${accepted} accepted`;
  const mutants = tried === 0 ? "" : `; ${caught} of ${tried} wrong variants are caught${excused}`;
  const id = escapeTerminal(exercise.id);
  const head = (text: string) => wrap(text, style.columns - 2, 2).join("\n  ");
  if (problems.length === 0)
    return head(`${paint.green("✓")} ${paint.bold(id)}: the solution gets 100%, the starter does not pass${mutants}`);
  const count = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
  return [
    head(`${paint.red("✗")} ${paint.bold(id)}: ${count}${mutants}`),
    ...problems.flatMap((each, i) =>
      showProblem(each, style).concat(acceptance(each, problems.slice(0, i), exercise.file, style)),
    ),
  ].join("\n");
}

function prose(indent: number, text: string, { columns }: ProofStyle): string[] {
  return wrap(escapeTerminal(text), Math.min(columns, 100) - indent).map((line) => " ".repeat(indent) + line);
}

function showProblem({ message, at, diff, hint, add }: Problem, style: ProofStyle): string[] {
  const paint = paintWith(style.color);
  const lines = ["", ...prose(2, message, style)];
  if (at !== null) {
    lines.push(`    ${paint.dim(escapeTerminal(`${at.file}:${at.line}:${at.column}`))}`);
    const text = diff.length > 0 ? undefined : style.textOf(at.file)?.split(/\r?\n/);
    const frame = frameOf(at, text, 0, style.columns - 4);
    if (frame !== null) lines.push(...frame.split("\n").map((line) => `    ${line}`));
  }
  for (const line of diff)
    lines.push(`    ${line.startsWith("-") ? paint.red(escapeTerminal(line)) : paint.green(escapeTerminal(line))}`);
  lines.push(...prose(4, `Try: ${hint}`, style));
  if (add !== null) {
    lines.push(...prose(4, `Under the \`expect\` of the scenario "${add.scenario}":`, style));
    lines.push(`      ${paint.cyan(escapeTerminal(add.yaml))}`);
  }
  return lines;
}

/** How it is said that a problem is none; once in full. */
function acceptance({ name }: Problem, before: readonly Problem[], file: string, style: ProofStyle): string[] {
  if (name === null) return [];
  const yaml = paintWith(style.color).cyan(escapeTerminal(`accept: { ${JSON.stringify(name)}: … }`));
  if (before.some((each) => each.name !== null)) return [`    Or ${yaml}`];
  return [...prose(4, `If that is intended, accept it in ${file}, with the reason:`, style), `      ${yaml}`];
}
