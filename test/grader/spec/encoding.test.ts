import { describe, expect, test } from "vitest";
import { codeExercise, load, places } from "./load-text.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const good = "title: t\nscenarios:\n  - name: a\n    expect: { returns: 1 }\n";

const deep = (inside: string) => `${"[".repeat(30)}${inside}${"]".repeat(30)}`;
const filled = (size: number) => `${good}#${"x".repeat(size - good.length - 1)}`;

describe("text", () => {
  test("a BOM is no column", () => {
    expect(codeExercise(load(bytes(`\uFEFF${good}`))).title).toBe("t");
    expect(places(load(bytes(`\uFEFFtitel: t\n${good.slice(9)}`)))).toEqual(["1:1 unknown-key title"]);
    expect(places(load(`\uFEFFtitel: t\n${good.slice(9)}`))).toEqual(["1:1 unknown-key title"]);
  });

  test("columns are UTF-16 units", () => {
    expect(places(load("title: t\nhints: [😀, é, 5]\nscenarios: 1\n"))).toEqual([
      '2:16 wrong-value "5"',
      "3:12 wrong-value",
    ]);
  });

  test("lines may end in CR LF", () => {
    expect(places(load(`${good.replaceAll("\n", "\r\n")}seed: x\r\npas: 5\r\n`))).toEqual([
      "5:7 wrong-value",
      "6:1 unknown-key pass",
    ]);
  });

  test("what is no UTF-8 is refused where it begins to be none", () => {
    const latin1 = new Uint8Array([...bytes("title: é\nhints: [caf"), 0xe9, ...bytes("]\n")]);
    expect(places(load(latin1))).toEqual(["2:12 not-utf8"]);
    expect(places(load(new Uint8Array([0xff, 0xfe, 0x74, 0])))).toEqual(["1:1 not-utf8"]);
    expect(places(load(new Uint8Array([...bytes("title: "), 0xf0, 0x9f])))).toEqual(["1:8 not-utf8"]);
  });

  test("control characters are refused where they stand", () => {
    expect(places(load("title: t\nhints: [a\0b]\n"))).toEqual(["2:10 control-character"]);
    expect(places(load("title: t\u001B[31m\n"))).toEqual(["1:9 control-character"]);
  });
});

describe("size", () => {
  test("one MB is enough, one byte more is too much", () => {
    expect(places(load(filled(1024 * 1024)))).toEqual([]);
    expect(places(load(filled(1024 * 1024 + 1)))).toEqual(["1:1 file-too-large"]);
    expect(places(load(bytes(filled(1024 * 1024 + 1))))).toEqual(["1:1 file-too-large"]);
  });

  test.each(["", "\n\n", "# only a comment\n", "---\n", "...\n", "\uFEFF"])("%j is empty", (text) => {
    expect(places(load(text))).toEqual(["1:1 empty-file"]);
  });

  test("absurd nesting is refused without exhausting the stack", () => {
    expect(places(load("[".repeat(100_000)))).toEqual(["1:66 too-deep"]);
    expect(places(load(`title: ${"[".repeat(50_000)}${"]".repeat(50_000)}`))).toEqual(["1:72 too-deep"]);
    expect(places(load("- ".repeat(200_000)))).toEqual(["1:129 too-deep"]);
    expect(places(load("? ".repeat(20_000)))).toEqual(["1:129 too-deep"]);
    expect(places(load(`${good}# ${"[".repeat(1000)}`))).toEqual([]);
  });

  test("sixty levels of a value are no absurd nesting", () => {
    const value = `${"[".repeat(55)}1${"]".repeat(55)}`;
    expect(places(load(good.replace("returns: 1", `returns: ${value}`)))).toEqual([]);
  });

  test("a file with as many mistakes as it can hold is read to its end", () => {
    const many = `title: t\nscenarios: []\nhints: [${"1,".repeat(40_000)}]\n`;
    expect(load(many).errors).toHaveLength(40_001);
    const keys = Array.from({ length: 10_000 }, (_, i) => `k${i}: 1`).join("\n");
    expect(load(`title: t\nscenarios: []\n${keys}\n`).errors).toHaveLength(10_001);
  });
});

describe("aliases", () => {
  test("stand for what they name, in its own place", () => {
    const text = "title: t\nhints: [&h x]\nscenarios:\n  - name: *h\n    expect: { elapsed: &t 5, at: *t }\n";
    expect(places(load(text))).toEqual(["5:27 wrong-value 5ms", "5:27 wrong-value"]);
  });

  test("a bomb is defused at the alias that is too much", () => {
    const levels = Array.from({ length: 9 }, (_, i) =>
      i === 0
        ? "  - &a0 [x, x, x, x, x, x, x, x, x]"
        : `  - &a${i} [${Array(9)
            .fill(`*a${i - 1}`)
            .join(", ")}]`,
    );
    const result = load(`title: t\nhints:\n${levels.join("\n")}\n`);
    expect(result.errors.map((error) => error.code)).toEqual(["alias-bomb"]);
  });

  test("nesting hidden in aliases is as absurd as any other", () => {
    const chain = Array.from({ length: 200 }, (_, i) => `  - &a${i} ${deep(i === 0 ? "x" : `*a${i - 1}`)}`);
    const result = load(`title: t\nhints:\n${chain.join("\n")}\n`);
    expect(places(result)).toEqual(["5:39 too-deep"]);
  });

  test("an anchor given again stands for the newer value", () => {
    const text = "title: t\nhints: [&a one, *a, &a two, *a]\nscenarios:\n  - name: a\n    expect: { returns: 1 }\n";
    expect(codeExercise(load(text)).hints).toEqual(["one", "one", "two", "two"]);
  });
});

test("a value with thousands of tags is refused without being put together", () => {
  const { errors, exercise } = load(`title: ${"!!str ".repeat(50_000)}t\n`);
  expect(exercise).toBeNull();
  expect(errors[0]).toMatchObject({ code: "tag", line: 1, column: 8 });
  expect(errors.length).toBeLessThan(5000);
});
