import type { Program } from "../../../grader/compile/index.ts";
import { compiler } from "../../warm-compiler.ts";
import type { Run, Sandbox, ScenarioInput } from "../../../grader/sandbox/index.ts";
import type { Limits, Reply, Route } from "../../../grader/spec/index.ts";

const limits: Limits = {
  virtualTimeMs: 60_000,
  steps: 100_000,
  cpuMs: 1000,
  memoryBytes: 128 * 1024 * 1024,
  outputBytes: 64 * 1024,
  tasks: 10_000,
  requests: 10_000,
  timers: 100_000,
};

export interface Play extends Partial<Omit<ScenarioInput, "limits">> {
  readonly limits?: Partial<Limits>;
  /** Null for a script; `main` when left out. */
  readonly entry?: string | null;
}

export function input(play: Play = {}): ScenarioInput {
  return {
    args: play.args ?? [],
    routes: play.routes ?? [],
    limits: { ...limits, ...play.limits },
    seed: play.seed ?? 1,
    startMs: play.startMs ?? Date.parse("2025-01-01T00:00:00Z"),
  };
}

/** @throws Error when the source does not compile */
export async function compile(source: string, entry: string | null = "main"): Promise<Program> {
  const compiled = await compiler.compile({
    files: [{ path: "submission.ts", display: "submission.ts", text: source }],
    entryFile: "submission.ts",
    entry,
    imports: ["node:events", "node:timers/promises", "node:assert/strict"],
    rules: [],
    despiteTypeErrors: true,
  });
  if (compiled.program === null) throw new Error(JSON.stringify(compiled.diagnostics, null, 1));
  return compiled.program;
}

/** Compiles and runs a text. */
export async function play(sandbox: Sandbox, source: string, how: Play = {}): Promise<Run> {
  return sandbox.run(await compile(source, how.entry === undefined ? "main" : how.entry), input(how));
}

/** What console printed on one stream, line by line. */
export function printed(run: Run, stream: "stdout" | "stderr" = "stdout"): string[] {
  return run.output.filter((record) => record.stream === stream).flatMap((record) => record.text.split("\n"));
}

/** `GET https://api.test/posts/1` with its replies. */
export function route(target: string, ...replies: readonly Partial<Reply>[]): Route {
  const [method = "", address = ""] = target.split(" ");
  const url = new URL(address);
  return {
    method,
    origin: url.origin,
    path: url.pathname,
    query: [...url.searchParams],
    replies: replies.map((reply) => ({
      latencyMs: 0,
      status: 200,
      headers: [],
      body: null,
      error: null,
      hang: false,
      match: null,
      ...reply,
    })),
  };
}

export function json(value: unknown): Reply["body"] {
  return { kind: "json", text: JSON.stringify(value) };
}
