import { Buffer } from "node:buffer";
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import path from "node:path";
import type { Grade } from "../score/index.ts";
import { temporaryFolder, type TemporaryFolder } from "./temporary-folder.ts";

/**
 * Keeps the grades of a class in a file: of ten thousand, what they weigh is what happened in them, and no report needs more than one
 * at a time.
 */
export class GradeShelf {
  readonly #folder: TemporaryFolder;
  readonly #file: number;
  #end = 0;

  /** @throws CallError when there is no place for temporary files */
  constructor() {
    this.#folder = temporaryFolder("grades");
    this.#file = openSync(path.join(this.#folder.path, "grades"), "wx+", 0o600);
  }

  /** The same grade, whose heavy parts are read whenever they are looked at. Where there is no room for it, the grade itself. */
  put(grade: Grade): Grade {
    const { scenarios, sources, ...light } = grade;
    const at = this.#end;
    let length: number;
    try {
      length = this.#write(JSON.stringify({ scenarios, sources }));
    } catch {
      return grade;
    }
    // What was written must not be within reach of this closure, or it would stay in memory after all.
    const heavy = () => JSON.parse(this.#read(at, length)) as Pick<Grade, "scenarios" | "sources">;
    return {
      ...light,
      get scenarios() {
        return heavy().scenarios;
      },
      get sources() {
        return heavy().sources;
      },
    };
  }

  close(): void {
    closeSync(this.#file);
    this.#folder.remove();
  }

  /** @returns how many bytes it took */
  #write(text: string): number {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length;) {
      done += writeSync(this.#file, bytes, done, bytes.length - done, this.#end + done);
    }
    this.#end += bytes.length;
    return bytes.length;
  }

  #read(at: number, length: number): string {
    const bytes = Buffer.allocUnsafe(length);
    for (let done = 0; done < length;) done += readSync(this.#file, bytes, done, length - done, at + done);
    return bytes.toString("utf8");
  }
}
