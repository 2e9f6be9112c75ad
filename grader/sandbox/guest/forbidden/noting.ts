import { isEngineResolver } from "../../../../src/native.ts";
import { host } from "../host.ts";
import { flush } from "../recorder-rows.ts";
import { rawCallSite } from "../sites.ts";
import { type Call, isCallBySubmission, isNewBySubmission, whoCalls } from "./calls.ts";

const { apply, construct } = Reflect;
export type Callable = (...args: unknown[]) => unknown;

/** Of what stands in its place, the function itself. */
const originals = new WeakMap<object, unknown>();
/** By the function itself: what stands in its place, and the names under which the exercise forbids it. */
const known = new Map<Callable, { readonly proxy: Callable; readonly targets: Set<string> }>();
const told = new Set<string>();

/** The function itself, for the runtime's own use of it. */
export function unwatched<T extends object>(value: T): T {
  return (originals.get(value) as T | undefined) ?? value;
}

/** What stands in the place of a value, if anything does. */
export function standIn(value: unknown): unknown {
  return known.get(value as Callable)?.proxy ?? value;
}

/** What learners may see, and everything that is kept behind it. */
export function everythingNoted(): readonly object[] {
  return [...known].flatMap(([value, { proxy }]) => [value, proxy]);
}

/**
 * Looks and works like `value`, which nobody can get at through it; each call of it by the submission is noted.
 *
 * @param names under which it is forbidden
 * @param key of the property that it stands in
 */
export function noting(value: Callable, names: Iterable<string>, key: string): Callable {
  const made = known.get(value);
  if (made !== undefined) {
    for (const name of names) made.targets.add(name);
    return made.proxy;
  }
  const targets = new Set(names);
  const proxy: Callable = new Proxy(value, {
    apply(inner, self, args: unknown[]) {
      // Asked for here: it tells who called the function that asks.
      if (!areTold(targets) && isCall(whoCalls(), key, args)) tell(targets);
      return apply(inner, self, args);
    },
    construct(inner, args: unknown[], newTarget): object {
      if (!areTold(targets) && isNewBySubmission(whoCalls())) tell(targets);
      return construct(inner, args, newTarget === proxy ? inner : newTarget) as object;
    },
  });
  known.set(value, { proxy, targets });
  originals.set(proxy, value);
  return proxy;
}

/**
 * The engine itself calls `then` of what an `await` or a promise waits for, with functions of its own: then nobody's code is on the stack, or
 * only ours, that carries the task.
 */
function isCall(call: Call, key: string, [first]: readonly unknown[]): boolean {
  if (key === "then" && call.who !== "submission" && isEngineResolver(first)) return false;
  return isCallBySubmission(call, key);
}

function areTold(targets: ReadonlySet<string>): boolean {
  for (const target of targets) if (!told.has(target)) return false;
  return true;
}

/** The host keeps the first call of each; more would only be a flood. */
function tell(targets: ReadonlySet<string>): void {
  flush();
  const site = rawCallSite() ?? "";
  for (const target of targets) {
    if (told.has(target)) continue;
    host.called(target, site);
    // Only now: whoever has left no stack for that has not called anything yet.
    told.add(target);
  }
}
