import type { Grade, ScenarioGrade } from "../../score/index.ts";
import type { CodeExercise, WrittenCheck } from "../../spec/index.ts";
import { asSolved } from "./as-solved.ts";
import { type Problem, problem } from "./problem.ts";

/** Findings that only say that something else spoiled the whole scenario. */
const CONSEQUENCES = new Set(["stopped", "entry-threw", "entry-returned"]);

/** Who fails a check and keeps more of its points than this has lost next to nothing. */
const HARDLY = 0.9;

/** Which checks have failed for some wrong variant, by themselves and not because the scenario was spoiled. */
export class FailedChecks {
  /** By check, the least share of its points that anybody has kept who failed it, and the shortest time of those. */
  readonly #failed = new Map<string, { readonly kept: number; readonly shortestMs: number }>();
  readonly #broken = new Set<string>();
  #variants = 0;

  take(grade: Grade): void {
    this.#variants += 1;
    for (const { code } of grade.rules) this.#broken.add(code);
    for (const [i, scenario] of grade.scenarios.entries()) {
      for (const [k, { status, finding, score, maxScore }] of scenario.checks.entries()) {
        if (status !== "failed" || finding === null || CONSEQUENCES.has(finding.code)) continue;
        const { kept, shortestMs } = this.#failed.get(`${i} ${k}`) ?? { kept: 1, shortestMs: Infinity };
        const share = maxScore.n === 0 ? 0 : (score.n * maxScore.d) / (score.d * maxScore.n);
        const shortest = Math.min(shortestMs, scenario.elapsedMs ?? Infinity);
        this.#failed.set(`${i} ${k}`, { kept: Math.min(kept, share), shortestMs: shortest });
      }
    }
  }

  /** A check that nobody fails asks for nothing, nor does a call that is required and that everybody makes. */
  problems(exercise: CodeExercise, solution: Grade): Problem[] {
    return [...this.#neverFail(exercise, solution), ...this.#neverMissing(exercise)];
  }

  #neverMissing({ rules, id }: CodeExercise): Problem[] {
    return rules
      .filter(({ kind, target }) => kind === "require" && !this.#broken.has(`${kind}:${target}`))
      .map(({ target, at }) =>
        problem(
          `The rule \`require: ${target}\` is never broken, neither by the starter nor by any of ${this.#variants - 1} wrong variants.`,
          {
            name: `never-broken ${target}`,
            at,
            hint: `Require something that the starter does not have yet, such as \`rules: [{ require: createTask }]\`; remove the rule; or add a variant without ${target} into exercises/${id}/wrong/.`,
          },
        ),
      );
  }

  #failsAnywhere({ scenarios }: CodeExercise, title: string): boolean {
    return scenarios.some(({ checks }, i) =>
      checks.some((each, k) => each.title === title && this.#failed.has(`${i} ${k}`)),
    );
  }

  #neverFail(exercise: CodeExercise, solution: Grade): Problem[] {
    return exercise.scenarios.flatMap((scenario, i) =>
      scenario.checks.flatMap((check, k) => {
        const failed = this.#failed.get(`${i} ${k}`);
        // It asks the same in every scenario, and so asks for something when it fails in one.
        if (check.kind === "leftovers" && this.#failsAnywhere(exercise, check.title)) return [];
        if (failed !== undefined) {
          return failed.kept > HARDLY ? [hardlyFails(scenario.name, check, solution.scenarios[i]!, failed)] : [];
        }
        const isOwnState =
          check.kind === "tasks" && check.pattern === (exercise.entry ?? "main") && check.instantMs === null;
        const why = isOwnState ? " An entry that ends in another state already fails the whole scenario." : "";
        const yaml = asSolved(check, solution.scenarios[i]!);
        return [
          problem(
            `\`${check.title}\` of the scenario "${scenario.name}" never fails, neither for the starter nor for any of ${this.#variants - 1} wrong variants.${why}`,
            {
              name: `never-fails ${scenario.name}: ${check.title}`,
              at: check.at,
              add: yaml === null ? null : { scenario: scenario.name, yaml },
              hint: `Is it always true? Make it stricter, remove it, or add a variant that it must catch to exercises/${exercise.id}/wrong/.`,
            },
          ),
        ];
      }),
    );
  }
}

function hardlyFails(
  scenario: string,
  { title, at }: WrittenCheck,
  { elapsedMs }: ScenarioGrade,
  { kept, shortestMs }: { readonly kept: number; readonly shortestMs: number },
): Problem {
  const percent = Math.floor(kept * 100);
  return problem(
    `\`${title}\` of the scenario "${scenario}" hardly costs anything: a failing variant still gets ${percent}% of its points or more.`,
    {
      name: `hardly-fails ${scenario}: ${title}`,
      at,
      hint: "Give no points at the time of the fastest wrong variant.",
      add: { scenario, yaml: `elapsed: { ideal: ${elapsedMs}ms, sequential: ${shortestMs}ms }` },
    },
  );
}
