import { forbiddenNames } from "../compile/index.ts";
import type { ScenarioForm } from "../sandbox/index.ts";
import type { CodeExercise } from "../spec/index.ts";

/** Of the first scenario. */
export function formOf({ entry, rules, scenarios }: CodeExercise): ScenarioForm {
  return { entry, forbidden: forbiddenNames(rules), input: scenarios[0]! };
}
