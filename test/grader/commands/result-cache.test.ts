import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { cacheFolder, openCache } from "../../../grader/commands/result-cache.ts";
import { passing, sequential } from "../report/grades.ts";

function aFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "chronograde-cache-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const [key, other] = ["aa11", "aa22"];

test("what was put in comes out, whoever asks", () => {
  const folder = aFolder();
  openCache(folder).put(key, sequential);
  expect(openCache(folder).get(key)).toEqual(JSON.parse(JSON.stringify(sequential)));
  expect(openCache(folder).get(other)).toBeNull();
});

describe("an entry that is not as it was written is as good as none", () => {
  test.each<[string, (text: string) => string]>([
    ["cut short", (text) => text.slice(0, -20)],
    ["empty", () => ""],
    ["with another score", (text) => text.replace(/\\"percent\\":\d+/, '\\"percent\\":100')],
    ["another one's", (text) => text.replace(key, other)],
  ])("%s", (_what, spoil) => {
    const folder = aFolder();
    const cache = openCache(folder);
    cache.put(key, sequential);
    const file = path.join(folder, "aa", `${key}.json`);
    const before = readFileSync(file, "utf8");
    const after = spoil(before);
    expect(after).not.toBe(before);
    writeFileSync(file, after);
    expect(cache.get(key)).toBeNull();
    cache.put(key, passing);
    expect(cache.get(key)?.exercise).toBe("fast");
  });

  test("under the name of another one", () => {
    const folder = aFolder();
    openCache(folder).put(key, sequential);
    const text = readFileSync(path.join(folder, "aa", `${key}.json`));
    writeFileSync(path.join(folder, "aa", `${other}.json`), text);
    expect(openCache(folder).get(other)).toBeNull();
  });
});

test("a folder that cannot be written or made is no failure", () => {
  const folder = aFolder();
  writeFileSync(path.join(folder, "file"), "");
  for (const place of [path.join(folder, "file"), "/dev/null/cache"]) {
    openCache(place).put(key, passing);
    expect(openCache(place).get(key)).toBeNull();
  }
  chmodSync(folder, 0o500);
  openCache(folder).put(key, passing);
  chmodSync(folder, 0o700);
});

test("two graders that write the same entry leave one, and nothing beside it", () => {
  const folder = aFolder();
  for (const cache of [openCache(folder), openCache(folder)]) cache.put(key, passing);
  expect(readdirSync(path.join(folder, "aa"))).toEqual([`${key}.json`]);
});

test("it lies where the user's caches are, or where the environment says", () => {
  expect(cacheFolder({ CHRONOGRADE_CACHE: "/c" })).toBe(path.resolve("/c"));
  expect(cacheFolder({ XDG_CACHE_HOME: "/x" })).toBe(path.join("/x", "chronograde"));
  expect(cacheFolder({ XDG_CACHE_HOME: "relative" })).toMatch(/\.cache[\\/]chronograde$/);
});
