import { describe, expect, it } from "vitest";
import { CallError } from "../../../grader/commands/call-error.ts";
import { requireIsolation } from "../../../grader/commands/require-isolation.ts";
import type { Isolation } from "../../../grader/sandbox/index.ts";

const kernel: Isolation = { level: "kernel", layers: ["guest", "files", "tcp"] };

describe("asking for isolation", () => {
  it("is satisfied by as much, and by more", () => {
    expect(() => {
      requireIsolation(kernel, "kernel");
      requireIsolation(kernel, "process");
    }).not.toThrow();
  });

  it("refuses less, with what there is and how to have more", () => {
    const ask = () => requireIsolation(kernel, "container");
    expect(ask).toThrow(CallError);
    expect(ask).toThrow(/^Nothing was graded: .*only "kernel" \(guest, files, tcp\).* Install bubblewrap/);
  });
});
