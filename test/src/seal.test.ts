import { expect, test } from "vitest";
import * as api from "../../src/api.ts";
import { virtually } from "../../src/testing.ts";

/** The classes that an object has, in the runtime's own part of its chain. */
function classesOf(value: object): object[] {
  const found: object[] = [];
  for (
    let at = Object.getPrototypeOf(value) as object;
    at !== Object.prototype;
    at = Object.getPrototypeOf(at) as object
  )
    found.push(at, at.constructor);
  return found;
}

test("nothing that the runtime hands out has a class that a learner can change", async () => {
  const { Barrier, BoundedSemaphore, Condition, Event, LifoQueue, Lock, PriorityQueue, Queue, Semaphore } = api;
  const objects = await virtually(async () => {
    const loop = api.getRunningLoop();
    const coroutine = api.sleep(1);
    const task = api.createTask(coroutine);
    const made = [coroutine, task, loop, loop.createFuture(), loop.callSoon(() => {}), loop.callLater(1, () => {})];
    const shared = [
      new Lock(),
      new Event(),
      new Condition(),
      new Semaphore(1),
      new BoundedSemaphore(1),
      new Barrier(1),
    ];
    const queues = [new Queue(), new PriorityQueue(), new LifoQueue()];
    const blocks: object[] = [];
    await api.timeout(1, async (limit) => void blocks.push(limit));
    await api.taskGroup(async (group) => void blocks.push(group));
    await task;
    return [...made, ...shared, ...queues, ...blocks, new api.AsyncClient()];
  });
  for (const object of objects) for (const each of classesOf(object)) expect(each).toSatisfy(Object.isFrozen);
});

test("a printed coroutine and handle go by the names of their types", async () => {
  const names = await virtually(async () => {
    const coroutine = api.sleep(1);
    await coroutine;
    return [coroutine.constructor.name, api.getRunningLoop().callSoon(() => {}).constructor.name];
  });
  expect(names).toEqual(["Coroutine", "Handle"]);
});
