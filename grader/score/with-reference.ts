import type { RequestRecord, Run, TaskRecord } from "../sandbox/index.ts";
import type { Check, ExerciseError, ExpectedRequest, Scenario, WrittenCheck, WrittenScenario } from "../spec/index.ts";
import {
  fillExpected,
  NothingToFill,
  snapshotFromJsonText,
  type Expected,
  type Reference,
  type Snapshot,
  type WrittenExpected,
} from "../values/index.ts";
import { matchTasks, stateAt } from "./task-match.ts";

/** What is asked of the solution's run. */
export type ReferenceRun = Pick<Run, "outcome" | "elapsedMs" | "tasks" | "requests" | "output">;

/** Whether `reference` stands anywhere in the checks of the scenario. */
export function needsReference(scenario: WrittenScenario): boolean {
  return mentions(scenario.checks);
}

function mentions(part: unknown): boolean {
  if (part === null || typeof part !== "object") return false;
  // What an instructor wrote is data under tags of ours: no map of theirs looks like this.
  if ("kind" in part && part.kind === "reference") return true;
  return Object.values(part).some(mentions);
}

/**
 * The scenario with what the solution gave in the place of each `reference`, or what the author has to mend.
 *
 * @param run the solution's, under the same inputs and the same schedule as the submission's; it came to an end as the scenario expects
 */
export function withReference(
  scenario: WrittenScenario,
  run: ReferenceRun,
): { readonly scenario: Scenario; readonly errors: readonly [] } | { readonly errors: readonly ExerciseError[] } {
  const checks: Check[] = [];
  const errors: ExerciseError[] = [];
  for (const check of scenario.checks) {
    try {
      checks.push(resolved(check, run));
    } catch (error) {
      if (!(error instanceof NothingToFill)) throw error;
      const { file, line, column } = check.at;
      errors.push({
        file,
        line,
        column,
        code: "reference",
        // What stands in a hidden scenario, and what the solution gives there, is not for everybody's eyes.
        message: scenario.hidden
          ? "in a hidden scenario the solution gives nothing to use for this `reference`"
          : `the solution ${error.message} (scenario "${scenario.name}")`,
        found: "`reference`",
        expected: "something that the exercise's own solution gives here, or a value",
        suggestion: null,
      });
    }
  }
  return errors.length > 0 ? { errors } : { scenario: { ...scenario, checks }, errors: [] };
}

function resolved(check: WrittenCheck, run: ReferenceRun): Check {
  const time = (written: number | Reference): number => {
    if (typeof written === "number") return written;
    if (run.elapsedMs === null) throw new NothingToFill("never ends");
    return run.elapsedMs;
  };
  const timeOrNull = (written: number | Reference | null): number | null => (written === null ? null : time(written));
  switch (check.kind) {
    case "elapsed": {
      const [atMostMs, atLeastMs] = [timeOrNull(check.atMostMs), timeOrNull(check.atLeastMs)];
      if (atMostMs !== null && atLeastMs !== null && atLeastMs > atMostMs) {
        throw new NothingToFill(`takes ${run.elapsedMs} ms, which makes \`atLeast\` more than \`atMost\``);
      }
      const bySolution = [check.atMostMs, check.atLeastMs].every((each) => typeof each !== "number");
      return { ...check, atMostMs, atLeastMs, bySolution };
    }
    case "elapsed-scaled": {
      const [idealMs, sequentialMs] = [time(check.idealMs), time(check.sequentialMs)];
      if (idealMs >= sequentialMs) {
        throw new NothingToFill(`takes ${run.elapsedMs} ms, which makes \`sequential\` no longer than \`ideal\``);
      }
      const bySolution = mentions(check.idealMs) && mentions(check.sequentialMs);
      return { ...check, idealMs, sequentialMs, bySolution };
    }
    case "returns":
      return { ...check, value: fillExpected(check.value, returned(run)) };
    case "throws":
      return {
        ...check,
        name: filledOrNull(check.name, thrown(run)?.name),
        message: filledOrNull(check.message, thrown(run)?.message),
      };
    case "output":
      return { ...check, lines: fillExpected(check.lines, printed(run, check.stream)) };
    case "requests":
      return { ...check, requests: requestsFrom(check.requests, run) };
    case "tasks":
      return taskCheck(check, run);
    default:
      return check;
  }
}

