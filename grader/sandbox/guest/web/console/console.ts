import { define, tag } from "../core/define.ts";
import { group, host } from "../core/environment.ts";
import { Error, Map, Object, String } from "../core/intrinsics.ts";
import { showPlain } from "./plain.ts";
import { showDuration } from "./duration.ts";

/** Node 20's console without colors: log, info, debug, table and the like to stdout; error, warn, trace to stderr. */
export function makeConsole(): object {
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  let indent = "";

  function print(stream: "stdout" | "stderr", text: string): void {
    host().print(stream, indent === "" ? text : indent + text.replaceAll("\n", `\n${indent}`));
  }
  const log = (...args: unknown[]) => print("stdout", format(args));
  const warn = (...args: unknown[]) => print("stderr", format(args));

  function timed(label: string, method: string, rest: unknown[]): boolean {
    const start = timers.get(label);
    if (start === undefined) {
      complain(`No such label '${label}' for console.${method}()`);
      return false;
    }
    log(`${label}: ${showDuration(host().now() - start)}`, ...rest);
    return true;
  }

  const methods = {
    log,
    warn,
    dir(value: unknown, options?: object) {
      print("stdout", group("inspect").inspect(value, { customInspect: false, ...options }));
    },
    time(label: unknown = "default") {
      const name = String(label);
      if (timers.has(name)) complain(`Label '${name}' already exists for console.time()`);
      else timers.set(name, host().now());
    },
    timeEnd(label: unknown = "default") {
      const name = String(label);
      if (timed(name, "timeEnd", [])) timers.delete(name);
    },
    timeLog(label: unknown = "default", ...data: unknown[]) {
      timed(String(label), "timeLog", data);
    },
    trace(...args: unknown[]) {
      const text = format(args);
      // The first frame is this one.
      const frames = String(new Error().stack).replace(/^Error.*\n/, "");
      const shown = host()
        .showStack(frames.slice(frames.indexOf("\n") + 1))
        .trimEnd();
      print("stderr", `Trace${text === "" ? "" : `: ${text}`}${shown === "" ? "" : `\n${shown}`}`);
    },
    assert(condition: unknown, ...args: unknown[]) {
      if (condition) return;
      warn(args.length === 0 ? "Assertion failed" : `Assertion failed: ${args[0] as string}`, ...args.slice(1));
    },
    clear() {},
    count(label: unknown = "default") {
      const name = String(label);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      log(`${name}: ${count}`);
    },
    countReset(label: unknown = "default") {
      const name = String(label);
      if (!counts.delete(name)) complain(`Count for '${name}' does not exist`);
    },
    group(...args: unknown[]) {
      if (args.length > 0) log(...args);
      indent += "  ";
    },
    groupEnd() {
      indent = indent.slice(2);
    },
    table(data: unknown, columns?: readonly string[]) {
      const text = group("inspect").table(data, columns);
      if (text === null) log(data);
      else print("stdout", text);
    },
    debug: log,
    info: log,
    dirxml: log,
    error: warn,
    groupCollapsed(...args: unknown[]) {
      methods.group(...args);
    },
  };

  const console = Object.create(Object.create(Object.prototype) as object) as object;
  for (const name of Object.keys(methods)) {
    define(console, name, named(methods[name as keyof typeof methods] as never, name), true);
  }
  tag(console, "console");
  return console;
}

function complain(text: string): void {
  host().print("stderr", `Warning: ${text}`);
}

/** The text of one call. */
export function format(args: readonly unknown[]): string {
  const [first] = args;
  if (args.length === 0) return "";
  if (typeof first === "string" && args.length > 1 && first.includes("%")) return group("inspect").format(args);
  let text = "";
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    const shown = typeof arg === "string" ? arg : showPlain(arg);
    if (shown === null) return group("inspect").format(args);
    text += i === 0 ? shown : ` ${shown}`;
  }
  return text;
}

/** Each method is a function of its own, under its own name. */
function named(method: (...args: unknown[]) => void, name: string): unknown {
  const holder = {
    [name](...args: unknown[]) {
      method(...args);
    },
  };
  return holder[name];
}
