import { z } from "zod";
import type { Json } from "../values/index.ts";
import { jsonText } from "./json-text.ts";
import { summaryJson } from "./json.ts";
import { summarize } from "./summary.ts";

/** The files are not all the parts of one batch. */
export class InvalidShards extends Error {
  override readonly name = "InvalidShards";
}

const json = z.unknown().transform((value) => value as Json);
const points = z.object({ n: z.number().int(), d: z.number().int().positive() });
const Result = z.object({ status: z.enum(["passed", "failed", "rejected", "error"]) });
const Part = z.object({
  version: z.literal(1),
  shard: z.object({
    number: z.number().int(),
    of: z.number().int(),
    exerciseErrors: z.number().int(),
    results: z.array(z.object({ place: z.number().int(), score: points.nullable(), maxScore: points })),
    faults: z.array(z.object({ place: z.number().int(), errors: z.array(json) })),
  }),
  exerciseErrors: z.array(json).optional(),
  isolation: json.optional(),
  /** As they are: zod would put the keys that it knows before the others. */
  results: z.array(z.custom<z.infer<typeof Result>>((value) => Result.safeParse(value).success)).optional(),
});
type Part = z.infer<typeof Part>;
type Status = z.infer<typeof Result>["status"];

/** The whole result, and what its exit status follows from. */
export interface Merged {
  readonly text: string;
  readonly statuses: readonly Status[];
  readonly exerciseErrors: number;
}

/**
 * Joins the JSON results of all parts of a batch into the one that the batch would have had without parts, byte for byte.
 *
 * @param files name and text of each
 * @throws InvalidShards naming the file that is none, or the part that is missing
 */
export function mergeShards(files: readonly { readonly name: string; readonly text: string }[]): Merged {
  const parts = files.map(readPart);
  requireAll(parts, files);
  const results = parts
    .flatMap((part) => part.shard.results.map((own, index) => ({ ...own, result: part.results![index]! })))
    .toSorted((a, b) => a.place - b.place);
  const faults = parts.flatMap(({ shard }) => shard.faults).toSorted((a, b) => a.place - b.place);
  const found = new Map(faults.flatMap(({ errors }) => errors).map((error) => [JSON.stringify(error), error]));
  const errors = [...(parts[0]!.exerciseErrors ?? []).slice(0, parts[0]!.shard.exerciseErrors), ...found.values()];
  const statuses = results.map(({ result }) => result.status);
  const graded = {
    isolation: weakest(parts),
    results: results.map(({ result }): Json => result),
    summary: summaryJson(summarize(results.map((each) => ({ ...each, status: each.result.status })))),
  };
  const whole: Json =
    errors.length === 0
      ? { version: 1, ...graded }
      : { version: 1, exerciseErrors: errors, ...(results.length === 0 ? {} : graded) };
  return { text: jsonText(whole), statuses, exerciseErrors: errors.length };
}

function readPart({ name, text }: { name: string; text: string }): Part {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidShards(`"${name}" is not JSON. Was its shard stopped while writing? Run that one again.`);
  }
  const part = Part.safeParse(value);
  if (!part.success || part.data.shard.results.length !== (part.data.results ?? []).length) {
    throw new InvalidShards(
      `"${name}" is not the result of a shard. Make it with: npx chronograde grade --shard I/N --format json=FILE.`,
    );
  }
  return part.data;
}

function requireAll(parts: readonly Part[], files: readonly { readonly name: string }[]): void {
  const of = parts[0]?.shard.of ?? 0;
  const seen = new Map<number, string>();
  for (const [index, { shard }] of parts.entries()) {
    const { name } = files[index]!;
    if (shard.of !== of) {
      throw new InvalidShards(`"${name}" is one of ${shard.of} shards, "${files[0]!.name}" one of ${of}.`);
    }
    const twin = seen.get(shard.number);
    if (twin !== undefined) throw new InvalidShards(`"${twin}" and "${name}" are both shard ${shard.number}/${of}.`);
    seen.set(shard.number, name);
  }
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter((number) => !seen.has(number));
  if (missing.length === 0) return;
  const named = missing.map((number) => `${number}/${of}`).join(", ");
  throw new InvalidShards(
    `${missing.length === 1 ? "The shard" : "The shards"} ${named} ${missing.length === 1 ? "is" : "are"} missing: ` +
      `give the files of all ${of}.`,
  );
}

/** A part in which nothing was graded had nothing around it. */
function weakest(parts: readonly Part[]): Json {
  const levels = ["process", "kernel", "container"];
  const around = parts.flatMap(({ isolation }) => (isolation === null || isolation === undefined ? [] : [isolation]));
  const level = (each: Json): number => levels.indexOf((each as { level?: string }).level ?? "");
  return around.toSorted((a, b) => level(a) - level(b))[0] ?? null;
}
