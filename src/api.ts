/** Everything that a learner imports. */
export { asCompleted } from "./as-completed.ts";
export { Barrier } from "./barrier.ts";
export { AsyncClient } from "./client.ts";
export { Condition } from "./condition.ts";
export { coroutine } from "./coroutine.ts";
export { createTask } from "./create-task.ts";
export * from "./errors.ts";
export { Event } from "./event.ts";
export { gather } from "./gather.ts";
export { Lock } from "./lock.ts";
export { allTasks, currentTask, getRunningLoop } from "./loop-api.ts";
export { LifoQueue, PriorityQueue, Queue } from "./queue.ts";
export { run } from "./run.ts";
export { BoundedSemaphore, Semaphore } from "./semaphore.ts";
export { shield } from "./shield.ts";
export { sleep } from "./sleep.ts";
export { taskGroup } from "./task-group.ts";
export { timeout, timeoutAt } from "./timeout.ts";
export { wait } from "./wait.ts";
export { waitFor } from "./wait-for.ts";

export type { CoroutineObject as Coroutine } from "./coroutine.ts";
export type { Future, Task } from "./future-shell.ts";
export type { Awaitable } from "./gather.ts";
export type { Handle, Loop, TimerHandle } from "./loop-api.ts";
export type { TaskGroup } from "./task-group.ts";
export type { Timeout } from "./timeout.ts";
