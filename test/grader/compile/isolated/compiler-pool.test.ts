import { expect, test } from "vitest";
import { compilerPool, type Compilation, type CompileRequest } from "../../../../grader/compile/index.ts";

const request = {} as CompileRequest;

test("whoever has least to do compiles next", async () => {
  const asked: string[] = [];
  const ends: (() => void)[] = [];
  const named = (name: string) => ({
    compile: () => {
      asked.push(name);
      return new Promise<Compilation>((resolve) => ends.push(() => resolve({} as Compilation)));
    },
  });
  const pool = compilerPool([named("first"), named("second")]);
  const one = pool.compile(request);
  const two = pool.compile(request);
  ends[1]!();
  await two;
  const three = pool.compile(request);
  ends[0]!();
  ends[2]!();
  await Promise.all([one, three]);
  expect(asked).toEqual(["first", "second", "second"]);
});
