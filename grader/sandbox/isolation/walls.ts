import { execFile, type ExecFileException } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import {
  endedEachTime,
  isFromOutside,
  machineLack,
  neverCameUp,
  notStarted,
  signalOf,
  TRIES_TO_COME_UP,
} from "../../processes/index.ts";
import { BUBBLEWRAP, bubblewrapped } from "./bubblewrap.ts";
import { isolationOf, type Isolation, type IsolationLayer } from "./isolation.ts";
import { landlocked, landlockVersion, PERL } from "./landlock.ts";

const SETPRIV = "/usr/bin/setpriv";
const UNSHARE = "/usr/bin/unshare";
const SHELL = "/bin/sh";

/** What this machine can put around the child. */
export interface Walls {
  readonly isolation: Isolation;
  /** The words of a command line that come before the child's own program. */
  readonly words: readonly string[];
}

/** Words that build one wall, and the layers that it is. */
interface Wall {
  readonly words: readonly string[];
  readonly layers: readonly IsolationLayer[];
}

const NO_WALL: Wall = { words: [], layers: [] };

const found = new Map<string, Promise<Walls>>();

/**
 * The best walls that hold on this machine, found by trying them, once for each folder. On anything but Linux there are none besides those that
 * Node and the guest engine are.
 *
 * @param folder all that the child has to read besides Node
 */
export function findWalls(folder: string): Promise<Walls> {
  let walls = found.get(folder);
  if (walls === undefined) {
    walls = tryWalls(folder);
    found.set(folder, walls);
    // Nothing was found out. Whoever asked is told; who asks later may be luckier.
    walls.catch(() => found.delete(folder));
  }
  return walls;
}

async function tryWalls(folder: string): Promise<Walls> {
  const rlimits: Wall = existsSync(SHELL) ? { words: [], layers: ["rlimits"] } : NO_WALL;
  if (process.platform !== "linux") return built([rlimits]);
  const dying = await firstThatHolds([], [{ words: [SETPRIV, "--pdeathsig", "KILL"], layers: [] }]);
  const unshared = await firstThatHolds(dying.words, unshareWalls());
  const before = [...dying.words, ...unshared.words];
  const privileges = await firstThatHolds(before, privilegeWalls());
  const files = privileges === NO_WALL ? NO_WALL : await landlockWall([...before, ...privileges.words], folder);
  const walls = built([rlimits, dying, unshared, privileges, files]);
  if (walls.isolation.level === "container" || !existsSync(BUBBLEWRAP)) return walls;
  // Second, because its own process stays behind when we are killed in the moment in which it starts.
  const container: Wall = {
    words: bubblewrapped([folder]),
    layers: ["privileges", "files", "network", "processes"],
  };
  const holding = await holds([...dying.words, ...container.words]);
  return holding ? built([rlimits, dying, container]) : walls;
}

function built(walls: readonly Wall[]): Walls {
  const layers = new Set<IsolationLayer>(["guest", "permissions", "limits", ...walls.flatMap((wall) => wall.layers)]);
  // Without a network there is no TCP; without other processes there is nobody to signal.
  if (layers.has("network")) layers.add("tcp");
  if (layers.has("processes")) layers.add("signals");
  return { isolation: isolationOf(layers), words: walls.flatMap((wall) => wall.words) };
}

/** A user who is not root needs a user namespace first, and not every system grants one. */
function unshareWalls(): Wall[] {
  const user = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"];
  const network = [UNSHARE, ...user, "--net", "--ipc"];
  return [
    { words: [...network, "--pid", "--fork", "--kill-child", "--mount-proc"], layers: ["network", "processes"] },
    { words: network, layers: ["network"] },
  ];
}

function privilegeWalls(): Wall[] {
  const none = [SETPRIV, "--no-new-privs"];
  return [
    { words: [...none, "--inh-caps=-all", "--bounding-set=-all"], layers: ["privileges"] },
    { words: none, layers: [] },
  ];
}

async function landlockWall(before: readonly string[], folder: string): Promise<Wall> {
  if (!existsSync(PERL)) return NO_WALL;
  const words = landlocked([folder]);
  if (!(await holds([...before, ...words]))) return NO_WALL;
  const version = Number(await output(landlockVersion));
  const layers: IsolationLayer[] = ["files"];
  if (version >= 4) layers.push("tcp");
  if (version >= 6) layers.push("signals");
  return { words, layers };
}

async function firstThatHolds(before: readonly string[], walls: readonly Wall[]): Promise<Wall> {
  for (const wall of walls) {
    if (existsSync(wall.words[0]!) && (await holds([...before, ...wall.words]))) return wall;
  }
  return NO_WALL;
}

/** Node itself has to come up behind it. */
async function holds(words: readonly string[]): Promise<boolean> {
  return (await output([...words, process.execPath, "--version"])) === process.version;
}

const DOES = "finds out what this machine can isolate";
const LONGEST_MS = 60_000;

/** So unshare tells that what it started was ended by SIGKILL: it wants to end by the same signal, and fails. */
const INSIDE_KILLED = /^unshare: (?:sigprocmask unblock|child exit) failed/m;

/**
 * What a program prints; null when it fails.
 *
 * @throws MachineFault when it came to no end of its own: whether a wall holds is not known then, and code is to run with no less around it
 * because the machine was busy
 */
async function output(words: readonly string[]): Promise<string | null> {
  const [command = "", ...args] = words;
  for (let killed = 0; killed < TRIES_TO_COME_UP; killed += 1) {
    try {
      const { stdout } = await run(command, args, { env: {}, timeout: LONGEST_MS, killSignal: "SIGKILL" });
      return stdout.trim();
    } catch (error) {
      if (machineLack(error) !== null) throw notStarted(DOES, error);
      const { killed: byUs, code, signal = null, stderr = "" } = error as Partial<ExecFileException>;
      if (byUs === true) throw neverCameUp(DOES, `nothing was heard of it for ${LONGEST_MS / 1000} s`);
      const ended = signal ?? signalOf(typeof code === "number" ? code : null);
      if (!isFromOutside(ended) && !INSIDE_KILLED.test(stderr)) return null;
    }
  }
  throw endedEachTime(DOES, TRIES_TO_COME_UP);
}

const run = promisify(execFile);
