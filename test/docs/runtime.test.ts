import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { installVirtual } from "../../src/testing.ts";
import { hasPython311 } from "../src/fuzz/python.ts";

const docs = new URL("../../docs/", import.meta.url);
const examples = new URL("examples/", docs);
const page = readFileSync(new URL("runtime.md", docs), "utf8");
const files = readdirSync(examples).toSorted();
const read = (file: string) => readFileSync(new URL(file, examples), "utf8");

/** Code blocks say which file they show: ```ts file=examples/hello.ts */
const shown = new Map(
  [...page.matchAll(/^```\w+ file=examples\/(\S+)\n(.*?)^```$/gmsu)].map(([, file = "", text = ""]) => [file, text]),
);

const programs = files.filter((file) => file.endsWith(".ts"));
const twins = files.filter((file) => file.endsWith(".py"));
const outputOf = (program: string) => program.replace(/\.\w+$/u, ".txt");

/** What jsonplaceholder.typicode.com has. */
const TITLES = [
  "",
  "sunt aut facere repellat provident occaecati excepturi optio reprehenderit",
  "qui est esse",
] as const;

describe("the page about the runtime", () => {
  test("shows every example, and nothing that is not one", () => {
    expect([...shown.keys()].toSorted()).toEqual(files.filter((file) => file !== "tsconfig.json"));
  });

  test.each([...shown])("shows %s as it is", (file, text) => {
    expect(text).toBe(read(file));
  });
});

describe("an example prints what the page says", () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  test.each(programs)("%s", async (program) => {
    const lines: string[] = [];
    vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => {
      lines.push(`${format(...values)}\n`);
    });
    vi.stubGlobal("fetch", async (url: string) => Response.json({ title: TITLES[Number(url.at(-1))] }));
    const { warnings } = installVirtual();
    await import(new URL(program, examples).pathname);
    const stdout = outputOf(program);
    expect(lines.join("")).toBe(files.includes(stdout) ? read(stdout) : "");
    const stderr = program.replace(".ts", ".stderr.txt");
    expect(warnings.map((line) => `${line}\n`).join("")).toBe(files.includes(stderr) ? read(stderr) : "");
  });

  test.runIf(hasPython311())("and its twin prints the same under CPython", () => {
    const { stdout, stderr } = spawnSync(
      "python3",
      [
        fileURLToPath(new URL("run-examples.py", import.meta.url)),
        ...twins.map((twin) => fileURLToPath(new URL(twin, examples))),
      ],
      { encoding: "utf8" },
    );
    expect(stderr).toBe("");
    const printed = JSON.parse(stdout) as string[];
    expect(Object.fromEntries(twins.map((twin, i) => [twin, printed[i]]))).toEqual(
      Object.fromEntries(twins.map((twin) => [twin, read(outputOf(twin))])),
    );
  });
});
