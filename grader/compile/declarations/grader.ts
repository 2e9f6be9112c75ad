/** Under this name an instructor's `checks.ts` imports its types. Nothing of it is there when a program runs. */
export const GRADER_TYPES_MODULE = "chronograde/grader";

/** What `CheckedRun` and its like are in grader/score/checked-run.ts. */
export const GRADER_TYPES = `declare module "chronograde/grader" {
  export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
  export interface OwnCheck {
    readonly category: "concurrency" | "returns" | "states";
    readonly title: string;
    readonly passed: boolean | number;
    readonly message?: string | undefined;
    readonly hint?: string | undefined;
    readonly line?: number | null | undefined;
  }
  export interface CheckedError {
    readonly name: string;
    readonly message: string;
    readonly line: number | null;
  }
  export interface CheckedRun {
    readonly scenario: { readonly name: string; readonly hidden: boolean };
    readonly result: Json;
    readonly error: CheckedError | null;
    readonly elapsedMs: number | null;
    readonly stdout: readonly string[];
    readonly stderr: readonly string[];
    readonly tasks: readonly {
      readonly id: number;
      readonly name: string;
      readonly coroutine: string;
      readonly state: "pending" | "done" | "cancelled" | "failed";
      readonly createdMs: number;
      readonly endedMs: number | null;
      readonly creator: number;
      readonly result: Json;
      readonly error: CheckedError | null;
      readonly line: number | null;
    }[];
    readonly requests: readonly {
      readonly method: string;
      readonly url: string;
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly body: string | null;
      readonly status: number | null;
      readonly startMs: number;
      readonly endMs: number | null;
      readonly outcome: "answered" | "failed" | "unmocked" | "aborted" | "hanging";
      readonly task: number;
      readonly line: number | null;
    }[];
    readonly leftovers: readonly { readonly kind: string; readonly what: string; readonly line: number | null }[];
    readonly trace: readonly {
      readonly atMs: number;
      readonly event: string;
      readonly task: number;
      readonly other: number;
      readonly ref: number;
      readonly detail: string;
      readonly line: number | null;
    }[];
  }
}
`;
