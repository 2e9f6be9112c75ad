import { sealClass } from "./seal.ts";
import { park } from "./awaiting.ts";
import type { CoroutineObject } from "./coroutine.ts";
import { jobOf, startTask, taskName } from "./create-task.ts";
import { CancelledError, ExceptionGroup, RuntimeError } from "./errors.ts";
import { FutureCore } from "./future.ts";
import { type Task, taskShell } from "./future-shell.ts";
import { HandleCore } from "./handle.ts";
import { bodyRun, requireBody } from "./inline.ts";
import { type Caller, library } from "./library.ts";
import type { TaskId, WaitKind } from "./observer.ts";
import { platform } from "./platform.ts";
import type { TaskCore } from "./task.ts";

/** What the body of `taskGroup` makes its children with. */
export class TaskGroup {
  readonly #core: GroupCore;

  constructor(core: GroupCore) {
    if (!(core instanceof GroupCore))
      throw new RuntimeError("A TaskGroup is what taskGroup(async (tg) => …) passes to its body.");
    this.#core = core;
  }

  /** @throws RuntimeError when the group is finished or shutting down */
  createTask<T>(coro: CoroutineObject<T> | (() => Promise<T>), options?: { name?: string }): Task<T> {
    return taskShell<T>(this.#core.createTask(coro, options));
  }
}

class GroupCore {
  readonly #parent: TaskCore;
  readonly #children = new Set<TaskCore>();
  readonly #errors: Error[] = [];
  #exiting = false;
  #aborting = false;
  #parentCancelRequested = false;
  #allDone: AllDone | null = null;

  constructor(parent: TaskCore) {
    this.#parent = parent;
  }

  createTask(coro: unknown, options: { name?: string } | undefined): TaskCore {
    const job = jobOf(coro, "tg.createTask");
    if (this.#exiting && this.#children.size === 0) {
      throw new RuntimeError(
        "This task group is finished. Make its tasks inside the body of taskGroup(async (tg) => …).",
      );
    }
    if (this.#aborting) {
      throw new RuntimeError(
        "This task group is shutting down, because one of its tasks failed or it was cancelled. It takes no more tasks.",
      );
    }
    const task = startTask(job, taskName(options, "tg.createTask"), platform().callSite());
    task.addCallback(new ChildDone(this, task));
    this.#children.add(task);
    return task;
  }

  /** The body has ended, with `error` or without one: waits for the children, then throws what there is to throw. */
  async leave(caller: Caller, failed: boolean, error: unknown): Promise<void> {
    this.#exiting = true;
    const bodyCancelled = failed && error instanceof CancelledError;
    let cancelled: CancelledError | null = bodyCancelled ? error : null;
    // The cancel of the parent that the group itself asked for is taken back here.
    if (this.#parentCancelRequested && this.#parent.uncancel() === 0) cancelled = null;
    if (failed && !this.#aborting) this.#abort();
    // Cancelled while it waits here, it waits again: the children have to end first.
    while (this.#children.size > 0) {
      this.#allDone ??= new AllDone(this.#children);
      try {
        await park(caller.task, caller.site, this.#allDone);
      } catch (reason) {
        if (!(reason instanceof CancelledError)) throw reason;
        if (!this.#aborting) {
          cancelled = reason;
          this.#abort();
        }
      }
      this.#allDone = null;
    }
    if (cancelled !== null && this.#errors.length === 0) throw cancelled;
    if (failed && !bodyCancelled) this.#errors.push(error as Error);
    if (this.#errors.length > 0) throw new ExceptionGroup("unhandled errors in a TaskGroup", this.#errors);
  }

  childDone(child: TaskCore): void {
    this.#children.delete(child);
    if (this.#allDone !== null && this.#children.size === 0 && !this.#allDone.done) {
      this.#allDone.waker = child.id;
      this.#allDone.finish(true);
    }
    if (child.state !== "failed") return;
    child.unretrieved = false;
    this.#errors.push(child.value as Error);
    if (!this.#aborting && !this.#parentCancelRequested) {
      this.#abort();
      this.#parentCancelRequested = true;
      this.#parent.cancel(undefined);
    }
  }

  #abort(): void {
    this.#aborting = true;
    for (const child of this.#children) if (!child.done) child.cancel(undefined);
  }
}

class AllDone extends FutureCore {
  readonly #children: Set<TaskCore>;

  constructor(children: Set<TaskCore>) {
    super();
    this.#children = children;
  }

  override get kind(): WaitKind {
    return "group";
  }

  override get resource(): string {
    return `the tasks of its group: ${[...this.#children].map((child) => child.name).join(", ")}`;
  }

  override get taskId(): TaskId {
    const [first] = this.#children;
    return this.#children.size === 1 && first !== undefined ? first.id : 0;
  }

  override blockers(): readonly TaskCore[] {
    return [...this.#children];
  }
}

class ChildDone extends HandleCore {
  readonly #group: GroupCore;
  readonly #child: TaskCore;

  constructor(group: GroupCore, child: TaskCore) {
    super();
    this.#group = group;
    this.#child = child;
  }

  run(): boolean {
    this.#group.childDone(this.#child);
    return false;
  }
}

/**
 * Runs `body` in the current task and waits for all tasks that it made with `tg.createTask`. One that fails cancels the
 * others and the body; the failures come out together as an ExceptionGroup.
 */
export function taskGroup<T>(body: (tg: TaskGroup) => Promise<T>): CoroutineObject<T> {
  requireBody(body, "taskGroup(body)");
  return library("taskGroup", async (caller) => {
    const core = new GroupCore(caller.task);
    const shell = new TaskGroup(core);
    let result: T;
    try {
      result = await bodyRun(caller, () => body(shell));
    } catch (error) {
      await core.leave(caller, true, error);
      return undefined as T;
    }
    await core.leave(caller, false, undefined);
    return result;
  });
}

sealClass(TaskGroup);
