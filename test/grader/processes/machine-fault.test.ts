import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { machineLack, MachineFault, neverCameUp, notStarted, Patience } from "../../../grader/processes/index.ts";

describe("A process that is not there", () => {
  it.each([
    ["EAGAIN", "ulimit -u"],
    ["EMFILE", "ulimit -n"],
    ["ENOMEM", "ulimit -v"],
    ["ENOSPC", "Make room"],
  ])("for %s says what gives more of it", (code, remedy) => {
    const fault = notStarted("runs the code", Object.assign(new Error(`spawn node ${code}`), { code }));
    expect(fault).toBeInstanceOf(MachineFault);
    expect(fault.message).toContain(`The process that runs the code cannot be started. ${code}: `);
    expect(fault.message).toContain(remedy);
    expect(fault.message).not.toContain("bug");
  });

  it("for another reason gives that, and what to look at", () => {
    let error: unknown = null;
    try {
      execFileSync("/nowhere/node");
    } catch (caught) {
      error = caught;
    }
    expect(machineLack(error)).toBeNull();
    expect(notStarted("runs the code", error).message).toMatch(/ENOENT.*is Node still where it was\?/s);
    expect(neverCameUp("runs the code", "it ended by SIGSEGV").message).toMatch(
      /^The process .* it ended by SIGSEGV\. /,
    );
  });
});

describe("Patience with processes that do not come up", () => {
  it("is shorter after one of them, until one comes up", () => {
    const patience = new Patience(1600);
    const given = Array.from({ length: 3 }, () => {
      const { ms } = patience;
      patience.neverCameUp();
      return ms;
    });
    patience.cameUp();
    expect([...given, patience.ms]).toEqual([1600, 400, 400, 1600]);
  });
});
