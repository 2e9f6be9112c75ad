import { createLocalCompiler } from "../../../grader/compile/compiler.ts";
import type { Compilation, CompileRequest } from "../../../grader/compile/index.ts";
import type { Rule } from "../../../grader/spec/index.ts";

const compiler = createLocalCompiler();

export interface Wishes {
  readonly entry?: string | null;
  readonly imports?: readonly string[];
  readonly rules?: readonly Rule[];
  /** Further files by path. */
  readonly more?: Readonly<Record<string, string>>;
  readonly despiteTypeErrors?: boolean;
  /** Text of the exercise's `harness.ts`. */
  readonly harness?: string;
}

/** Compiles a text as `submission.ts`; one warm compiler for all tests of a file. */
export function compileText(text: string, wishes: Wishes = {}): Promise<Compilation> {
  const { entry = null, imports = [], rules = [], more = {}, despiteTypeErrors = false } = wishes;
  const files = Object.entries({ "submission.ts": text, ...more }).map(([path, content]) => ({
    path,
    display: `exercises/x/${path}`,
    text: content,
  }));
  const request: CompileRequest = { files, entryFile: "submission.ts", entry, imports, rules, despiteTypeErrors };
  if (wishes.harness === undefined) return compiler.compile(request);
  const file = { path: "harness.ts", display: "exercises/x/harness.ts", text: wishes.harness };
  return compiler.compile({ ...request, harness: { file, needsEntry: false } });
}

/** A rule as the spec room gives it. */
export function rule(text: string, more: Partial<Rule> = {}): Rule {
  const [kind, target = ""] = text.split(" ");
  const at = { file: "exercise.yaml", line: 1, column: 1 };
  return { kind: kind === "require" ? "require" : "forbid", target, why: null, points: null, at, ...more };
}

/** `12:3 TS2345` for each diagnostic. */
export function places(compilation: Compilation): string[] {
  return compilation.diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`);
}
