import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeWhole } from "../../../grader/commands/write-whole.ts";

describe("a file written whole", () => {
  let folder: string;
  const inside = (name: string) => path.join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "chronograde-whole-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("replaces what was there and leaves nothing beside it", () => {
    writeFileSync(inside("report.json"), "before, and longer");
    writeWhole(inside("report.json"), "after");
    expect(readFileSync(inside("report.json"), "utf8")).toBe("after");
    expect(readdirSync(folder)).toEqual(["report.json"]);
  });

  it("goes where a link leads", () => {
    writeFileSync(inside("target"), "before");
    symlinkSync("target", inside("link"));
    writeWhole(inside("link"), "after");
    expect(readFileSync(inside("target"), "utf8")).toBe("after");
  });

  it.runIf(existsSync("/dev/full"))("never takes the place of a device", () => {
    expect(() => {
      writeWhole("/dev/full", "text");
    }).toThrow("ENOSPC");
    expect(statSync("/dev/full").isCharacterDevice()).toBe(true);
  });
});
