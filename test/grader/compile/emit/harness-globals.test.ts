import { expect, it } from "vitest";
import { compileText } from "../compile-text.ts";

/** What the harness's code imports of globals. */
async function own(body: string): Promise<string | undefined> {
  const harness = `${body}\nexport default () => 1;\n`;
  const { program } = await compileText("export const f = 1;\n", { harness });
  return /import \{ (.*) \} from "chronograde:globals/.exec(program?.harness?.code ?? "none")?.[1];
}

it.each([
  [
    "what it reads of what may be replaced",
    "export const u = [fetch, new URL('x:y'), Math.max(1), Date]",
    "URL, fetch",
  ],
  ["the console that it prints on", "console.log(1); const { warn } = console; warn(2); console['error']", "console"],
  ["in a short property", "export const o = { setTimeout };", "setTimeout"],
])("has as its own %s", async (_, body, names) => {
  expect(await own(body)).toBe(names);
});

it.each([
  ["what nobody can replace", "export const m = Math.max(1, [NaN].length);"],
  [
    "a name of its own",
    'import { setTimeout } from "node:timers/promises"; function fetch() {} setTimeout(1); fetch();',
  ],
  ["names of types and properties", "export const t = (x: Response | null, y: { fetch: 1 }) => [x, y.fetch];"],
  ["a console that it listens in on", "const l = console.log; console.log = (x) => l(x, 1);"],
  ["a console that it hands on", "console.log(1); Object.assign(console, {});"],
])("has not %s", async (_, body) => {
  expect(await own(body)).toBeUndefined();
});
