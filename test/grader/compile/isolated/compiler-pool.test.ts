import { setImmediate as turn } from "node:timers/promises";
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
    end: () => {
      log.push(`${name} has ended`);
      return Promise.resolve();
    },
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

test("all of them end when others want memory, and what is asked for meanwhile is compiled afterwards", async () => {
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const pool = compilerPool(named("first", log, ends), [named("second", log, ends)]);
  const asked = [pool.compile(request), pool.compile(request)];
  const resting = pool.rest();
  asked.push(pool.compile(request));
  for (const end of ends.splice(0)) end();
  const goOn = await resting;
  log.push("the memory is free");
  goOn();
  await turn();
  for (const end of ends) end();
  await Promise.all(asked);
  expect(log).toEqual(["first", "second", "first has ended", "second has ended", "the memory is free", "first"]);
});

test("nothing is compiled while anybody still wants the memory", async () => {
  const log: string[] = [];
  const pool = compilerPool(named("first", log, []), []);
  const [one, another] = await Promise.all([pool.rest(), pool.rest()]);
  void pool.compile(request);
  one();
  await turn();
  log.push("another goes on");
  another();
  await turn();
  expect(log.slice(-2)).toEqual(["another goes on", "first"]);
});
