import { escapeTerminal, paintWith, wrap } from "../../report/index.ts";
import { frameOf } from "../../spec/index.ts";
import type { Problem } from "./problem.ts";
import type { Proof } from "./prove.ts";

export interface ProofStyle {
  /** The exercise's files by the path shown. */
  readonly sources: ReadonlyMap<string, string>;
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
    ...problems.flatMap((each) => showProblem(each, exercise.file, style)),
  ].join("\n");
}

function showProblem({ name, message, at, diff, hint, add }: Problem, file: string, style: ProofStyle): string[] {
  const paint = paintWith(style.color);
  const prose = (indent: number, text: string) =>
    wrap(escapeTerminal(text), Math.min(style.columns, 100) - indent).map((line) => " ".repeat(indent) + line);
  const lines = ["", ...prose(2, message)];
  if (at !== null) {
    lines.push(`    ${paint.dim(escapeTerminal(`${at.file}:${at.line}:${at.column}`))}`);
    const frame = frameOf(at, style.sources.get(at.file)?.split(/\r?\n/), 0, style.columns - 4);
    if (frame !== null) lines.push(...frame.split("\n").map((line) => `    ${line}`));
  }
  for (const line of diff)
    lines.push(`    ${line.startsWith("-") ? paint.red(escapeTerminal(line)) : paint.green(escapeTerminal(line))}`);
  lines.push(...prose(4, `Try: ${hint}`));
  if (add !== null) {
    lines.push(...prose(4, `Under the \`expect\` of the scenario "${add.scenario}":`));
    lines.push(`      ${paint.cyan(escapeTerminal(add.yaml))}`);
  }
  if (name !== null) {
    lines.push(...prose(4, `If that is intended, accept it in ${file}, with the reason:`));
    lines.push(`      ${paint.cyan(escapeTerminal(`accept: { ${JSON.stringify(name)}: … }`))}`);
  }
  return lines;
}
