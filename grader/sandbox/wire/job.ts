import type { Position } from "../../values/index.ts";
import type { ScenarioInput } from "../run.ts";

/** What the parent asks of the child: run one scenario. Nothing of what is expected is in it. */
export interface Job {
  readonly entryModule: string;
  readonly entry: string | null;
  readonly modules: readonly JobModule[];
  /** Places of awaits, by the number that the emitted code carries. */
  readonly sites: readonly Position[];
  readonly input: ScenarioInput;
}

export interface JobModule {
  readonly name: string;
  readonly display: string;
  readonly code: string;
  readonly map: string;
  readonly imports: readonly (readonly [string, string])[];
}
