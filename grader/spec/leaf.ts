import { z } from "zod";
import type { Path } from "./tree.ts";

/** What a refused value's finding says beside its place; see issues.ts, which makes the finding of it. */
export interface Refusal {
  /** A sentence about the value: `a duration needs a unit: write 250ms or 0.25s`. Left out: `… takes <expected>`. */
  readonly message?: string;
  readonly expected?: string;
  readonly suggestion?: string | null;
  /** Default `wrong-value`. */
  readonly code?: string;
  /** Below the value itself. */
  readonly path?: Path;
  /** The finding stands at the key instead of the value. */
  readonly atKey?: boolean;
  /** What stands below it is not looked at: it would be wrong for the same reason. */
  readonly hidesBelow?: boolean;
  /** What was written has another form of a union, which is to judge it. */
  readonly otherForm?: boolean;
}

export type Refuse = (refusal: Refusal) => typeof z.NEVER;

/** Stands for the usual sentence, since zod puts one of its own in the place of an empty message. */
export const unsaid = "unsaid";

/** What an editor tells about a key: what it means, and values that it takes. */
export function about(
  description: string,
  ...examples: readonly unknown[]
): { description: string; examples: unknown[] } {
  return { description, examples: [...examples] };
}

/** For an editor, which does not know what `across` says: a map that has a key, and not the keys of one of these pairs together. */
export function someKey(...excluding: readonly (readonly [string, string])[]): Record<string, unknown> {
  const pairs = excluding.map((required) => ({ required }));
  return { minProperties: 1, ...(pairs.length === 0 ? {} : { not: { anyOf: pairs } }) };
}

interface LeafOptions<T> {
  /** For people: `a duration such as 250ms, 1.5s or 2m`. */
  readonly expected: string;
  /** The JSON Schema of what may be written. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Kinds of data that `read` can judge; anything else is refused before. Left out: every kind. */
  readonly takes?: readonly ("string" | "number" | "boolean" | "map" | "list")[];
  read(raw: unknown, refuse: Refuse): T;
}

/**
 * A value with a notation of its own. zod's own checks know types and ranges; a leaf knows as well what its author probably meant,
 * which is what a person needs to mend it.
 */
export function leaf<T>(options: LeafOptions<T>): z.ZodType<T> {
  return z
    .unknown()
    .transform((raw, context): T => {
      const refuse: Refuse = ({ path, message, ...params }) => {
        context.addIssue({
          code: "custom",
          message: message ?? unsaid,
          path: [...(path ?? [])],
          params: { expected: options.expected, ...params },
        });
        return z.NEVER;
      };
      if (raw === undefined) {
        context.addIssue({ code: "custom", message: unsaid, params: { expected: options.expected, missing: true } });
        return z.NEVER;
      }
      const kind = kindOf(raw);
      if (options.takes && !options.takes.some((each) => each === kind)) {
        context.addIssue({
          code: "custom",
          message: unsaid,
          params: { expected: options.expected, ...misfit(raw, kind, options) },
        });
        return z.NEVER;
      }
      return options.read(raw, refuse);
    })
    .meta(options.json);
}

/** A map with exactly these keys. */
export function closed<S extends z.core.$ZodLooseShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  const keys = Object.keys(shape);
  const words = keys.length > 6 ? `${keys.slice(0, 6).join(", ")}, …` : keys.join(", ");
  const schema = z.strictObject(shape, {
    // issues.ts reads the known keys out of the message: zod hands nothing else on.
    error: (issue) => (issue.code === "unrecognized_keys" ? keys.join(" ") : `a map (${words})`),
  });
  // A union would take a form with unknown keys for the right one, however little it looks like what was written.
  const misfit = new z.core.$ZodCheck({ check: "custom", when: () => true });
  misfit._zod.check = ({ issues }) => {
    for (const issue of issues) Object.assign(issue, { continue: undefined });
  };
  return schema.check(misfit);
}

