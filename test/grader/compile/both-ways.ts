import { AsyncLocalStorage } from "node:async_hooks";
import { ts } from "ts-morph";
import { TASK_TOKEN_MODULE, transpileWithTaskTokens, type TaskTokenRuntime } from "../../../grader/compile/index.ts";

/** What a test program calls. Its text sees these by name. */
interface World {
  /** The current task. */
  who(): string;
  /** Calls `fn` with `task` as the current one. */
  as(task: string, fn: () => unknown): unknown;
}

/** A reference implementation: the token is a name, the current one a variable. */
class Tokens implements TaskTokenRuntime<string>, World {
  current = "none";
  readonly sites: number[] = [];

  take = () => this.current;
  put = (token: string) => {
    this.current = token;
  };
  mark = <T>(token: string, value: T, site: number): T => {
    this.sites.push(site);
    return this.hand(token, value);
  };
  thrown = <T>(value: T): T => value;
  after = <T>(token: string, value: T): T => {
    this.current = token;
    return value;
  };
  hand = <T>(token: string, value: T): T => {
    if (value instanceof Promise || !isThenable(value)) return value;
    const wrapper = {
      then: (resolve: (value: unknown) => void, reject: (error: unknown) => void) => {
        this.current = token;
        return value.then(resolve, reject);
      },
    };
    return wrapper as T;
  };
  each = <T extends object>(token: string, iterable: T, site: number): T => {
    const source = iterable as Partial<AsyncIterable<unknown> & Iterable<unknown>>;
    const make = source[Symbol.asyncIterator];
    const iterator = (make?.call(source) ?? (source as Iterable<unknown>)[Symbol.iterator]()) as Steps;
    const loop: Loop = { iterator, asynchronous: make !== undefined, inBody: false };
    const next = (...args: unknown[]) => {
      loop.inBody = false;
      const step = iterator.next(...args);
      if (loop.asynchronous) return this.mark(token, step, site);
      const { done, value } = step as IteratorResult<unknown>;
      return Promise.resolve(this.mark(token, value, site)).then((settled) => ({ done, value: settled }));
    };
    const shown = { [Symbol.asyncIterator]: () => ({ next }) };
    this.loops.set(shown, loop);
    return shown as T;
  };
  enter = (token: string, shown: object) => {
    this.put(token);
    this.loop(shown).inBody = true;
  };
  left = (shown: object): boolean => {
    const loop = this.loop(shown);
    const { inBody } = loop;
    loop.inBody = false;
    return inBody && !(loop.asynchronous && loop.iterator.return === undefined);
  };
  close = (token: string, shown: object): unknown => {
    const { iterator, asynchronous } = this.loop(shown);
    const result = iterator.return?.() ?? {};
    if (asynchronous || iterator.return === undefined) return result;
    return Promise.resolve(this.hand(token, (result as IteratorResult<unknown>).value)).then((value) => ({ value }));
  };
  closed = (token: string, result: unknown) => {
    this.put(token);
    if (typeof result !== "object" || result === null) throw new TypeError("no object");
  };
  private readonly loops = new WeakMap<object, Loop>();
  private loop(shown: object): Loop {
    return this.loops.get(shown) as Loop;
  }

  who = () => this.current;
  as = (task: string, fn: () => unknown) => {
    const before = this.current;
    this.current = task;
    const result = fn();
    this.current = before;
    return result;
  };
}

interface Steps {
  next(...args: unknown[]): unknown;
  return?(...args: unknown[]): unknown;
}

interface Loop {
  readonly iterator: Steps;
  readonly asynchronous: boolean;
  inBody: boolean;
}

function isThenable(value: unknown): value is { then(resolve: unknown, reject: unknown): unknown } {
  return value !== null && typeof value === "object" && "then" in value && typeof value.then === "function";
}

/** Node's own way to carry a task, as the judge. */
function asyncLocalWorld(): World {
  const store = new AsyncLocalStorage<string>();
  return { who: () => store.getStore() ?? "none", as: (task, fn) => store.run(task, fn) };
}

type Main = (log: (...values: unknown[]) => void, world: World) => Promise<unknown>;

let number = 0;

async function execute(code: string, world: World): Promise<string[]> {
  const lines: string[] = [];
  // A number, because one text is one module forever.
  const url = `data:text/javascript,${encodeURIComponent(code)}//${(number += 1)}`;
  const module = (await import(/* @vite-ignore */ url)) as { default: Main };
  const log = (...values: unknown[]): void => void lines.push([...values, `(${world.who()})`].join(" "));
  await module.default(log, world);
  await new Promise((resolve) => setImmediate(resolve));
  return lines;
}

/** Runs a program twice: as plain JavaScript under AsyncLocalStorage, and compiled under tokens. Returns what each logged. */
export async function runBothWays(text: string): Promise<{ plain: string[]; compiled: string[]; code: string }> {
  const plainCode = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  }).outputText;
  const { code } = await transpileWithTaskTokens("program.ts", text);
  const tokens = new Tokens();
  Object.assign(globalThis, { testTokens: tokens });
  const stub = `data:text/javascript,${encodeURIComponent(
    `export const { take, put, mark, after, hand, each, enter, left, close, closed, thrown } = globalThis.testTokens; // ${(number += 1)}`,
  )}`;
  const compiled = await execute(
    code.replace(JSON.stringify(TASK_TOKEN_MODULE), () => JSON.stringify(stub)),
    tokens,
  );
  return { plain: await execute(plainCode, asyncLocalWorld()), compiled, code };
}
