import { expect, test } from "vitest";
import { createCompiler, type ProgramLoop } from "../../../grader/compile/index.ts";
import { createSandbox } from "../../../grader/sandbox/index.ts";
import { defaultLimits } from "../../../grader/spec/index.ts";

test("a fault of the grader while it listens to the child is told as one, and no run comes of it", async () => {
  const { program } = await createCompiler().compile({
    files: [{ path: "a.ts", display: "a.ts", text: "for (let n = 0; n >= 0; n++) n = 0;\nexport {};\n" }],
    entryFile: "a.ts",
    entry: null,
    imports: [],
    rules: [],
  });
  const sandbox = createSandbox();
  const broken = { ...program!, loops: [null as unknown as ProgramLoop] };
  const input = { args: [], routes: [], limits: { ...defaultLimits, cpuMs: 10 }, seed: 1, startMs: 0 };
  await expect(sandbox.run(broken, input)).rejects.toThrow("Please report this as a bug");
  await expect(sandbox.run(program!, input)).resolves.toMatchObject({ outcome: { reason: { code: "cpu" } } });
  await sandbox.close();
});
