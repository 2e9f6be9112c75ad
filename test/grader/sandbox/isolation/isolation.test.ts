import { describe, expect, it } from "vitest";
import {
  isBelow,
  isolationOf,
  type IsolationLayer,
  type IsolationLevel,
} from "../../../../grader/sandbox/isolation/isolation.ts";

function levelOf(...layers: IsolationLayer[]): IsolationLevel {
  return isolationOf(new Set(layers)).level;
}

describe("the level", () => {
  it("is process without the kernel's help", () => {
    expect(levelOf("guest", "permissions", "limits", "rlimits")).toBe("process");
  });

  it("is process when files are open, whatever else is shut", () => {
    expect(levelOf("network", "processes", "signals")).toBe("process");
  });

  it("is kernel when files and TCP are shut", () => {
    expect(levelOf("files", "tcp")).toBe("kernel");
  });

  it("is container when there is no network and no other process either", () => {
    expect(levelOf("files", "network", "processes")).toBe("container");
  });

  it("counts upwards from process", () => {
    expect([isBelow("process", "kernel"), isBelow("kernel", "kernel"), isBelow("container", "kernel")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("the layers", () => {
  it("are told from the inside out", () => {
    expect(isolationOf(new Set<IsolationLayer>(["network", "limits", "guest"])).layers).toEqual([
      "guest",
      "limits",
      "network",
    ]);
  });
});
