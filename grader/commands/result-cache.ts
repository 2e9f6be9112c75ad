import { createHmac } from "node:crypto";
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import type { Grade } from "../score/index.ts";
import { writeWhole } from "./write-whole.ts";
import { makeFolder } from "./make-folder.ts";

/**
 * Grades by what they depend on. Grading is deterministic, so what is found is the truth; whatever is wrong with an entry or with the
 * folder, the submission is graded as if there were no cache.
 */
export interface ResultCache {
  get(key: string): Grade | null;
  put(key: string, grade: Grade): void;
}

/** Characters. What is larger is mostly trace, and is faster made than read. */
const largestEntry = 8 * 1024 * 1024;

/** The first line of an entry: signature and key. The grade follows, as JSON. */
const HEAD = /^([0-9a-f]{64}) (\S+)\n/;

/**
 * Where a user's programs keep what they can make again. Never in the course: that is where a submission comes from, and with it would come
 * its grade.
 */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const given = environment["CHRONOGRADE_CACHE"];
  if (given !== undefined && given !== "") return path.resolve(given);
  const base = environment["XDG_CACHE_HOME"];
  return path.join(base !== undefined && path.isAbsolute(base) ? base : path.join(homedir(), ".cache"), "chronograde");
}

/** @param secret only entries that were signed with it are taken */
export function openCache(folder: string, secret: Buffer): ResultCache {
  const fileOf = (key: string) => path.join(folder, key.slice(0, 2), `${key}.json`);
  const sign = (key: string, text: string) => createHmac("sha256", secret).update(`${key}\n${text}`).digest("hex");
  return {
    get(key) {
      try {
        const entry = readRegular(fileOf(key));
        const [head = "", signature, ofKey] = HEAD.exec(entry) ?? [];
        const text = entry.slice(head.length);
        // Cut short, changed, or another one's: as good as not there.
        if (ofKey !== key || signature !== sign(key, text)) return null;
        return JSON.parse(text) as Grade;
      } catch {
        return null;
      }
    },
    put(key, grade) {
      if (leastCharacters(grade) > largestEntry) return;
      const text = JSON.stringify(grade);
      if (text.length > largestEntry) return;
      try {
        makeFolder(path.dirname(fileOf(key)), 0o700);
        // A pipe would keep us waiting, and a link would lead what we write elsewhere.
        if (lstatSync(fileOf(key), { throwIfNoEntry: false })?.isFile() === false) return;
        // Whole or not at all, so that two graders may write the same one.
        writeWhole(fileOf(key), `${sign(key, text)} ${key}\n${text}`);
      } catch {
        // Read-only or full: it is graded again next time.
      }
    },
  };
}

/** JSON of a row of a trace, and of a frame of a stack, has at least so many characters. */
const ROW = 23;
const FRAME = 48;

/** What a grade's JSON surely has: a flood's is not made just to find it too long. */
function leastCharacters({ scenarios }: Grade): number {
  return scenarios.reduce((sum, { trace }) => {
    const frames = trace?.stack?.reduce((all, stack) => all + (stack?.length ?? 0), 0) ?? 0;
    return sum + ROW * (trace?.at.length ?? 0) + FRAME * frames;
  }, 0);
}

/** A pipe or a device in the place of an entry would keep us waiting for ever, or feed us for ever. */
function readRegular(file: string): string {
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = fstatSync(descriptor);
    // UTF-8: more than three times the characters only if somebody else wrote it.
    if (!found.isFile() || found.size > 4 * largestEntry) throw new Error("no entry of ours");
    return readFileSync(descriptor, "utf8");
  } finally {
    closeSync(descriptor);
  }
}
