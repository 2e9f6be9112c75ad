import fc from "fast-check";

const name = fc.constantFrom(
  "a",
  "main",
  "sleep",
  "createTask",
  "await",
  "eval",
  "globalThis",
  "then",
  "mark_1",
  "部分",
  "\\u{61}",
);

/** Trees of all the shapes that the rewriting of awaits has to go through, whether they make sense or not, as text. */
const { expression, statement } = fc.letrec<{ expression: string; statement: string }>((tie) => {
  const inner = tie("expression");
  const body = fc.array(tie("statement"), { maxLength: 3 }).map((all) => all.join("\n"));
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      name,
      fc.constantFrom(
        "1",
        '"x"',
        "`${a}`",
        "null",
        "/x/u",
        "this",
        "import.meta",
        "[]",
        "({})",
        "super.a",
        "new.target",
      ),
      inner.map((one) => `await ${one}`),
      inner.map((one) => `yield ${one}`),
      inner.map((one) => `(async () => ${one})()`),
      inner.map((one) => `[...${one}]`),
      inner.map((one) => `{ a: ${one}, async *[${one}]() { yield* ${one} } }`),
      fc.tuple(inner, name, inner).map(([one, key, two]) => `${one}?.${key}(${two})`),
      fc.tuple(inner, inner).map(([one, two]) => `(${one} ?? ${two})`),
      fc.tuple(inner, inner).map(([one, two]) => `${one} = ${two}`),
      fc
        .tuple(name, body)
        .map(([one, all]) => `class ${one} { static { ${all} } accessor x = 1; async #p() { ${all} } }`),
      fc
        .tuple(inner, fc.constantFrom("any", "never", "typeof main", "Promise<void>"))
        .map(([one, type]) => `(${one} as ${type})`),
    ),
    statement: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      inner.map((one) => `${one};`),
      fc.tuple(name, inner).map(([one, two]) => `const { ${one} = ${two}, ...rest } = ${two};`),
      fc.tuple(name, inner).map(([one, two]) => `await using ${one} = ${two};`),
      fc.tuple(inner, body).map(([one, all]) => `for await (const x of ${one}) { ${all} }`),
      fc.tuple(inner, body).map(([one, all]) => `out: for (;;) { if (${one}) break out; ${all} }`),
      fc.tuple(body, body).map(([one, two]) => `try { ${one} } catch { ${two} } finally { return; }`),
      fc.tuple(name, body).map(([one, all]) => `async function* ${one}(b = 1) { ${all} }`),
      fc.tuple(inner, body).map(([one, all]) => `switch (${one}) { case ${one}: ${all} default: }`),
      fc.tuple(name, inner).map(([one, two]) => `export const ${one} = ${two};`),
      name.map((one) => `import ${one} from "./${one}.ts";`),
    ),
  };
});

export const randomProgram: fc.Arbitrary<string> = fc
  .tuple(fc.array(statement, { maxLength: 4 }), fc.array(expression, { maxLength: 3 }))
  .map(
    ([statements, values]) => `${statements.join("\n")}\nexport async function main() {\n${values.join(";\n")}\n}\n`,
  );
