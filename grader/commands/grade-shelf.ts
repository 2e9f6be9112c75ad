import { Buffer } from "node:buffer";
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import path from "node:path";
import { deserialize, serialize } from "node:v8";
import type { Grade } from "../score/index.ts";
import { giveBackMemory } from "./give-back-memory.ts";
import { temporaryFolder, type TemporaryFolder } from "./temporary-folder.ts";

/** After so many grades were read, what is left of them is given back. */
const COLLECTED = 256;

/**
 * Keeps the grades of a class in a file: of ten thousand, what they weigh is what happened in them, and no report needs more than one
 * at a time.
 */
export class GradeShelf {
  readonly #folder: TemporaryFolder;
  readonly #file: number;
  #end = 0;
  #reads = 0;
  #last: { readonly at: number; readonly heavy: Heavy } | null = null;

  /** @throws CallError when there is no place for temporary files */
  constructor() {
    this.#folder = temporaryFolder("grades");
    this.#file = openSync(path.join(this.#folder.path, "grades"), "wx+", 0o600);
    try {
      // The open file is all that is needed; without a name it is gone whatever becomes of this process.
      this.#folder.remove();
    } catch {
      // Windows may refuse that while it is open.
    }
  }

  /** The same grade, most of which is read when it is looked at. Where there is no room for it, the grade itself. */
  put(grade: Grade): Grade {
    const { exercise, submission, status, score, maxScore, percent, pass, ...heavy } = grade;
    const at = this.#end;
    try {
      // What is shared stays so: as JSON, the stacks of a flood would be ten times as large, and as large again in memory.
      const bytes = serialize(heavy);
      this.#write(bytes);
      return new OnShelf(this, at, bytes.length, {
        exercise,
        submission,
        status,
        score,
        maxScore,
        percent,
        pass,
      }) as Grade;
    } catch {
      return grade;
    }
  }

  /** What `put` has written at `at`. */
  read(at: number, length: number): Heavy {
    // A report looks at all of one grade before it goes on to the next.
    if (this.#last?.at === at) return this.#last.heavy;
    const heavy = deserialize(this.#read(at, length)) as Heavy;
    this.#last = { at, heavy };
    this.#reads += 1;
    if (this.#reads % COLLECTED === 0) giveBackMemory();
    return heavy;
  }

  close(): void {
    closeSync(this.#file);
    this.#folder.remove();
  }

  #write(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(this.#file, bytes, done, bytes.length - done, this.#end + done);
    }
    this.#end += bytes.length;
  }

  #read(at: number, length: number): Uint8Array {
    const bytes = Buffer.allocUnsafe(length);
    for (let done = 0; done < length;) done += readSync(this.#file, bytes, done, length - done, at + done);
    return bytes;
  }
}

type Light = Pick<Grade, "exercise" | "submission" | "status" | "score" | "maxScore" | "percent" | "pass">;
type Heavy = Omit<Grade, keyof Light>;

/** What sums and lists of a class need stays in memory: 300 bytes where accessors of its own would take 2 KB. */
class OnShelf implements Light {
  readonly #shelf: GradeShelf;
  readonly #at: number;
  readonly #length: number;
  readonly exercise: Grade["exercise"];
  readonly submission: Grade["submission"];
  readonly status: Grade["status"];
  readonly score: Grade["score"];
  readonly maxScore: Grade["maxScore"];
  readonly percent: Grade["percent"];
  readonly pass: Grade["pass"];

  constructor(shelf: GradeShelf, at: number, length: number, light: Light) {
    this.#shelf = shelf;
    this.#at = at;
    this.#length = length;
    this.exercise = light.exercise;
    this.submission = light.submission;
    this.status = light.status;
    this.score = light.score;
    this.maxScore = light.maxScore;
    this.percent = light.percent;
    this.pass = light.pass;
  }

  get #heavy(): Heavy {
    return this.#shelf.read(this.#at, this.#length);
  }

  get title(): Grade["title"] {
    return this.#heavy.title;
  }

  get reason(): Grade["reason"] {
    return this.#heavy.reason;
  }

  get reasonScenario(): Grade["reasonScenario"] {
    return this.#heavy.reasonScenario;
  }

  get categories(): Grade["categories"] {
    return this.#heavy.categories;
  }

  get diagnostics(): Grade["diagnostics"] {
    return this.#heavy.diagnostics;
  }

  get rules(): Grade["rules"] {
    return this.#heavy.rules;
  }

  get scenarios(): Grade["scenarios"] {
    return this.#heavy.scenarios;
  }

  get traceHash(): Grade["traceHash"] {
    return this.#heavy.traceHash;
  }

  get provenance(): Grade["provenance"] {
    return this.#heavy.provenance;
  }

  get sources(): Grade["sources"] {
    return this.#heavy.sources;
  }
}
