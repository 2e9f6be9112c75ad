import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
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
import { describe, expect, onTestFinished, test } from "vitest";
import { cacheSecret } from "../../../grader/commands/cache-secret.ts";
import { cacheFolder, openCache as openWith } from "../../../grader/commands/result-cache.ts";
import { passing, sequential } from "../report/grades.ts";

function aFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "chronograde-cache-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const [key, other] = ["aa11", "aa22"];
const secret = Buffer.alloc(32, 7);
const openCache = (folder: string) => openWith(folder, secret);

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
    ["with another score", (text) => text.replace(/"percent":\d+/, '"percent":100')],
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

  test("signed by somebody else", () => {
    const folder = aFolder();
    openWith(folder, Buffer.alloc(32, 8)).put(key, passing);
    expect(openCache(folder).get(key)).toBeNull();
  });

  test.skipIf(process.platform === "win32")("a pipe, which would keep a reader waiting", () => {
    const folder = aFolder();
    mkdirSync(path.join(folder, "aa"));
    execFileSync("mkfifo", [path.join(folder, "aa", `${key}.json`)]);
    expect(openCache(folder).get(key)).toBeNull();
    openCache(folder).put(key, passing);
  });

  test.skipIf(process.platform === "win32")("a link, which would lead what is written to somebody's file", () => {
    const folder = aFolder();
    mkdirSync(path.join(folder, "aa"));
    writeFileSync(path.join(folder, "precious"), "keep");
    symlinkSync(path.join(folder, "precious"), path.join(folder, "aa", `${key}.json`));
    openCache(folder).put(key, passing);
    expect(readFileSync(path.join(folder, "precious"), "utf8")).toBe("keep");
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

describe("the secret that entries are signed with", () => {
  test("is made once, for its user alone, and stays", () => {
    const home = aFolder();
    const made = cacheSecret({ XDG_CONFIG_HOME: home });
    const file = path.join(home, "chronograde/cache-key");
    expect([made.length, statSync(file).mode & 0o077]).toEqual([32, 0]);
    expect(cacheSecret({ XDG_CONFIG_HOME: home })).toEqual(made);
    expect(cacheSecret({ XDG_CONFIG_HOME: aFolder() })).not.toEqual(made);
    expect(readdirSync(path.dirname(file))).toEqual(["cache-key"]);
  });

  test("is another one in each run where it cannot be kept, and never an empty one", () => {
    const file = path.join(aFolder(), "file");
    writeFileSync(file, "");
    const lost = () => cacheSecret({ XDG_CONFIG_HOME: file });
    expect(lost()).not.toEqual(lost());
    mkdirSync(path.join(path.dirname(file), "chronograde"));
    writeFileSync(path.join(path.dirname(file), "chronograde/cache-key"), "");
    const spoiled = () => cacheSecret({ XDG_CONFIG_HOME: path.dirname(file) });
    expect(spoiled()).not.toEqual(spoiled());
  });

  test("can be given, for machines that share a cache", () => {
    const [one, two] = ["a secret", "another"].map((text) => cacheSecret({ CHRONOGRADE_CACHE_KEY: text }));
    expect(one).toEqual(cacheSecret({ CHRONOGRADE_CACHE_KEY: "a secret", XDG_CONFIG_HOME: aFolder() }));
    expect(one).not.toEqual(two);
  });
});
