import path from "node:path";
import { watch, type FSWatcher } from "chokidar";
import { FIXTURES } from "../../spec/index.ts";

const SHARED: ReadonlySet<string> = new Set(["solutions", FIXTURES]);

/** What was written: in an exercise's folder, or in a folder that all exercises have together. */
export interface Saved {
  /** Ids; the exercises may be there no more. */
  readonly exercises: ReadonlySet<string>;
  readonly shared: boolean;
  /** Nothing more has come for a while: a file that is empty or away now is not being written. */
  readonly settled: boolean;
}

export interface Saves {
  /** Everything that is written from now on is noticed; where files are looked at in turn, from the first look a moment later. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** An editor writes a file in several steps, and saves several files at once: as long as something comes within this time (ms), it is one save. */
const SETTLE_MS = 8;
/** chokidar tells of a second write within 50 ms only now and then: so long after the last news (ms) there is one more look. */
const LAST_LOOK_MS = 120;

/**
 * Tells of every save in a course, by whatever way an editor writes: in place, by a new file that is renamed over the old one, by
 * removing and making anew. Who is told looks for himself what is there now; the same save may be told twice.
 *
 * @param trouble one sentence, when files cannot be watched in the usual way and are looked at in turn instead
 */
export function watchSaves(root: string, told: (saved: Saved) => void, trouble: (message: string) => void): Saves {
  let exercises = new Set<string>();
  let shared = false;
  let settle: NodeJS.Timeout | undefined;
  let last: NodeJS.Timeout | undefined;
  let closed = false;
  const notice = (file: string): void => {
    const [folder, id] = path.relative(root, file).split(path.sep);
    if (SHARED.has(folder!)) shared = true;
    else if (folder === "exercises" && id !== undefined) exercises.add(id);
    else if (folder !== "exercises" && folder !== "") return;
    clearTimeout(settle);
    clearTimeout(last);
    settle = setTimeout(() => told({ exercises, shared, settled: false }), SETTLE_MS);
    last = setTimeout(() => {
      told({ exercises, shared, settled: true });
      exercises = new Set();
      shared = false;
    }, LAST_LOOK_MS);
  };

  let watcher = open(root, notice, false);
  const ready = new Promise<void>((resolve) => {
    const listen = (polls: boolean): void => {
      watcher.once("ready", resolve);
      watcher.on("error", (error) => {
        const code = (error as NodeJS.ErrnoException).code;
        if (closed || polls || (code !== "ENOSPC" && code !== "EMFILE")) return;
        trouble("This system cannot watch more files, so they are checked four times a second instead.");
        void watcher.close();
        watcher = open(root, notice, true);
        listen(true);
      });
    };
    listen(false);
  });
  return {
    ready,
    close: async () => {
      closed = true;
      clearTimeout(settle);
      clearTimeout(last);
      await watcher.close();
    },
  };
}

/** The course itself is watched, not only these folders: they may go and come back. */
function open(root: string, notice: (file: string) => void, usePolling: boolean): FSWatcher {
  const ignored = (file: string): boolean => {
    const [folder, ...inside] = path.relative(root, file).split(path.sep);
    if (folder === "") return false;
    if (folder !== "exercises" && !SHARED.has(folder!)) return true;
    return inside.some((name) => name.startsWith(".") || name === "node_modules");
  };
  return watch(root, {
    ignored,
    ignoreInitial: true,
    followSymlinks: false,
    interval: 250,
    ...(usePolling && { usePolling }),
  }).on("all", (_event, file) => notice(path.resolve(root, file)));
}
