import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { besideOf, ownPrefix, removeAbandoned, removeAbandonedBeside } from "../../../grader/processes/index.ts";

/** Nobody's number any more, in all likelihood. */
const { pid: gone } = spawnSync(process.execPath, ["--version"]);
const longAgo = new Date(2020, 0);

let folder = "";
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "chronograde-test-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A folder with a file in it. */
function left(name: string, at = longAgo): string {
  const place = path.join(folder, name);
  mkdirSync(place);
  writeFileSync(path.join(place, "grades"), "…");
  utimesSync(place, at, at);
  return place;
}

function remaining(): string[] {
  removeAbandoned(folder, "ours-");
  return readdirSync(folder).toSorted();
}

it("removes what a process that is gone has left", () => {
  left(`ours-${gone}-aB3dE6`);
  expect(remaining()).toEqual([]);
});

it("leaves what a living process has, what is new, and whatever has another name", () => {
  const names = [
    `${ownPrefix("ours-")}aB3dE6`,
    `ours-${gone}-aB3dE`,
    `ours-${gone}-aB3dE6.kept`,
    `theirs-${gone}-aB3dE6`,
  ];
  for (const name of names) left(name);
  left(`ours-${gone}-newest`, new Date());
  expect(remaining()).toEqual([...names, `ours-${gone}-newest`].toSorted());
});

it("leaves a link, and where a link in a folder leads", () => {
  const mine = left("mine");
  symlinkSync("mine", path.join(folder, `ours-${gone}-aB3dE6`));
  const abandoned = left(`ours-${gone}-fGh1J2`);
  symlinkSync(mine, path.join(abandoned, "link"));
  utimesSync(abandoned, longAgo, longAgo);
  expect(remaining()).toEqual(["mine", `ours-${gone}-aB3dE6`]);
  expect(readdirSync(mine)).toEqual(["grades"]);
});

describe("beside a file that is written", () => {
  const report = () => path.join(folder, "report.json");
  const leftBy = (pid: number) => besideOf("report.json").replace(`${process.pid}`, `${pid}`);

  function leftFile(name: string, at = longAgo): void {
    writeFileSync(path.join(folder, name), "half of it");
    utimesSync(path.join(folder, name), at, at);
  }

  it("what a process that is gone has left of it is removed", () => {
    leftFile(leftBy(gone));
    removeAbandonedBeside(report());
    expect(readdirSync(folder)).toEqual([]);
  });

  it("what a living process writes, another file's, and whatever has another name are left", () => {
    const names = [leftBy(process.pid), `other-${leftBy(gone)}`, `${leftBy(gone)}.kept`, `report.json.${gone}.tmp`];
    for (const name of ["report.json", ...names]) leftFile(name);
    removeAbandonedBeside(report());
    expect(readdirSync(folder)).toEqual(["report.json", ...names].toSorted());
  });

  it("what is new, a folder and a link are left", () => {
    leftFile(leftBy(gone), new Date());
    removeAbandonedBeside(report());
    rmSync(path.join(folder, leftBy(gone)));
    left(leftBy(gone));
    removeAbandonedBeside(report());
    expect(readdirSync(folder)).toEqual([leftBy(gone)]);
    rmSync(path.join(folder, leftBy(gone)), { recursive: true });
    leftFile("mine");
    symlinkSync("mine", path.join(folder, leftBy(gone)));
    removeAbandonedBeside(report());
    expect(readdirSync(folder).toSorted()).toEqual(["mine", leftBy(gone)].toSorted());
  });
});

it("says nothing where there is no such folder", () => {
  removeAbandoned(path.join(folder, "missing"), "ours-");
  expect(remaining()).toEqual([]);
});