function filledOrNull(written: WrittenExpected | null, given: Snapshot | undefined): Expected | null {
  return written === null ? null : fillExpected(written, given);
}

function returned({ outcome }: ReferenceRun): Snapshot | undefined {
  return outcome.kind === "returned" ? outcome.value : undefined;
}

function thrown({ outcome }: ReferenceRun) {
  return outcome.kind === "threw" ? outcome.error : undefined;
}

function printed(run: ReferenceRun, stream: "stdout" | "stderr"): Snapshot {
  return { t: "list", v: run.output.filter((each) => each.stream === stream).flatMap(({ text }) => text.split("\n")) };
}

type RequestsCheck = Extract<WrittenCheck, { kind: "requests" }>;

function requestsFrom(written: RequestsCheck["requests"], run: ReferenceRun): readonly ExpectedRequest[] {
  if ("kind" in written) return run.requests.map(sameRequest);
  return written.map((request, index) => requestFrom(request, run.requests[index], index));
}

function requestFrom(
  written: Exclude<RequestsCheck["requests"], Reference>[number],
  sent: RequestRecord | undefined,
  index: number,
): ExpectedRequest {
  if (!mentions(written)) return written as ExpectedRequest;
  if (sent === undefined) throw new NothingToFill(`sends no request ${index + 1}`);
  if ("kind" in written) return sameRequest(sent);
  if ("oneOf" in written) return { oneOf: written.oneOf.map((option) => requestFrom(option, sent, index)) };
  if ("line" in written) return { line: fillExpected(written.line, `${sent.method} ${sent.url}`) };
  const headers = new Map(sent.headers.map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method: filledOrNull(written.method, sent.method),
    url: filledOrNull(written.url, sent.url),
    json: filledOrNull(written.json, sent.body === null ? undefined : snapshotFromJsonText(sent.body)?.value),
    text: filledOrNull(written.text, sent.body ?? ""),
    headers: written.headers.map(([name, value]) => [name, fillExpected(value, headers.get(name))] as const),
  };
}

/** Which headers a client adds is a matter of style; method, address and body are not. */
function sameRequest({ method, url, body }: RequestRecord): ExpectedRequest {
  const json = body === null ? null : snapshotFromJsonText(body);
  const bodiless = body === null && (method === "GET" || method === "HEAD");
  return {
    method: { kind: "string", value: method },
    url: { kind: "string", value: url },
    json: json === null ? null : fillExpected({ kind: "reference", form: "itself" }, json.value),
    text: json !== null || bodiless ? null : { kind: "string", value: body ?? "" },
    headers: [],
  };
}

type TasksCheck = Extract<WrittenCheck, { kind: "tasks" }>;

/** What is asked of every task that fits the pattern has to be the same for all of the solution's. */
function taskCheck(check: TasksCheck, run: ReferenceRun): Extract<Check, { kind: "tasks" }> {
  const { instantMs, pattern } = check;
  const all = matchTasks(run, pattern);
  const tasks = instantMs === null ? all : all.filter((task) => stateAt(task, instantMs) !== null);
  const asked = tasks.map((task) => ({
    endedAt: endFrom(check.endedAt, task),
    result: resultFrom(check.result, task),
  }));
  const [first, ...others] = asked;
  if (first === undefined) {
    if (mentions(check)) throw new NothingToFill(`has no task that fits \`${pattern}\``);
    return check as Extract<Check, { kind: "tasks" }>;
  }
  const differs = others.some((other) => JSON.stringify(other) !== JSON.stringify(first));
  if (differs) {
    throw new NothingToFill(`has ${tasks.length} tasks that fit \`${pattern}\` and differ; give each its own key`);
  }
  return { ...check, ...first };
}

function endFrom(written: TasksCheck["endedAt"], task: TaskRecord) {
  if (written === null) return null;
  const time = (one: number | Reference | null): number | null => {
    if (one === null || typeof one === "number") return one;
    if (task.endedMs === null) throw new NothingToFill(`never ends its task \`${task.name}\``);
    return task.endedMs;
  };
  return { atMostMs: time(written.atMostMs), atLeastMs: time(written.atLeastMs) };
}

function resultFrom(written: WrittenExpected | null, task: TaskRecord): Expected | null {
  return filledOrNull(written, task.state === "done" ? (task.result ?? { t: "undefined" }) : undefined);
}
