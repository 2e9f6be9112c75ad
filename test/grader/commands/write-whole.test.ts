import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeWhole } from "../../../grader/commands/write-whole.ts";
import { besideOf } from "../../../grader/processes/index.ts";

let folder = "";
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "chronograde-write-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a file that is written whole", () => {
  it("takes the place of what was there, and leaves nothing beside it", () => {
    const file = path.join(folder, "result.json");
    writeFileSync(file, "old");
    writeWhole(file, "new");
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(readdirSync(folder)).toEqual(["result.json"]);
  });

  it.skipIf(process.platform === "win32")("goes to where a link leads, and the link stays", () => {
    writeFileSync(path.join(folder, "result.json"), "old");
    symlinkSync("result.json", path.join(folder, "latest.json"));
    writeWhole(path.join(folder, "latest.json"), "new");
    expect(readFileSync(path.join(folder, "result.json"), "utf8")).toBe("new");
    expect(lstatSync(path.join(folder, "latest.json")).isSymbolicLink()).toBe(true);
  });

  it.runIf(existsSync("/dev/full"))("fails when the disk is full, and a device stays a device", () => {
    expect(() => writeWhole("/dev/full", "new")).toThrow("ENOSPC");
    expect(lstatSync("/dev/full").isCharacterDevice()).toBe(true);
  });

  it.runIf(existsSync("/dev/full"))(
    "leaves the old one and nothing beside it when there is no room for the new one",
    () => {
      const file = path.join(folder, "result.json");
      writeFileSync(file, "old");
      const occupied = besideOf(file);
      symlinkSync("/dev/full", occupied);
      expect(() => writeWhole(file, "new")).toThrow("ENOSPC");
      expect(readFileSync(file, "utf8")).toBe("old");
      expect(readdirSync(folder)).toEqual(["result.json"]);
    },
  );
});
