import { describe, expect, it } from "vitest";
import { Thrift } from "../../../../grader/commands/trials/thrift.ts";
import type { Run } from "../../../../grader/sandbox/index.ts";
import { noteWork } from "../../../../grader/sandbox/work.ts";
import type { Limits } from "../../../../grader/spec/index.ts";

function aRun(workMs: number): Run {
  const run = {} as Run;
  noteWork(run, workMs);
  return run;
}

const limits = { cpuMs: 1000, memoryBytes: 128 * 1024 * 1024 } as Limits;

describe("what is spent on trying one submission", () => {
  it("is little for one that computes little: a run may take dozens of times what it did", () => {
    const thrift = new Thrift([aRun(2)]);

    expect(thrift.limits(0, limits).cpuMs).toBe(24);
    expect(Array.from({ length: 100 }, () => thrift.spend(aRun(2))).every(Boolean)).toBe(true);
  });

  it("ends at some times what the submission itself has computed", () => {
    const thrift = new Thrift([aRun(900), aRun(100)]);
    const runs = Array.from({ length: 50 }, () => thrift.spend(aRun(900)));

    expect(runs.indexOf(false)).toBe(2);
  });

  it("never lets a run have more than the exercise does, or more memory than is usual", () => {
    const thrift = new Thrift([aRun(900)]);

    expect(thrift.limits(0, limits).cpuMs).toBe(1000);
    expect(thrift.limits(0, limits).memoryBytes).toBeLessThan(limits.memoryBytes);
  });
});
