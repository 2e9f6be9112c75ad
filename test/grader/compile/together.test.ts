import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createLocalCompiler } from "../../../grader/compile/compiler.ts";
import type { CompileRequest } from "../../../grader/compile/index.ts";
import { openCourse } from "../../../grader/commands/course.ts";
import { loadExercises } from "../../../grader/commands/load-exercises.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const course = openCourse(root);
const { exercises } = loadExercises(course, course.ids);
const code = [...exercises.values()].flatMap((exercise) => (exercise.kind === "code" ? [exercise] : []));

function request(text: string, entry: string | null = "main"): CompileRequest {
  const file = { path: "submission.ts", display: "submission.ts", text };
  return { files: [file], entryFile: file.path, entry, imports: [], rules: [] };
}

const alone = createLocalCompiler();
const together = createLocalCompiler();

async function expectTheSame(requests: readonly CompileRequest[]): Promise<void> {
  const each = [];
  for (const one of requests) each.push(await alone.compile(one));
  expect(await together.compileAll(requests)).toEqual(each);
}

const HONEST = request("export async function main(names: string[]) { return names.map((name) => name.trim()); }");
const USES_A_LOAN = request("export async function main(text: string) { return text.shout(); }");

describe("What is compiled together comes out as if it had been compiled alone", () => {
  test.each(code.map(({ id }) => id))("%s: solution, starter, and the solution once more", async (id) => {
    const exercise = code.find((each) => each.id === id)!;
    const { entry, imports, rules, harness } = exercise;
    const texts = [`solutions/${id}.ts`, `exercises/${id}/submission.ts`, `solutions/${id}.ts`];
    const extra =
      harness === null
        ? {}
        : {
            harness: {
              file: {
                path: harness.file,
                display: harness.file,
                text: readFileSync(path.join(root, "exercises", id, harness.file), "utf8"),
              },
              needsEntry: harness.needsEntry,
            },
          };
    await expectTheSame(
      texts.map((file) => ({
        ...request(readFileSync(path.join(root, file), "utf8"), entry),
        imports,
        rules,
        ...extra,
      })),
    );
  });

  test("a type error is told to whom it belongs", async () => {
    await expectTheSame([HONEST, request("export async function main() { return nobody; }"), HONEST]);
  });

  test("what one declares for all is not there for the others", async () => {
    const lends = request(`
      declare global { interface String { shout(): string } }
      export async function main(text: string) { return text.shout(); }`);
    await expectTheSame([lends, USES_A_LOAN, HONEST]);
  });

  test("files of the same name do not meet", async () => {
    const using = (helper: string): CompileRequest => ({
      ...request('import { help } from "./help.ts"; export async function main() { return help(); }'),
      files: [
        ...request('import { help } from "./help.ts"; export async function main() { return help(); }').files,
        { path: "help.ts", display: "help.ts", text: helper },
      ],
    });
    await expectTheSame([
      using("export function help() { return 1; }"),
      using('export function help() { return "2"; }'),
      request('import { help } from "../0/help.ts"; export async function main() { return help(); }'),
    ]);
  });

  test("one that takes too much, or is nested too deeply, costs the others nothing", async () => {
    const explodes = request(`
      type Grow<T extends unknown[]> = T["length"] extends 900 ? T : Grow<[...T, 1]>;
      type A = Grow<[]>; type B = A extends infer T ? { [K in keyof T]: Grow<[]> } : never;
      export async function main(value: B) { return value; }`);
    const deep = request(`export async function main() { return ${"[".repeat(3000)}${"]".repeat(3000)}; }`);
    await expectTheSame([HONEST, explodes, deep, HONEST]);
  });
});
