/**
 * The JSON Schema of what value.ts reads: zod cannot write down a notation that it does not read itself. Beside each matcher stands
 * what an editor tells about it.
 */
const value = { $ref: "#/definitions/value" };

interface Matcher {
  readonly description: string;
  readonly operand: Readonly<Record<string, unknown>>;
  readonly example: unknown;
}

export const matcherTypes = ["string", "number", "boolean", "null", "list", "map"] as const;

const matchers: Readonly<Record<string, Matcher>> = {
  $match: {
    description: "Text in which this pattern is found; without slashes and pattern characters, the exact text.",
    operand: { type: "string", minLength: 1 },
    example: "/^Post/",
  },
  $approx: {
    description: "A number that differs by no more than `within`, which is 1e-9 when left out.",
    operand: { anyOf: [{ type: "number" }, { const: "reference" }] },
    example: 3.14,
  },
  $unordered: {
    description: "A list of these items in any order.",
    operand: { anyOf: [{ type: "array", items: value }, { const: "reference" }] },
    example: [1, 2],
  },
  $contains: {
    description: "Text with this part, a list with this item, or a map with these keys.",
    operand: value,
    example: { id: 1 },
  },
  $type: { description: "Any value of this type.", operand: { enum: [...matcherTypes, null] }, example: "string" },
  $any: { description: "Any value at all.", operand: { const: true }, example: true },
  $oneOf: {
    description: "One of these values.",
    operand: { type: "array", items: value, minItems: 1 },
    example: ["a", "b"],
  },
  $literal: {
    description: "The value itself: for the word `reference`, and for maps with keys that begin with $.",
    operand: {},
    example: "reference",
  },
};

export const matcherNames = Object.keys(matchers);

const within = {
  description: "How far off the number may be.",
  examples: [0.01],
  type: "number",
  minimum: 0,
};

/** Where `value` and `matcher` are to be found: belongs to the root of the schema. */
export const valueDefinitions = {
  value: {
    anyOf: [
      { type: ["string", "number", "boolean", "null"] },
      { type: "array", items: value },
      { type: "object", propertyNames: { pattern: "^(?!\\$)" }, additionalProperties: value },
      { $ref: "#/definitions/matcher" },
    ],
  },
  matcher: {
    anyOf: Object.entries(matchers).map(([name, { description, operand, example }]) => ({
      type: "object",
      properties: {
        [name]: { description, examples: [example], allOf: [operand] },
        ...(name === "$approx" ? { within } : {}),
      },
      required: [name],
      additionalProperties: false,
    })),
  },
};

// Of a schema with `$ref`, draft-7 reads nothing else: what stands beside it is kept apart from it.
/** A value in which matchers and `reference` may stand. */
export const valueJson = { allOf: [value] };
/** A matcher alone. */
export const matcherJson = { $ref: "#/definitions/matcher" };
