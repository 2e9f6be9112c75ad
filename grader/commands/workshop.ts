import type { Compiler } from "../compile/index.ts";
import { createSandbox, type Sandbox, type SandboxOptions } from "../sandbox/index.ts";
import type { Course } from "./course.ts";
import { createOwnChecks, type OwnChecks, type OwnChecksOptions } from "./own-checks/own-checks.ts";
import { createReferences, type References } from "./references.ts";
import type { ResultCache } from "./result-cache.ts";
import { createTrials, type Trials } from "./trials/trials.ts";

/** The warm parts that one command shares over all its submissions. */
export interface Workshop {
  readonly course: Course;
  readonly compiler: Compiler;
  /** Only submissions run in it. */
  readonly sandbox: Sandbox;
  readonly references: References;
  readonly ownChecks: OwnChecks;
  /** Left out: nobody reads why a check failed. */
  readonly trials?: Trials;
  /** Left out: everything is graded. */
  readonly cache?: CachedResults;
}

interface CachedResults {
  readonly results: ResultCache;
  /** What a grade depends on besides the exercise and the submission. */
  readonly grader: string;
}

interface WorkshopOptions extends SandboxOptions, Pick<OwnChecksOptions, "checksCpuMs"> {
  /** Why a check failed is found out by trying, too: what the solution does, and what mends usual mistakes. Default: all. */
  readonly tries?: "all" | "solution" | "nothing";
}

/** @param options of the sandbox for submissions, and what else may be otherwise than usual */
export function openWorkshop(
  course: Course,
  compiler: Compiler,
  { checksCpuMs, tries = "all", ...options }: WorkshopOptions = {},
): Workshop {
  const { makeRoom } = options;
  const references = createReferences(course, compiler, { makeRoom });
  const ownChecks = createOwnChecks(course, compiler, references, { makeRoom, checksCpuMs });
  const shop = { course, compiler, sandbox: createSandbox(options), references, ownChecks };
  if (tries === "nothing") return shop;
  return { ...shop, trials: createTrials({ makeRoom, child: options.child, usual: tries === "all" }) };
}

export async function closeWorkshop(shop: Workshop): Promise<void> {
  await Promise.all([
    shop.sandbox.close(),
    shop.references.close(),
    shop.ownChecks.close(),
    shop.trials?.benches.close(),
  ]);
}
