import type { CheckedSubmission } from "../checked.ts";
import type { Span } from "../../values/index.ts";
import type { AwaitInLoop, BrokenRule } from "../program.ts";
import type { Rule } from "../../spec/index.ts";
import { explicitAny } from "./explicit-any.ts";
import type { Floating } from "./floating-promise.ts";
import { neverRuns } from "./never-runs.ts";
import { usesOf } from "./uses.ts";

/** What the finders saw already. */
export interface Seen {
  readonly awaitsInLoops: readonly AwaitInLoop[];
  readonly floating: readonly Floating[];
}

/** The exercise's rules that a submission breaks, in the exercise's order. */
export function brokenRules(submission: CheckedSubmission, seen: Seen): BrokenRule[] {
  return submission.request.rules.flatMap((rule) => {
    const broken = rule.kind === "require" ? missing(submission, rule) : forbidden(submission, seen, rule);
    return broken === null ? [] : [broken];
  });
}

function missing(submission: CheckedSubmission, rule: Rule): BrokenRule | null {
  const uses = usesOf(submission, rule.target).filter(({ called }) => called);
  if (uses.some(({ node }) => !neverRuns(submission, node))) return null;
  const [dead] = uses;
  const at = dead === undefined ? startOf(submission) : submission.span(dead.node);
  const message =
    dead === undefined
      ? `This exercise asks for ${rule.target}, but nothing calls it.`
      : `This exercise asks for ${rule.target}, but this call of it can never run.`;
  return { rule, message, hint: `Call ${rule.target} where the work is done.`, at, more: [] };
}

function startOf(submission: CheckedSubmission): Span {
  return { file: submission.entry.file.display, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

function forbidden(submission: CheckedSubmission, seen: Seen, rule: Rule): BrokenRule | null {
  const { places, message, hint } = violations(submission, seen, rule.target);
  const [at, ...more] = places;
  return at === undefined ? null : { rule, message, hint, at, more };
}

interface Violations {
  readonly places: readonly Span[];
  readonly message: string;
  readonly hint: string;
}

function violations(submission: CheckedSubmission, seen: Seen, target: string): Violations {
  switch (target) {
    case "await-in-loop":
      return {
        places: seen.awaitsInLoops.map(({ await: place }) => place),
        message: `This await makes ${eachTurn(seen)} wait for the one before it, although it does not need that one's result.`,
        hint: "Start everything first (createTask in a loop or map), then await: one by one, or all with gather.",
      };
    case "floating-promise":
      return {
        places: seen.floating.map(({ node }) => submission.span(node)),
        message: "Nothing uses the value of this promise or coroutine, and nothing waits for it.",
        hint: "Await it, return it, or make it a task with createTask and await that later.",
      };
    case "any":
      return {
        places: explicitAny(submission).map((node) => submission.span(node)),
        message: "`any` is not allowed here: it turns type checking off.",
        hint: "Write the type, or `unknown` and a check.",
      };
    case "eval":
      return {
        places: ["eval", "Function"].flatMap((name) => usePlaces(submission, name)),
        message: "Running text as code is not allowed here.",
        hint: "Write the code itself.",
      };
    default:
      return {
        places: usePlaces(submission, target),
        message: `${target} is not allowed in this exercise.`,
        hint: `Find a way without ${target}.`,
      };
  }
}

function eachTurn({ awaitsInLoops: [first] }: Seen): string {
  if (first?.kind === "reduce") return "each step of the reduce";
  return first?.kind === "recursion" ? "each call of this function" : "each turn of the loop";
}

function usePlaces(submission: CheckedSubmission, target: string): Span[] {
  return usesOf(submission, target).map(({ node }) => submission.span(node));
}
