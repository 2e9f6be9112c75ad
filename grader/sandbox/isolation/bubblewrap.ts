import { existsSync, readlinkSync } from "node:fs";
import path from "node:path";

export const BUBBLEWRAP = "/usr/bin/bwrap";

/** At the root of a system whose programs have moved to /usr these are links, elsewhere folders. */
const OLD_ROOTS = ["/bin", "/lib", "/lib64"];

/**
 * The words before a program that shall see a file system with the system's programs, Node and these folders in it, all of them read-only; no
 * network; no other process.
 */
export function bubblewrapped(readable: readonly string[]): string[] {
  const nodeLibraries = path.join(path.dirname(process.execPath), "../lib");
  const shown = ["/usr", "/nix/store", "/etc/ld.so.cache", "/etc/ssl", nodeLibraries, process.execPath, ...readable];
  return [
    BUBBLEWRAP,
    "--unshare-all",
    "--die-with-parent",
    "--new-session",
    "--cap-drop",
    "ALL",
    ...shown.flatMap((each) => ["--ro-bind-try", each, each]),
    ...OLD_ROOTS.flatMap(oldRoot),
    "--proc",
    "/proc",
    "--dev",
    "/dev",
    "--",
  ];
}

function oldRoot(folder: string): string[] {
  if (!existsSync(folder)) return [];
  try {
    return ["--symlink", readlinkSync(folder), folder];
  } catch {
    return ["--ro-bind", folder, folder];
  }
}
