import { Object, String, type Map } from "../core/intrinsics.ts";

/** Those options of Node's `util.inspect` that have a meaning without color. */
export interface InspectOptions {
  showHidden?: boolean;
  depth?: number | null;
  customInspect?: boolean;
  showProxy?: boolean;
  maxArrayLength?: number | null;
  maxStringLength?: number | null;
  breakLength?: number;
  compact?: number | boolean;
  sorted?: boolean | ((a: string, b: string) => number);
  getters?: boolean | "get" | "set";
}

/** One inspection under way. */
export interface Inspection {
  readonly showHidden: boolean;
  /** How many levels below the outermost value are shown. */
  depth: number;
  readonly customInspect: boolean;
  readonly showProxy: boolean;
  readonly maxArrayLength: number;
  readonly maxStringLength: number;
  readonly breakLength: number;
  /** How many inner levels may share a line with their parent. 0: none. */
  readonly compact: number;
  readonly sorted: boolean | ((a: string, b: string) => number);
  readonly getters: boolean | "get" | "set";
  /** Spaces in front of the lines of the value being shown. */
  indent: number;
  /** The level at which the object shown last stands: tells how deep the part just finished goes. */
  lastLevel: number;
  /** The objects that contain the one being shown. */
  readonly path: object[];
  /** Numbers of the objects that a circular reference points to. */
  circular: Map<object, number> | null;
  /** Characters written so far, bounded so that a value cannot grow without end by being shared. */
  written: number;
}

const defaults: Required<InspectOptions> = {
  showHidden: false,
  depth: 2,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10_000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
};

export function inspection(options: InspectOptions): Inspection {
  const all = { ...defaults, ...options };
  return {
    ...all,
    depth: all.depth ?? Infinity,
    maxArrayLength: all.maxArrayLength ?? Infinity,
    maxStringLength: all.maxStringLength ?? Infinity,
    compact: all.compact === true ? 3 : all.compact === false ? 0 : all.compact,
    indent: 0,
    lastLevel: 0,
    path: [],
    circular: null,
    written: 0,
  };
}

/** What a custom inspect function is given, to hand on to `inspect`. */
export function optionsOf(inspection: Inspection): object {
  const options: Record<string, unknown> = {};
  for (const key of Object.keys(defaults)) options[key] = inspection[key as keyof Inspection];
  options["colors"] = false;
  options["stylize"] = (text: unknown) => String(text);
  return options;
}
