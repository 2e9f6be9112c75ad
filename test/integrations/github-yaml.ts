import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

export const repository = fileURLToPath(new URL("../..", import.meta.url));

export const workflowFiles = [
  ".github/workflows/class.yml",
  ".github/workflows/comment.yml",
  "templates/course/.github/workflows/grade.yml",
] as const;

/** A step as it is written. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: unknown;
  readonly permissions: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

export const textOf = (file: string): string => readFileSync(path.join(repository, file), "utf8");
export const workflow = (file: string): Workflow => parse(textOf(file)) as Workflow;
export const action = (): Action => parse(textOf("action.yml")) as Action;

export function allSteps(): Step[] {
  const ofWorkflows = workflowFiles.flatMap((file) => Object.values(workflow(file).jobs).flatMap(({ steps }) => steps));
  return [...action().runs.steps, ...ofWorkflows];
}

export function stepNamed(steps: readonly Step[], name: string): Step {
  const step = steps.find((each) => each.name === name);
  if (step === undefined) throw new Error(`There is no step "${name}".`);
  return step;
}
