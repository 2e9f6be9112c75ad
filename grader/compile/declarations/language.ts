/**
 * Globals of every JavaScript host that the ECMAScript library leaves out: console, timers, structuredClone and the like. A
 * timer's handle is Node's object; that it also passes for a number lets `let id: number = setTimeout(…)` through.
 */
export const LANGUAGE_TYPES = `
interface Console {
  assert(condition?: unknown, ...data: unknown[]): void;
  clear(): void;
  count(label?: string): void;
  countReset(label?: string): void;
  debug(...data: unknown[]): void;
  dir(item?: unknown, options?: unknown): void;
  dirxml(...data: unknown[]): void;
  error(...data: unknown[]): void;
  group(...label: unknown[]): void;
  groupCollapsed(...label: unknown[]): void;
  groupEnd(): void;
  info(...data: unknown[]): void;
  log(...data: unknown[]): void;
  table(tabularData?: unknown, properties?: readonly string[]): void;
  time(label?: string): void;
  timeEnd(label?: string): void;
  timeLog(label?: string, ...data: unknown[]): void;
  trace(...data: unknown[]): void;
  warn(...data: unknown[]): void;
}
declare var console: Console;

declare namespace NodeJS {
  interface Timeout {
    close(): this;
    hasRef(): boolean;
    ref(): this;
    refresh(): this;
    unref(): this;
    [Symbol.toPrimitive](): number;
    [Symbol.dispose](): void;
  }
  type Timer = Timeout;
  interface Immediate {
    hasRef(): boolean;
    ref(): this;
    unref(): this;
    [Symbol.dispose](): void;
  }
  type TimeoutHandle = Timeout & number;
  type ImmediateHandle = Immediate & number;
}

declare function setTimeout<A extends unknown[]>(callback: (...args: A) => void, ms?: number, ...args: A): NodeJS.TimeoutHandle;
declare function setTimeout(callback: (_: void) => void, ms?: number): NodeJS.TimeoutHandle;
declare function setInterval<A extends unknown[]>(callback: (...args: A) => void, ms?: number, ...args: A): NodeJS.TimeoutHandle;
declare function setInterval(callback: (_: void) => void, ms?: number): NodeJS.TimeoutHandle;
declare function setImmediate<A extends unknown[]>(callback: (...args: A) => void, ...args: A): NodeJS.ImmediateHandle;
declare function setImmediate(callback: (_: void) => void): NodeJS.ImmediateHandle;
declare function clearTimeout(handle: NodeJS.Timeout | number | string | null | undefined): void;
declare function clearInterval(handle: NodeJS.Timeout | number | string | null | undefined): void;
declare function clearImmediate(handle: NodeJS.Immediate | number | null | undefined): void;
declare function queueMicrotask(callback: () => void): void;

declare function structuredClone<T>(value: T, options?: { transfer?: readonly unknown[] }): T;
declare function atob(data: string): string;
declare function btoa(data: string): string;

interface Performance {
  now(): number;
}
declare var performance: Performance;

interface Crypto {
  getRandomValues<T extends ArrayBufferView>(array: T): T;
  randomUUID(): \`\${string}-\${string}-\${string}-\${string}-\${string}\`;
}
declare var crypto: Crypto;

interface TextEncoder {
  readonly encoding: string;
  encode(input?: string): Uint8Array<ArrayBuffer>;
  encodeInto(source: string, destination: Uint8Array): { read: number; written: number };
}
declare var TextEncoder: {
  prototype: TextEncoder;
  new (): TextEncoder;
};
interface TextDecoderOptions {
  fatal?: boolean;
  ignoreBOM?: boolean;
}
interface TextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(input?: ArrayBufferView | ArrayBufferLike | null, options?: { stream?: boolean }): string;
}
declare var TextDecoder: {
  prototype: TextDecoder;
  new (label?: string, options?: TextDecoderOptions): TextDecoder;
};
`;
