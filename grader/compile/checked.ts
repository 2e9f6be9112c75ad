import { counting, MOST_VISITS } from "./reading-budget.ts";
import { Origins } from "./origins.ts";
import { spanAt, spanOf } from "./place.ts";
import type { Position, Span } from "../values/index.ts";
import type { CompileRequest, Diagnostic } from "./program.ts";
import { SUBMISSION_ROOT, type LoadedFile } from "./project.ts";
import type { TypeScript, ts } from "./typescript.ts";

/** What the finders look at: the parsed files of one submission and the type checker over them. */
export class CheckedSubmission {
  readonly #compiler: TypeScript;
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly request: CompileRequest;
  readonly origins: Origins;
  /** Entry file first. */
  readonly files: readonly LoadedFile[];
  /** The instructor's, which belongs to none of them. */
  readonly harness: LoadedFile | null;

  constructor(
    ts: TypeScript,
    program: ts.Program,
    request: CompileRequest,
    files: readonly LoadedFile[],
    harness: LoadedFile | null,
    mostVisits = MOST_VISITS,
  ) {
    this.#compiler = ts;
    const counted = counting(ts, program.getTypeChecker(), mostVisits);
    this.ts = counted.ts;
    this.checker = counted.checker;
    this.program = program;
    this.request = request;
    this.files = files;
    this.harness = harness;
    this.origins = new Origins(this);
  }

  /** The same submission, for finders that may come to so many nodes and no more. */
  counted(mostVisits: number): CheckedSubmission {
    const { program, request, files, harness } = this;
    return new CheckedSubmission(this.#compiler, program, request, files, harness, mostVisits);
  }

  get entry(): LoadedFile {
    const [entry] = this.files;
    if (entry === undefined)
      throw new Error("chronograde: compiling without an entry file. Please report this as a bug.");
    return entry;
  }

  /** The submission's file that holds the node; undefined for the libraries' own. */
  fileOf(node: ts.Node): LoadedFile | undefined {
    const source = node.getSourceFile();
    return this.files.find((loaded) => loaded.source === source);
  }

  /** Where it begins. */
  position(node: ts.Node): Position {
    const { file, line, column } = this.span(node);
    return { file, line, column };
  }

  span(node: ts.Node): Span {
    const loaded = this.fileOf(node) ?? this.entry;
    return spanOf(this.ts, loaded, node);
  }

  diagnostic(
    node: ts.Node,
    severity: Diagnostic["severity"],
    code: string,
    message: string,
    hint: string | null,
  ): Diagnostic {
    return { ...this.span(node), code, severity, message, hint };
  }

  /** From the start of `first` to the end of `last`. */
  spanBetween(first: ts.Node, end: number): Span {
    const loaded = this.fileOf(first) ?? this.entry;
    return spanAt(this.ts, loaded, first.getStart(loaded.source), end);
  }
}

/** The checker's absolute paths as a person knows the files. */
export function withoutRoot(text: string): string {
  return text.replaceAll(SUBMISSION_ROOT, "./").replace(/import\("(?:chronograde|\.\/[^"]*)"\)\./g, "");
}
