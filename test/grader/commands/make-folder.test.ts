import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFolder } from "../../../grader/commands/make-folder.ts";

let root: string;
beforeEach(() => void (root = mkdtempSync(path.join(tmpdir(), "chronograde-folder-"))));
afterEach(() => rmSync(root, { recursive: true }));

describe("A folder", () => {
  it("is made with all that are missing above it, and tells the first of them", () => {
    expect(makeFolder(path.join(root, "a/b/c"))).toBe(path.join(root, "a"));
    expect(statSync(path.join(root, "a/b/c")).isDirectory()).toBe(true);
  });

  it("that is there is left as it is", () => {
    expect(makeFolder(root)).toBeUndefined();
  });

  it("is not made below a file", () => {
    writeFileSync(path.join(root, "file"), "");
    expect(() => makeFolder(path.join(root, "file/a/b"))).toThrow(/ENOTDIR|ENOENT/);
  });

  it.runIf(existsSync("/proc/self"))("is an error, and no endless search, where nothing can be made", () => {
    expect(() => makeFolder("/proc/chronograde/a/b")).toThrow("ENOENT");
  });
});
