import type { Grade, Points } from "../score/index.ts";
import type { ExerciseError } from "../spec/index.ts";
import type { Json } from "../values/index.ts";
import { exerciseError } from "./json.ts";

/** Which part of a batch a result is. */
export interface ShardPart {
  readonly number: number;
  readonly of: number;
  /** How many of the report's exercise errors come from reading the exercises, which every part does. */
  readonly exerciseErrors: number;
  /** For each grade, its place in the whole batch, from 0. */
  readonly places: readonly number[];
  readonly faults: readonly { readonly place: number; readonly errors: readonly ExerciseError[] }[];
}

/** Points are exact here: a sum of rounded ones would not be the rounded sum. */
export function shardJson({ number, of, exerciseErrors, places, faults }: ShardPart, grades: readonly Grade[]): Json {
  return {
    number,
    of,
    exerciseErrors,
    results: grades.map(({ score, maxScore }, index) => ({
      place: places[index]!,
      score: score === null ? null : exact(score),
      maxScore: exact(maxScore),
    })),
    faults: faults.map(({ place, errors }) => ({ place, errors: errors.map(exerciseError) })),
  };
}

function exact({ n, d }: Points): Json {
  return { n, d };
}
