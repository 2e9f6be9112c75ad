import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { readRegular } from "../../../grader/commands/read-regular.ts";

const folder = mkdtempSync(path.join(tmpdir(), "chronograde-test-"));
const place = (name: string): string => path.join(folder, name);

it("reads a file, and one that a link leads to", () => {
  writeFileSync(place("text"), "ab");
  symlinkSync("text", place("link"));
  expect([readRegular(place("text")).toString(), readRegular(place("link")).toString()]).toEqual(["ab", "ab"]);
});

it("refuses a folder, and more than is asked for", () => {
  mkdirSync(place("folder"));
  writeFileSync(place("long"), "abc");
  expect(() => readRegular(place("folder"))).toThrow("EISDIR");
  expect(() => readRegular(place("long"), 2)).toThrow("EFBIG");
});

it.skipIf(process.platform === "win32")("neither waits for a pipe nor takes what a device gives without an end", () => {
  execFileSync("mkfifo", [place("pipe")]);
  symlinkSync("/dev/zero", place("zero"));
  for (const name of ["pipe", "zero"]) expect(() => readRegular(place(name))).toThrow("not a regular file");
});
