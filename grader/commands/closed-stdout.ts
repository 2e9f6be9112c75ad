import { fstatSync, readFileSync, statSync } from "node:fs";

/** What a file was opened for, among the flags that Linux tells: both reading and writing. */
const READ_AND_WRITE = 0o2;

/**
 * Was the standard output closed (`>&-`) when this process began? Node then puts /dev/null in its place, and writes there without an
 * error. Unlike a shell's `> /dev/null` it is open for reading too. Only Linux tells.
 */
export function isStdoutClosed(): boolean {
  try {
    const flags = /^flags:\s+([0-7]+)$/m.exec(readFileSync("/proc/self/fdinfo/1", "utf8"))?.[1] ?? "";
    return fstatSync(1).rdev === statSync("/dev/null").rdev && (Number.parseInt(flags, 8) & 0o3) === READ_AND_WRITE;
  } catch {
    return false;
  }
}
