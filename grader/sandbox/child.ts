import { type ChildProcess, spawn } from "node:child_process";
import { Buffer } from "node:buffer";
import type { Duplex } from "node:stream";
import { notStarted, signalOf } from "../processes/index.ts";
import { sandboxFolder } from "./build/locate.ts";
import { findWalls } from "./isolation/walls.ts";
import { launch, type Launch } from "./launch.ts";
import { encodeFrame, FrameReader } from "./wire/frames.ts";
import type { ParentFrame } from "./wire/job.ts";

/** What the child writes to stderr is kept only to this length: it should write nothing. */
const MOST_STDERR = 16 * 1024;

/** How a child's story ends when it does not end by itself. */
export type ChildEnd =
  | { readonly kind: "not-started"; readonly error: Error }
  | { readonly kind: "exited"; readonly code: number | null; readonly signal: string | null }
  | { readonly kind: "garbled"; readonly message: string };

/** What it is for. */
export const DOES = "runs the code";

function started(cwd: string, { command, args, env }: Launch): ChildProcess {
  try {
    return spawn(command, args, { cwd, env, stdio: ["ignore", "ignore", "pipe", "pipe"], windowsHide: true });
  } catch (error) {
    throw notStarted(DOES, error);
  }
}

const running = new Set<Child>();

function killAll(): void {
  for (const child of running) child.kill();
}

/**
 * One child process. Its environment is empty but for the time zone; it has no stdin; frames go both ways over a pipe, whose
 * closing is its sign that we are gone.
 */
export class Child {
  readonly #process: ChildProcess;
  readonly #pipe: Duplex;
  readonly #reader = new FrameReader();
  #stderr = "";
  #ended: ChildEnd | null = null;
  #entered = false;
  onFrame: (text: string) => void = () => undefined;
  onEnd: (end: ChildEnd) => void = () => undefined;

  /** @param servesMany it will be there for long */
  static async start(servesMany: boolean): Promise<Child> {
    const folder = await sandboxFolder();
    return new Child(folder, launch(folder, await findWalls(folder), servesMany));
  }

  private constructor(folder: string, { command, args, env }: Launch) {
    this.#process = started(folder, { command, args, env });
    this.#process.on("error", (error) => this.#end({ kind: "not-started", error: notStarted(DOES, error) }));
    // Without a free file number there is not even that.
    if (this.#process.stdio?.[3] === undefined) throw notStarted(DOES, { code: "EMFILE" });
    this.#pipe = this.#process.stdio[3] as Duplex;
    this.#pipe.on("data", (chunk: Buffer) => this.#received(chunk));
    // Writing to a child that is gone: its end is told by `exit`.
    this.#pipe.on("error", () => undefined);
    this.#process.stderr!.setEncoding("utf8").on("data", (text: string) => {
      if (this.#stderr.length < MOST_STDERR) this.#stderr += text.slice(0, MOST_STDERR - this.#stderr.length);
    });
    this.#process.on("close", (code, signal) => {
      this.#end({ kind: "exited", code, signal: signal ?? signalOf(code) });
    });
    if (running.size === 0) process.on("exit", killAll);
    running.add(this);
  }

  send(frame: ParentFrame): void {
    this.#pipe.write(encodeFrame(JSON.stringify(frame)));
  }

  /** What it said there: nothing, when all is well. */
  get stderr(): string {
    return this.#stderr;
  }

  /** It has ended, and will tell nothing any more. */
  get over(): boolean {
    return this.#ended !== null;
  }

  get ended(): ChildEnd | null {
    return this.#ended;
  }

  /** Something came from it: what it has run since then is a submission's code. */
  get entered(): boolean {
    return this.#entered;
  }

  /** While a child works, it keeps the process alive; between two jobs it does not. */
  hold(busy: boolean): void {
    for (const part of [this.#process, this.#pipe, this.#process.stderr] as { ref?(): void; unref?(): void }[]) {
      if (busy) part.ref?.();
      else part.unref?.();
    }
  }

  /** For sure: no signal that could be caught. */
  kill(): void {
    this.#process.kill("SIGKILL");
    this.#pipe.destroy();
  }

  #received(chunk: Buffer): void {
    if (this.over) return;
    let messages: string[];
    try {
      messages = this.#reader.push(chunk);
    } catch (error) {
      this.kill();
      this.#end({ kind: "garbled", message: String(error) });
      return;
    }
    if (messages.length > 0) this.#entered = true;
    for (const message of messages) this.onFrame(message);
  }

  #end(end: ChildEnd): void {
    if (this.over) return;
    this.#ended = end;
    running.delete(this);
    if (running.size === 0) process.off("exit", killAll);
    this.onEnd(end);
  }
}
