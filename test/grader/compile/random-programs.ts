import fc from "fast-check";

/**
 * Random bodies of async functions: every construct in which an await, a yield or a return may stand, nested. Only values that
 * the language itself waits for occur; each step logs, so that two runs can be compared.
 */
export const randomBody: fc.Arbitrary<string> = fc.letrec<{
  statement: string;
  block: string;
  value: string;
  iterable: string;
  steps: string;
}>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("1", "hop()", 'thenable("t")', 'failing("f")', "helper(2)", "rejected()"),
    fc.tuple(tie("value"), tie("value")).map(([a, b]) => `[await ${a}, safe(${b})][0]`),
    tie("value").map((v) => `\`\${await ${v}}\``),
    tie("block").map((b) => `safe((async () => ${b})())`),
    tie("value").map((v) => `safe((async () => ${v})())`),
    tie("value").map((v) => `((await ${v}) ? hop() : thenable("e"))`),
  ),
  iterable: fc.oneof(
    { depthSize: "small" },
    fc.tuple(tie("value"), tie("value")).map(([a, b]) => `[1, safe(${a}), safe(${b})]`),
    tie("steps").map((s) => `(async function* () ${s})()`),
  ),
  steps: fc
    .array(
      fc.oneof(
        tie("statement"),
        fc.constantFrom("yield 1;", "yield hop();", 'log("got", yield thenable("y"));', "yield;"),
        fc.constant("yield* [1, hop()];"),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((steps) => `{ ${steps.join(" ")} }`),
  block: fc.array(tie("statement"), { minLength: 1, maxLength: 3 }).map((statements) => `{ ${statements.join(" ")} }`),
  statement: fc.oneof(
    { depthSize: "small" },
    fc.nat(99).map((n) => `log("s${n}");`),
    tie("value").map((v) => `log(String(await ${v}));`),
    tie("value").map((v) => `await ${v};`),
    fc
      .tuple(tie("block"), tie("block"))
      .map(([a, b]) => `try ${a} catch (e) { log("caught " + e.message); } finally ${b}`),
    tie("block").map((b) => `try ${b} catch { log("c"); }`),
    fc
      .tuple(
        tie("iterable"),
        tie("block"),
        fc.constantFrom("", "break;", "continue;", "if (v === 1) break;", "if (v) continue;"),
      )
      .map(([i, b, exit]) => `for await (const v of ${i}) { log(String(v)); ${exit} ${b} }`),
    fc
      .tuple(tie("block"), fc.nat())
      .map(
        ([b, n]) =>
          `out${n}: for (const i of [1, 2]) { for await (const v of [1, hop()]) { if (i === 2) continue out${n}; ${b} } }`,
      ),
    fc
      .tuple(tie("block"), fc.nat())
      .map(([b, n]) => `out${n}: { for await (const v of [thenable(1)]) { ${b} break out${n}; } }`),
    fc.tuple(tie("value"), tie("block"), tie("block")).map(([v, a, b]) => `if (await ${v}) ${a} else ${b}`),
    tie("value").map((v) => `if (calls++ > 3) return ${v};`),
    tie("value").map((v) => `if (calls++ > 3) throw await ${v};`),
    tie("block").map(
      (b) =>
        `{ await using d = { async [Symbol.asyncDispose]() { log("dispose"); await hop(); log("disposed"); } }; ${b} }`,
    ),
  ),
})).block;
