import { describe, expect, it } from "vitest";
import { compileText } from "./compile-text.ts";

const times = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");

describe("errors by the thousand", () => {
  it("are told up to the hundredth, and counted", async () => {
    const { diagnostics, rejection } = await compileText(times(3000, (i) => `unknown${i}();`));
    expect(diagnostics.filter(({ severity, code }) => severity === "error" && code !== "more")).toHaveLength(100);
    const [more] = diagnostics.filter(({ code, severity }) => code === "more" && severity === "error");
    expect(more).toMatchObject({ line: 100, message: "2900 more errors are not shown." });
    expect(rejection).toMatchObject({ code: "types", line: 1, column: 1 });
    expect(rejection?.message).toMatch(/ \(and 2999 more\)$/);
  });

  it("of the grammar too", async () => {
    const { diagnostics, rejection } = await compileText(times(500, (i) => `const ${i};`));
    expect(rejection?.code).toBe("syntax");
    expect(diagnostics.length).toBeLessThanOrEqual(101);
  });

  it("do not hide behind warnings", async () => {
    const warnings = times(200, () => "// @ts-ignore");
    const { diagnostics } = await compileText(`${warnings}\nmissing();`);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toMatchObject([{ line: 201 }]);
    expect(diagnostics.filter(({ severity }) => severity === "warning")).toHaveLength(101);
  });

  it("with a name of a hundred kilobytes stay short", async () => {
    const { diagnostics, rejection } = await compileText(`export const x: { ${"n".repeat(100_000)}: 1 } = {};`);
    expect(rejection?.message.length).toBeLessThan(1100);
    expect(JSON.stringify(diagnostics).length).toBeLessThan(4000);
  });
});

describe("types that explode", () => {
  it.each([
    [
      "by making ever more",
      `type Orders<T, K = T> = [T] extends [never] ? [] : K extends K ? [K, ...Orders<Exclude<T, K>>] : never;
       export const x: Orders<"a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "i"> = 1;`,
    ],
    [
      "by being compared with each other",
      `type Left = ${times(1500, (i) => `| { kind: ${i}; of: { left: ${i} } }`)};
       type Right = ${times(1500, (i) => `| { kind: ${i + 7}; of: { right?: 1 } }`)};
       export const right: Right = {} as Left as Right;`,
    ],
  ])("%s are rejected by a count", async (_how, text) => {
    const { rejection, program } = await compileText(text);
    expect(rejection).toMatchObject({ code: "types", line: null });
    expect(rejection?.message).toContain("it makes more types than any program needs");
    expect(program).toBeNull();
    expect((await compileText("export const main = 1;")).rejection).toBeNull();
  });

  it("are no table of ten thousand numbers", async () => {
    const table = `export const table = [${times(10_000, (i) => `${i},`)}] as const;`;
    expect((await compileText(table)).rejection).toBeNull();
  });
});

describe("nesting", () => {
  it.each([500, 20_000])("of %i brackets is shown at the innermost one", async (depth) => {
    const { rejection } = await compileText(`export const x =\n${"[".repeat(depth)}1${"]".repeat(depth)};`);
    expect(rejection).toMatchObject({ code: "syntax", line: 2, column: depth });
    expect(rejection?.message).toContain("nested too deeply");
  });

  it("without brackets is rejected as well", async () => {
    const { rejection } = await compileText(`export const x = ${"!".repeat(20_000)}1;`);
    expect(rejection).toMatchObject({ code: "syntax", line: null });
  });
});

describe("code that hangs together", () => {
  const functions = (count: number, calls: (i: number) => string): string =>
    times(
      count,
      (i) => `let v${i} = 0; const f${i} = async (d: number): Promise<number> => { ${calls(i)} return v${i}; };`,
    );
  const loop = (count: number, call: (i: number) => string): string =>
    `export async function main(xs: number[]) { for (const x of xs) {\n${times(count, call)}\n} }`;

  it("is rejected by a count when each of many loops leads through all of it", async () => {
    const all = functions(60, (i) => times(60, (k) => `if (d > ${k}) v${k} += await f${(i + k) % 60}(d - 1);`));
    const { rejection, program } = await compileText(
      `${all}\n${loop(250, (i) => `v0 += await f${i % 60}(x + v${i % 7});`)}`,
    );
    expect(rejection).toMatchObject({ code: "types", line: null });
    expect(rejection?.message).toContain("too much of it hangs together");
    expect(program).toBeNull();
    expect((await compileText("export const main = 1;")).rejection).toBeNull();
  });

  it("is no program of forty kilobytes", async () => {
    const steps = times(
      50,
      (i) => `
        const one${i} = coroutine(async (id: number): Promise<string> => { await sleep(id); return String(id); });
        async function step${i}(ids: number[]): Promise<string[]> {
          const found: string[] = [];
          for (const id of ids) if ((await one${i}(id)).length > ${i}) found.push(await one${i}(id));
          for (let tries = 0; tries < 3; tries += 1) { try { await one${i}(tries); break; } catch { await sleep(2 ** tries); } }
          const tasks = ids.map((id) => createTask(one${i}(id)));
          for (const task of tasks) found.push(await task);
          return found;
        }`,
    );
    const calls = times(50, (i) => `await step${i}([1, 2, 3]);`);
    const text = `import { coroutine, createTask, sleep } from "chronograde";\n${steps}\nexport async function main(): Promise<void> { ${calls} }`;
    expect((await compileText(text)).rejection).toBeNull();
  });
});

describe("what the text tells for explanations", () => {
  const one = "async function one(): Promise<number> { return 1; }";
  const many = (count: number, code: string): string => code.repeat(count);

  it("is left out, and the program runs all the same, where a thousand functions call each other in turn", async () => {
    const chain = times(
      1500,
      (i) => `async function f${i}(n: number): Promise<number> { return n > 3 ? n : f${(i + 1) % 1500}(n + 1); }`,
    );
    const { program, rejection } = await compileText(`${chain}\nexport const main = async () => await f0(1);`);
    expect(rejection).toBeNull();
    expect(program).not.toBeNull();
    expect(program).not.toHaveProperty("calls");
  });

  it("is left out where the text is longer than any learner's", async () => {
    const { program } = await compileText(`${one}\n//${many(100_000, "x")}\nawait one();`);
    expect(program).not.toBeNull();
    expect(program).not.toHaveProperty("awaits");
  });

  it("ends by a count when every await may serve each of many changes", async () => {
    const text = `${one}\nlet s = 0;\nexport async function main() { ${many(290, "await one();")}\n${many(20_000, "s=1;")} return s; }`;
    expect((await compileText(text)).program).not.toBeNull();
  });

  it("does not read a long comment anew for each await behind it", async () => {
    const text = `function f() {}\n${one}\n/*${many(70_000, "x")}*/ export async function main() { ${many(4000, "f();")}${many(290, "await one();")} }`;
    expect((await compileText(text)).program).not.toBeNull();
  });
});
