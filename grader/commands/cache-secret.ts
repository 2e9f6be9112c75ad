import { createHash, randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { makeFolder } from "./make-folder.ts";

const bytes = 32;

/**
 * What cached grades are signed with, so that nobody who can only write the cache can write grades. It lies among the user's settings, apart
 * from the cache, which is copied about, restored by CI, and deleted. Where it cannot be kept, it is made up: then nothing of an earlier
 * run is trusted.
 *
 * @param environment CHRONOGRADE_CACHE_KEY: a secret that several machines share, instead of the file
 */
export function cacheSecret(environment: Readonly<Record<string, string | undefined>>): Buffer {
  const given = environment["CHRONOGRADE_CACHE_KEY"];
  if (given !== undefined && given !== "") return createHash("sha256").update(given).digest();
  const base = environment["XDG_CONFIG_HOME"];
  const settings = base !== undefined && path.isAbsolute(base) ? base : path.join(homedir(), ".config");
  const file = path.join(settings, "chronograde", "cache-key");
  return read(file) ?? make(file) ?? randomBytes(bytes);
}

function read(file: string): Buffer | null {
  try {
    const secret = Buffer.from(readFileSync(file, "utf8"), "hex");
    return secret.length === bytes ? secret : null;
  } catch {
    return null;
  }
}

/** Of two graders that make one at once, both get the one that was there first. */
function make(file: string): Buffer | null {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    makeFolder(path.dirname(file), 0o700);
    writeFileSync(beside, randomBytes(bytes).toString("hex"), { mode: 0o600 });
    try {
      linkSync(beside, file);
    } finally {
      rmSync(beside);
    }
  } catch {
    // There is one by now, or there never will be.
  }
  return read(file);
}
