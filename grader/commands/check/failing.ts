import type { Grade } from "../../score/index.ts";
import type { CodeExercise } from "../../spec/index.ts";
import { type Problem, problem } from "./problem.ts";

/** Findings that only say that something else spoiled the whole scenario. */
const CONSEQUENCES = new Set(["stopped", "entry-threw", "entry-returned"]);

/** Which checks have failed for some wrong variant, by themselves and not because the scenario was spoiled. */
export class FailedChecks {
  readonly #failed = new Set<string>();
  #variants = 0;

  take(grade: Grade): void {
    this.#variants += 1;
    for (const [i, scenario] of grade.scenarios.entries()) {
      for (const [k, { status, finding }] of scenario.checks.entries()) {
        if (status === "failed" && finding !== null && !CONSEQUENCES.has(finding.code)) this.#failed.add(`${i} ${k}`);
      }
    }
  }

  /** A check that nobody fails asks for nothing. */
  problems(exercise: CodeExercise): Problem[] {
    return exercise.scenarios.flatMap((scenario, i) =>
      scenario.checks.flatMap((check, k) => {
        if (this.#failed.has(`${i} ${k}`)) return [];
        const isOwnState =
          check.kind === "tasks" && check.pattern === (exercise.entry ?? "main") && check.instantMs === null;
        const why = isOwnState ? " An entry that ends in another state spoils the whole scenario already." : "";
        return [
          problem(
            `\`${check.title}\` of the scenario "${scenario.name}" never fails: not for the starter, nor for any of ${this.#variants - 1} wrong variants.${why}`,
            {
              name: `never-fails ${scenario.name}: ${check.title}`,
              at: check.at,
              hint: `Is it always true? Ask for more, take it away, or put a variant that it must catch into exercises/${exercise.id}/wrong/.`,
            },
          ),
        ];
      }),
    );
  }
}
