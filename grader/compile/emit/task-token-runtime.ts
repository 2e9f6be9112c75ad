/** Specifier of the module that compiled code imports the functions below from. No submission may write it itself. */
export const TASK_TOKEN_MODULE = "chronograde:task";

/** The same for what TypeScript needs for syntax that the engine lacks. */
export const SYNTAX_MODULE = "chronograde:syntax";

/** Name of the instructor's harness in the guest. A file of a submission cannot have it, and no submission may import it. */
export const HARNESS_MODULE = "chronograde:harness";

/** Behind this stand the names of the globals that the module has, as they were before the submission. Only the harness may import it. */
export const HARNESS_GLOBALS = "chronograde:globals?";

/**
 * What the guest's module `chronograde:task` exports. Compiled code calls these to keep the current task right across
 * native awaits; `Token` stands for "the task that this function call runs in" and may be anything but `undefined`.
 *
 * A *site* is an index into `Program.sites`; -1 in code that belongs to no submission.
 */
export interface TaskTokenRuntime<Token> {
  /** The current task: read when an async function, an async generator's body or a module begins. */
  take(): Token;
  /** Makes `token` current: the first statement of each catch and finally block and of each `for await` body. */
  put(token: Token): void;
  /**
   * What is awaited. A thenable that is no native promise comes back wrapped, so that `token` is current and `site` is known
   * while the engine calls its `then`. For a native promise it is noted that the task waits at `site`; it comes back as is,
   * and so does every other value: an await takes exactly the microtasks that it takes in plain JavaScript.
   */
  mark<T>(token: Token, value: T, site: number): T;
  /** What an await gave: ends what `mark` noted, makes `token` current. */
  after<T>(token: Token, value: T): T;
  /** What an async function returns or an async generator yields: as `mark`, but nobody waits yet, so nothing is noted. */
  hand<T>(token: Token, value: T, site: number): T;
  /**
   * What a `for await` goes through: an asynchronous iterable whose steps (for a synchronous one: whose values) pass through
   * `mark`. Its iterator has no `return`: QuickJS calls that when a loop is left, but does not wait for it, so compiled code
   * closes the loop itself, with the next four.
   */
  each<T extends object>(token: Token, iterable: T, site: number): T;
  /** The first statement of a `for await` body: as `put`, and the loop counts as left until its next step is asked for. */
  enter(token: Token, loop: object): void;
  /** Was the loop left by break, return or throw, and is there something to close? */
  left(loop: object): boolean;
  /** Has the iterator of a loop that was left return; gives what is to be awaited then. */
  close(token: Token, loop: object): unknown;
  /** What awaiting that gave: as `after`. Throws a TypeError for what is no object, as the language does. */
  closed(token: Token, result: unknown): void;
  /** What is thrown at `site`, or given to a reject function: comes back as is. What is no Error does not know where it was thrown. */
  thrown<T>(value: T, site: number): T;
}

export type TaskTokenFunction = keyof TaskTokenRuntime<unknown>;
