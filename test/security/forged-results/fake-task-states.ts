// Attack: objects that look like tasks, foreign receivers and forged results, to have states without tasks
// Safe: failed

import { createTask, getRunningLoop, sleep, Event, Lock, Queue, Semaphore } from "chronograde";

export async function main(): Promise<unknown> {
  const told: string[] = [];
  const attempt = (name: string, fn: () => unknown): void => {
    try {
      fn();
      told.push(name);
    } catch {}
  };
  const task = createTask(async () => sleep(400, "port"), { name: "fetch left" });
  const future = getRunningLoop().createFuture<string>();
  const Future = Object.getPrototypeOf(future) as typeof future;
  const Task = Object.getPrototypeOf(task) as typeof task;
  attempt("task.setResult", () => Future.setResult.call(task as never, "port"));
  attempt("task.setException", () => Future.setException.call(task as never, new Error("x")));
  attempt("future as task", () => Task.setName.call(future as never, "fetch right"));
  attempt("foreign done", () => Task.done.call({ done: () => true } as never));
  attempt("new Task", () => new (task.constructor as new (core: unknown) => unknown)({ state: "finished", value: "port" }));
  attempt("new Task of a task", () => new (task.constructor as new (core: unknown) => unknown)(task));
  attempt("subclass", () => new (class extends (task.constructor as new (core: unknown) => object) {})(future));
  attempt("prototype", () => Object.setPrototypeOf(future, Task));
  attempt("create", () => Object.create(task, { done: { value: () => true } }));
  class Instant extends Event {
    override isSet(): boolean {
      return true;
    }
  }
  class Open extends Lock {
    override locked(): boolean {
      return false;
    }
    override acquire(): never {
      return true as never;
    }
  }
  attempt("subclassed locks", () => [new Instant(), new Open(), new (class extends Queue<number> {})(), new (class extends Semaphore {})(5)]);
  task.cancel();
  return { told, done: task.done() };
}
