import { expect, test } from "vitest";
import { compilerPool, type Compilation, type CompileRequest } from "../../../../grader/compile/index.ts";

const request = {} as CompileRequest;

/** Compiles when it is told to. */
function named(name: string, log: string[], ends: (() => void)[]) {
  return {
    compile: () => {
      log.push(name);
      return new Promise<Compilation>((resolve) => ends.push(() => resolve({} as Compilation)));
    },
    end: () => void log.push(`${name} has ended`),
  };
}

test("whoever has least to do compiles next", async () => {
  const asked: string[] = [];
  const ends: (() => void)[] = [];
  const pool = compilerPool(named("first", asked, ends), [named("second", asked, ends)]);
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

test("the first one alone goes on when memory is wanted, once the others have done what they were asked for", async () => {
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const pool = compilerPool(named("first", log, ends), [named("second", log, ends)]);
  const asked = [pool.compile(request), pool.compile(request)];
  const alone = pool.keepFirst();
  asked.push(pool.compile(request));
  for (const end of ends) end();
  await Promise.all([...asked, alone]);
  expect(log).toEqual(["first", "second", "first", "second has ended"]);
});
