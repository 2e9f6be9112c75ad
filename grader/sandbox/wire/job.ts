import type { Position } from "../../values/index.ts";
import type { Schedule } from "../../schedule/index.ts";
import type { ScenarioInput } from "../run.ts";

/** What the parent tells the child. */
export type ParentFrame =
  /** A scenario of this form will come: what it needs of ours may come up already. */
  { readonly t: "prepare"; readonly form: ScenarioForm } | JobFrame;

/** One run after the other under these schedules, each told as far as `end`. */
export interface JobFrame {
  readonly t: "job";
  readonly job: Job;
  readonly schedules: readonly (Schedule | null)[];
  /** What is told may wait until there is more of it. */
  readonly gathers: boolean;
}

/** What is known of a scenario before anybody has read a submission. */
export interface ScenarioForm {
  readonly entry: string | null;
  /** See Program. */
  readonly forbidden: readonly string[];
  readonly input: Pick<ScenarioInput, "routes" | "limits" | "seed" | "startMs">;
}

/** What the parent asks of the child: run one scenario. Nothing of what is expected is in it. */
export interface Job extends ScenarioForm {
  readonly entryModule: string;
  readonly modules: readonly JobModule[];
  /** The instructor's caller; null: the entry itself is called. */
  readonly harness: JobModule | null;
  /** Places of awaits, by the number that the emitted code carries. */
  readonly sites: readonly Position[];
  readonly input: Omit<ScenarioInput, "schedule">;
}

export interface JobModule {
  readonly name: string;
  readonly display: string;
  readonly code: string;
  readonly map: string;
  readonly imports: readonly (readonly [string, string])[];
}
