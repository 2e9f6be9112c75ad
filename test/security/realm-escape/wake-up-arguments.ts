// Attack: thenables, species, iterators and handlers that look at what the runtime calls them with
// Safe: failed

import * as c from "chronograde";

export async function main(): Promise<unknown> {
  const caught: string[] = [];
  const look = (...all: unknown[]): void => {
    for (const one of all) {
      if ((typeof one !== "object" && typeof one !== "function") || one === null) continue;
      const names = Reflect.ownKeys(one).map(String).filter((key) => !["length", "name", "prototype"].includes(key));
      if (names.length > 0) caught.push(`${typeof one} with ${names.join()}`);
    }
  };
  const spy = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(on, key, receiver) {
        if (receiver !== proxied.get(on)) look(receiver);
        return Reflect.get(on, key) as unknown;
      },
      apply(fn, self, all: unknown[]) {
        look(self, ...all);
        return Reflect.apply(fn as unknown as () => unknown, self, all) as unknown;
      },
    });
  const proxied = new WeakMap<object, object>();
  const step = spy(function (this: unknown, ...all: unknown[]) {
    look(this, ...all);
  }) as unknown as () => void;
  const future = c.getRunningLoop().createFuture<number>();
  future.addDoneCallback(step);
  c.getRunningLoop().callSoon(step);
  c.getRunningLoop().callLater(1, step);
  setTimeout(step, 1);
  queueMicrotask(step);
  future.setResult(1);
  const thenable = {
    then(this: unknown, resolve: (value: number) => void, reject: unknown) {
      look(this, resolve, reject);
      resolve(1);
    },
  };
  await thenable;
  await c.createTask(async () => thenable);
  const steps = {
    [Symbol.asyncIterator]() {
      return { next: async (...all: unknown[]) => (look(this, ...all), { done: all.length >= 0, value: 1 }) };
    },
  };
  for await (const one of steps) look(one);
  await c.gather(spy([c.sleep(1), c.sleep(1)]) as never);
  await c.wait(spy([c.createTask(async () => c.sleep(1))]));
  await new c.Lock().with(step as never).then(look, look);
  await c.timeout(10, async (t) => look(t));
  await c.taskGroup(async (group) => look(group));
  await c.sleep(5);
  return caught;
}