export function listOf<T extends z.ZodType>(item: T, what: string): z.ZodArray<T> {
  return z.array(item, { error: `a list of ${what}` });
}

export function someOf<T extends z.ZodType>(item: T, what: string): z.ZodArray<T> {
  return z
    .array(item, { error: `a list of ${what}, at least one` })
    .min(1, { error: `a list of ${what}, at least one` });
}

/**
 * A map whose keys have a form of their own. zod would pass over the values of wrong keys; so it takes every key, and the keys are
 * looked at beside the values.
 */
export function mapOf<V extends z.ZodType>(
  key: z.ZodType<string>,
  value: V,
  what: string,
): z.ZodRecord<z.ZodString, V> {
  const keysOnly = across((given: object, refuse) => {
    for (const name of Object.keys(given)) {
      for (const issue of key.safeParse(name).error?.issues ?? []) {
        refuse(issue.message, {
          expected: what,
          ...(issue.code === "custom" ? issue.params : {}),
          path: [name],
          atKey: true,
        });
      }
    }
  });
  return z.record(z.string().meta(key.meta() ?? {}), value, { error: `a map of ${what}` }).check(keysOnly);
}

/** What is refused about several keys together. */
export type RefuseTogether = (message: string, more: Omit<Refusal, "message"> & { readonly expected: string }) => void;

/**
 * A check of several keys or items together. It is made even when single ones are wrong, so that one reading tells all mistakes: those
 * that are wrong hold something else than their type says. `misspelt` says that there are keys that nobody knows.
 */
export function across<T extends object>(
  judge: (value: T, refuse: RefuseTogether, misspelt: boolean) => void,
): z.core.$ZodCheck<T> {
  const check = new z.core.$ZodCheck({
    check: "custom",
    when: ({ issues }) => !issues.some((issue) => issue.code === "invalid_type" && (issue.path?.length ?? 0) === 0),
  });
  check._zod.check = ({ value, issues }) => {
    const misspelt = issues.some((issue) => issue.code === "unrecognized_keys" && (issue.path?.length ?? 0) === 0);
    const refuse: RefuseTogether = (message, { path, ...params }) => {
      issues.push({ code: "custom", message, input: value, path: [...(path ?? [])], params });
    };
    judge(value, refuse, misspelt);
  };
  return check;
}

type Kind = "undefined" | "null" | "string" | "number" | "boolean" | "map" | "list";

export function kindOf(raw: unknown): Kind {
  if (raw === null) return "null";
  if (Array.isArray(raw)) return "list";
  const type = typeof raw;
  return type === "string" || type === "number" || type === "boolean" || type === "undefined" ? type : "map";
}

export function isMapData(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return kindOf(raw) === "map";
}

/** A scalar of the wrong type is most often a text without its quotes. Lists and maps let a union try its other forms. */
function misfit(raw: unknown, kind: Kind, options: LeafOptions<unknown>): { otherForm?: boolean; suggestion?: string } {
  if (kind === "list" || kind === "map") return { otherForm: true };
  if (kind === "string" && options.takes?.includes("number")) return { ...bareNumber(String(raw), options) };
  if (!options.takes?.includes("string") || (kind !== "number" && kind !== "boolean")) return {};
  return fits(String(raw), options) ? { suggestion: JSON.stringify(String(raw)) } : {};
}

/** `"200"`, `80%` and `3 points` are numbers with something about them. */
function bareNumber(raw: string, options: LeafOptions<unknown>): { suggestion?: string } {
  const [, digits] = /^\s*(\d+(?:\.\d+)?)\s*(?:%|[a-z]+)?\s*$/i.exec(raw) ?? [];
  return digits !== undefined && fits(Number(digits), options) ? { suggestion: String(Number(digits)) } : {};
}

function fits(raw: unknown, options: LeafOptions<unknown>): boolean {
  let refused = false;
  options.read(raw, () => {
    refused = true;
    return z.NEVER;
  });
  return !refused;
}
