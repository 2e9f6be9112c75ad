import { Buffer } from "node:buffer";
import { writeSync } from "node:fs";
import { encodeFrame } from "../wire/frames.ts";
import type { ChildFrame } from "../wire/record.ts";
import { withoutOwnFrames } from "./own-frames.ts";
import type { Sink } from "./world.ts";

/** The parent's end of the pipe that carries frames both ways. */
export const PIPE = 3;

/** Nothing waits longer than until so much has come together. */
const MOST_WAITING_BYTES = 64 * 1024;

/**
 * Frames on their way to the parent. At once, so that a child that is killed has told its story; or, of the many runs of a scenario under
 * its schedules, many with one call of the system, which costs more than most of them take.
 */
export class Outbox implements Sink {
  #waits = false;
  #waiting: Buffer[] = [];
  #bytes = 0;
  #remembered: Buffer[] | null = null;

  /** Frames wait for each other from here on, or no longer. */
  gather(waits: boolean): void {
    this.#waits = waits;
    this.flush();
  }

  send(frame: ChildFrame): void {
    this.#add(JSON.stringify(frame));
    // A sign of life is none that waits.
    if (frame.t === "alive") this.flush();
  }

  sendRows(at: number, since: number, rows: string): void {
    this.#add(`{"t":"rows","at":${at},"since":${since},"rows":${rows}}`);
  }

  /** What is sent from here on can be told again. */
  remember(wanted: boolean): void {
    this.#remembered = wanted ? [] : null;
  }

  remembered(): Buffer {
    return Buffer.concat(this.#remembered ?? []);
  }

  tellAgain(frames: Buffer): void {
    this.#take(frames);
  }

  flush(): void {
    if (this.#bytes === 0) return;
    const all = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#bytes = 0;
    write(all);
  }

  #add(text: string): void {
    const frame = encodeFrame(withoutOwnFrames(text));
    this.#remembered?.push(frame);
    this.#take(frame);
  }

  #take(frame: Buffer): void {
    this.#waiting.push(frame);
    this.#bytes += frame.length;
    if (!this.#waits || this.#bytes > MOST_WAITING_BYTES) this.flush();
  }
}

function write(bytes: Buffer): void {
  for (let offset = 0; offset < bytes.length;) {
    try {
      offset += writeSync(PIPE, bytes, offset);
    } catch (error) {
      if ((error as { code?: string }).code === "EAGAIN") continue;
      // The parent is gone: nobody wants to know any more.
      process.kill(process.pid, "SIGKILL");
      throw error;
    }
  }
}
