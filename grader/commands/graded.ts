import type { ReferenceRuns } from "../report/index.ts";
import type { Isolation } from "../sandbox/index.ts";
import type { Grade } from "../score/index.ts";
import type { ExerciseError } from "../spec/index.ts";

/** What came of a batch. */
export interface Graded {
  /** Hidden scenarios are withheld, unless they were to be revealed. */
  readonly grades: readonly Grade[];
  /** For each of `grades`, its place among the targets: some may not have been graded. */
  readonly places: readonly number[];
  /** What is wrong with exercises beside their files, by the target that it kept from being graded. */
  readonly faults: readonly { readonly place: number; readonly errors: readonly ExerciseError[] }[];
  /** Null when nothing was graded. */
  readonly isolation: Isolation | null;
  /** The solutions' own runs, by exercise, if some report shows them. */
  readonly references: ReadonlyMap<string, ReferenceRuns>;
}

/** Each mistake once, though it kept several submissions from being graded. */
export function faultsOf({ faults }: Graded): ExerciseError[] {
  const all = faults.flatMap(({ errors }) => errors);
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}
