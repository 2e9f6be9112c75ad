import { afterEach, expect, test } from "vitest";
import { createSandbox } from "../../../grader/sandbox/index.ts";
import { plainInput, plainProgram } from "../../fixtures/sandbox/program.ts";

const node = process.execPath;
afterEach(() => void (process.execPath = node));

test("a machine on which the code's process cannot come up is told of, and no run comes of it", async () => {
  process.execPath = "/nowhere/node";
  const sandbox = createSandbox();
  const program = plainProgram("export async function main() { return 1; }");
  await expect(sandbox.run(program, plainInput)).rejects.toThrow(
    /The process that runs the code (did not come up|cannot be started).*Node/,
  );
  process.execPath = node;
  expect((await sandbox.run(program, plainInput)).outcome).toEqual({ kind: "returned", value: 1 });
  await sandbox.close();
});
