"""Runs programs of generate.ts under CPython's asyncio, on a virtual clock, and prints what happened.

Reads one JSON program per line, writes one JSON list of lines each. Where CPython iterates over a set (all_tasks, wait,
as_completed, TaskGroup), whose order is arbitrary, it is given one that keeps the order of insertion.
"""
import asyncio
import gc
import heapq
import inspect
import json
import os
import selectors
import sys
import warnings

warnings.simplefilter("ignore")
gc.disable()


class Deadlock(RuntimeError):
    pass


class Selector(selectors.SelectSelector):
    loop = None

    def select(self, timeout=None):
        if timeout is None:
            raise Deadlock("deadlock")
        if timeout > 0:
            self.loop.now = self.loop._scheduled[0]._when
        return []


class Timer(asyncio.TimerHandle):
    __slots__ = ("number",)
    made = 0

    def __init__(self, *args):
        super().__init__(*args)
        Timer.made += 1
        self.number = Timer.made

    def __lt__(self, other):
        return (self._when, self.number) < (other._when, other.number)


class Loop(asyncio.SelectorEventLoop):
    def __init__(self):
        selector = Selector()
        selector.loop = self
        self.now = 0.0
        self.tasks = []
        super().__init__(selector)
        self.set_exception_handler(self.note)
        self.set_task_factory(task_factory)

    def note(self, loop, context):
        if isinstance(context.get("exception"), RecursionError):
            self.world.lines.append("RecursionError")

    def time(self):
        return self.now

    def call_at(self, when, callback, *args, context=None):
        timer = Timer(round(when, 9), callback, args, self, context)
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer


def task_factory(loop, coro, **options):
    task = asyncio.Task(coro, loop=loop, **options)
    # Strong references: a pending task must not be collected.
    loop.tasks.append(task)
    return task


def all_tasks_to_cancel(loop):
    loop.world.cancelled_by_run = all_tasks(loop)
    return loop.world.cancelled_by_run


def all_tasks(loop=None):
    tasks = (loop or asyncio.get_running_loop()).tasks
    return [t for t in tasks if not t.done() and not t.get_coro().__name__.startswith("shutdown_")]


class OrderedSet(dict):
    def __init__(self, items=()):
        super().__init__((i, None) for i in items)

    def add(self, item):
        self[item] = None

    def remove(self, item):
        del self[item]

    def discard(self, item):
        self.pop(item, None)


asyncio.tasks.set = OrderedSet
asyncio.tasks.all_tasks = all_tasks_to_cancel
source = inspect.getsource(asyncio.tasks.as_completed)
changed = source.replace("{ensure_future(f, loop=loop) for f in set(fs)}", "set(ensure_future(f, loop=loop) for f in set(fs))")
assert changed != source
exec(changed, asyncio.tasks.__dict__)
asyncio.as_completed = asyncio.tasks.as_completed


class TaskGroup(asyncio.TaskGroup):
    def __init__(self):
        super().__init__()
        self._tasks = OrderedSet()


class Boom(Exception):
    pass


class Return(Exception):
    def __init__(self, value):
        self.value = value


def kind(e):
    if isinstance(e, asyncio.CancelledError):
        return "Cancelled:" + str(e)
    if isinstance(e, BaseExceptionGroup):
        return "Group[" + ",".join(kind(x) for x in e.exceptions) + "]"
    if str(e) == "await wasn't used with future":
        return "Blocking"
    if isinstance(e, (ValueError, TypeError)):
        return "RuntimeError"
    return type(e).__name__


def show(value):
    if value is None:
        return "null"
    if value is True or value is False:
        return str(value).lower()
    if isinstance(value, BaseException):
        return kind(value)
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(show(v) for v in value) + "]"
    return str(value)


METHODS = {"log": "log_", "await": "awaitSlot", "raise": "raise_"}


class World:
    def __init__(self, program):
        self.program = program
        self.lines = []
        self.labels = {}
        self.keep = []
        self.slots = [None] * 5
        self.handles = [None] * 5
        self.coroutines = [None] * 5
        self.callbacks = [None] * 5
        self.over = None
        self.counter = 0
        self.cancelled_by_run = []

    def make(self):
        kinds = {"fifo": asyncio.Queue, "priority": asyncio.PriorityQueue, "lifo": asyncio.LifoQueue}
        loop = asyncio.get_running_loop()
        self.events = [asyncio.Event() for _ in range(2)]
        self.locks = [asyncio.Lock() for _ in range(2)]
        self.conditions = [asyncio.Condition(), asyncio.Condition(self.locks[0])]
        self.semaphores = [(asyncio.BoundedSemaphore if b else asyncio.Semaphore)(v) for b, v in self.program["semaphores"]]
        self.barrier = asyncio.Barrier(self.program["parties"])
        self.queues = [kinds[k](n) for k, n in self.program["queues"]]
        self.futures = [loop.create_future() for _ in range(2)]

    def log(self, *words):
        loop = asyncio.get_running_loop()
        task = asyncio.current_task()
        if task is None:
            label = "-"
        else:
            label = self.labels.setdefault(task, f"t{len(self.labels)}")
        self.lines.append(f"{round(loop.time() * 1000)} {label} " + " ".join(show(w) for w in words))

    async def body(self, number):
        self.log("begin", number)
        try:
            await self.block(self.program["bodies"][number], {})
        except Return as r:
            self.log("end", number)
            return r.value
        except BaseException as e:
            self.log("out", number, e)
            raise
        self.log("end", number)
        return 100 + number

    async def block(self, block, env):
        for statement in block:
            await self.statement(statement, env)

    async def statement(self, statement, env):
        name, operands = statement[0], statement[1:]
        if name == "return":
            raise Return(operands[0])
        if name == "try":
            return await self.try_(*operands, env)
        if name == "repeat":
            for _ in range(operands[0]):
                await self.block(operands[1], env)
            return
        self.log("do", name)
        try:
            value = await getattr(self, METHODS.get(name, name))(*operands, env)
        except Return:
            raise
        except BaseException as e:
            self.log(name, e)
            raise
        self.log(name, value)

    async def try_(self, block, mode, handler, rethrow, finally_, env):
        try:
            await self.block(block, env)
        except Return:
            raise
        except BaseException as e:
            cancelled = isinstance(e, asyncio.CancelledError)
            if mode == "cancelled" and not cancelled or mode == "boom" and cancelled:
                raise
            self.log("caught", e)
            await self.block(handler, env)
            if rethrow:
                raise
        finally:
            await self.block(finally_, env)

    def ref(self, ref):
        what, number = ref
        if what == "body":
            return self.body(number)
        if self.slots[number] is None:
            self.slots[number] = self.filler()
        return self.slots[number]

    def filler(self):
        future = asyncio.get_running_loop().create_future()
        future.set_result(7)
        return future

    def store(self, slot, future):
        self.keep.append(self.slots[slot])
        self.slots[slot] = future

    def shells(self, slots):
        return [self.ref(["slot", s]) for s in slots]

    async def log_(self, env):
        return None

    async def sleep(self, ms, env):
        return await asyncio.sleep(ms / 1000, ms)

    async def spawn(self, body, slot, env):
        self.store(slot, asyncio.create_task(self.body(body)))

    async def call(self, body, slot, env):
        return await self.body(body)

    async def groupSpawn(self, body, slot, env):
        if "group" in env:
            coro = self.body(body)
            try:
                self.store(slot, env["group"].create_task(coro))
            finally:
                pass

    async def awaitSlot(self, slot, env):
        return await self.ref(["slot", slot])

    async def awaitSelf(self, env):
        return await asyncio.current_task()

    def stateOf(self, slot):
        f = self.slots[slot]
        if f is None:
            return None
        words = [f.done(), f.cancelled()]
        if isinstance(f, asyncio.Task):
            words.append(f.cancelling())
        for ask in (f.result, f.exception):
            try:
                words.append(ask())
            except BaseException as e:
                words.append(e)
        return words

    async def state(self, slot, env):
        return self.stateOf(slot)

    async def doneCallback(self, slot, env):
        number = len(self.lines)
        callback = lambda f: self.log("callback", number, f.done(), f.cancelled())
        self.callbacks[slot] = callback
        self.ref(["slot", slot]).add_done_callback(callback)

    async def callbackAct(self, slot, action, env):
        callback = lambda f: self.act(action)
        self.callbacks[slot] = callback
        self.ref(["slot", slot]).add_done_callback(callback)

    async def removeCallback(self, slot, env):
        callback = self.callbacks[slot]
        return None if callback is None else self.ref(["slot", slot]).remove_done_callback(callback)

    async def makeFuture(self, slot, env):
        self.store(slot, asyncio.get_running_loop().create_future())

    async def slotSet(self, slot, value, env):
        self.ref(["slot", slot]).set_result(value)

    async def slotFail(self, slot, env):
        self.ref(["slot", slot]).set_exception(Boom())

    async def makeCoroutine(self, body, slot, env):
        self.keep.append(self.coroutines[slot])
        self.coroutines[slot] = self.body(body)

    async def awaitCoroutine(self, slot, env):
        coro = self.coroutines[slot]
        return None if coro is None else await coro

    async def spawnCoroutine(self, slot, to, env):
        """Not of one that is suspended: CPython would have the second task go on in the middle of the first."""
        coro = self.coroutines[slot]
        if coro is None or inspect.getcoroutinestate(coro) not in (inspect.CORO_CREATED, inspect.CORO_CLOSED):
            return
        if inspect.getcoroutinestate(coro) == inspect.CORO_CREATED:
            self.keep.append(coro)
            self.coroutines[slot] = None
        self.store(to, asyncio.create_task(coro))

    def nameOf(self, task):
        """CPython counts over the whole process."""
        name = task.get_name()
        return f"Task-{int(name[5:]) - self.before}" if name.startswith("Task-") else name

    async def spawnNamed(self, body, slot, name, env):
        self.store(slot, asyncio.create_task(self.body(body), name=name))
        return self.nameOf(self.slots[slot])

    async def rename(self, slot, name, env):
        if isinstance(self.slots[slot], asyncio.Task):
            self.slots[slot].set_name(name)

    async def name(self, slot, env):
        f = self.slots[slot]
        return [self.nameOf(asyncio.current_task()), self.nameOf(f) if isinstance(f, asyncio.Task) else None]

    def waiting(self, name, i):
        if name == "acquire":
            return self.locks[i].acquire()
        if name == "semaphoreAcquire":
            return self.semaphores[i].acquire()
        if name == "eventWait":
            return self.events[i].wait()
        if name == "queueGet":
            return self.queues[i].get()
        if name == "queuePut":
            return self.queues[i].put(i)
        if name == "queueJoin":
            return self.queues[i].join()
        if name == "conditionWait":
            return self.conditions[i].wait()
        if name == "barrierWait":
            return self.barrier.wait()
        return asyncio.sleep(0.005 * i, i)

    async def spawnWait(self, name, i, slot, env):
        self.store(slot, asyncio.create_task(self.waiting(name, i)))

    async def waitForWait(self, name, i, timeout, env):
        return await asyncio.wait_for(self.waiting(name, i), None if timeout is None else timeout / 1000)

    async def gatherWaits(self, a, b, i, return_exceptions, env):
        return await asyncio.gather(self.waiting(a, i), self.waiting(b, 1 - i), return_exceptions=return_exceptions)

    async def asCompletedSpawn(self, slots, timeout, slot, env):
        coros = list(asyncio.as_completed(self.shells(slots), timeout=None if timeout is None else timeout / 1000))
        for i, coro in enumerate(coros):
            self.store((slot + i) % 5, asyncio.create_task(coro))

    async def asCompletedSome(self, slots, timeout, count, env):
        values = []
        for coro in asyncio.as_completed(self.shells(slots), timeout=None if timeout is None else timeout / 1000):
            if len(values) == count:
                self.keep.append(coro)
                break
            values.append(await coro)
        return values

    async def cancelOthers(self, env):
        others = [t for t in all_tasks() if t is not asyncio.current_task()]
        return [t.cancel("others") for t in others]

    async def lateSpawn(self, body, slot, env):
        if self.over is not None:
            self.store(slot, self.over.create_task(self.body(body)))

    def cancelSlot(self, slot, message):
        f = self.slots[slot]
        return None if f is None else f.cancel(message)

    async def cancel(self, slot, message, env):
        return self.cancelSlot(slot, message)

    async def cancelSelf(self, message, env):
        return asyncio.current_task().cancel(message)

    async def uncancel(self, slot, env):
        f = asyncio.current_task() if slot < 0 else self.slots[slot]
        return f.uncancel() if isinstance(f, asyncio.Task) else None

    async def gather(self, refs, return_exceptions, env):
        return await asyncio.gather(*[self.ref(r) for r in refs], return_exceptions=return_exceptions)

    async def makeGather(self, slot, refs, return_exceptions, env):
        self.store(slot, asyncio.gather(*[self.ref(r) for r in refs], return_exceptions=return_exceptions))

    async def makeShield(self, slot, ref, env):
        self.store(slot, asyncio.shield(self.ref(ref)))

    async def shield(self, ref, env):
        return await asyncio.shield(self.ref(ref))

    async def wait(self, slots, timeout, return_when, env):
        futures = self.shells(slots)
        done, pending = await asyncio.wait(futures, timeout=None if timeout is None else timeout / 1000, return_when=return_when)
        return [[f in done for f in futures], [f in pending for f in futures]]

    async def waitFor(self, ref, timeout, env):
        return await asyncio.wait_for(self.ref(ref), None if timeout is None else timeout / 1000)

    async def asCompleted(self, slots, timeout, env):
        for coro in asyncio.as_completed(self.shells(slots), timeout=None if timeout is None else timeout / 1000):
            try:
                self.log("next", await coro)
            except Boom as e:
                self.log("next", e)

    async def timeout(self, ms, block, env):
        async with asyncio.timeout(None if ms is None else ms / 1000) as t:
            self.keep.append(t)
            await self.block(block, {**env, "timeout": t})
        return t.expired()

    async def timeoutAt(self, ms, block, env):
        loop = asyncio.get_running_loop()
        async with asyncio.timeout_at(None if ms is None else loop.time() + ms / 1000) as t:
            await self.block(block, {**env, "timeout": t})
        return t.expired()

    async def reschedule(self, ms, env):
        t = env.get("timeout")
        if t is None:
            return None
        loop = asyncio.get_running_loop()
        t.reschedule(None if ms is None else loop.time() + ms / 1000)
        return [None if t.when() is None else round(t.when() * 1000), t.expired()]

    async def group(self, block, env):
        async with TaskGroup() as tg:
            self.over = tg
            await self.block(block, {**env, "group": tg})

    async def lockWith(self, i, block, env):
        async with self.locks[i]:
            await self.block(block, env)

    async def acquire(self, i, env):
        return await self.locks[i].acquire()

    async def release(self, i, env):
        self.locks[i].release()

    async def semaphoreWith(self, i, block, env):
        async with self.semaphores[i]:
            await self.block(block, env)

    async def semaphoreAcquire(self, i, env):
        return await self.semaphores[i].acquire()

    async def semaphoreRelease(self, i, env):
        self.semaphores[i].release()
        return self.semaphores[i].locked()

    async def conditionWith(self, i, block, env):
        async with self.conditions[i]:
            await self.block(block, env)

    async def conditionWait(self, i, env):
        return await self.conditions[i].wait()

    async def conditionWaitFor(self, i, n, env):
        return await self.conditions[i].wait_for(lambda: self.counter >= n)

    async def notify(self, i, n, env):
        self.conditions[i].notify(n)

    async def notifyAll(self, i, env):
        self.conditions[i].notify_all()

    async def increment(self, env):
        self.counter += 1

    async def eventWait(self, i, env):
        return await self.events[i].wait()

    async def eventSet(self, i, env):
        self.events[i].set()

    async def eventClear(self, i, env):
        self.events[i].clear()

    async def barrierWait(self, env):
        return await self.barrier.wait()

    async def barrierReset(self, env):
        await self.barrier.reset()
        return [self.barrier.n_waiting, self.barrier.broken]

    async def barrierAbort(self, env):
        await self.barrier.abort()
        return [self.barrier.n_waiting, self.barrier.broken]

    async def queuePut(self, i, v, env):
        return await self.queues[i].put(v)

    async def queueGet(self, i, env):
        return await self.queues[i].get()

    async def queuePutNowait(self, i, v, env):
        self.queues[i].put_nowait(v)

    async def queueGetNowait(self, i, env):
        return self.queues[i].get_nowait()

    async def queueDone(self, i, env):
        self.queues[i].task_done()

    async def queueJoin(self, i, env):
        return await self.queues[i].join()

    async def queueState(self, i, env):
        q = self.queues[i]
        return [q.qsize(), q.empty(), q.full()]

    async def futureSet(self, i, v, env):
        self.futures[i].set_result(v)

    async def futureFail(self, i, env):
        self.futures[i].set_exception(Boom())

    async def futureCancel(self, i, message, env):
        return self.futures[i].cancel(message)

    async def futureRenew(self, i, env):
        self.keep.append(self.futures[i])
        self.futures[i] = asyncio.get_running_loop().create_future()

    async def futureAwait(self, i, env):
        return await self.futures[i]

    async def notifier(self, i):
        async with self.conditions[i]:
            self.counter += 1
            self.conditions[i].notify_all()
            self.log("notified")

    def act(self, action):
        name, operands = action[0], action[1:]
        try:
            if name == "log":
                value = None
            elif name == "eventSet":
                value = self.events[operands[0]].set()
            elif name == "eventClear":
                value = self.events[operands[0]].clear()
            elif name == "futureSet":
                value = self.futures[operands[0]].set_result(operands[1])
            elif name == "cancel":
                value = self.cancelSlot(*operands)
            elif name == "queuePutNowait":
                value = self.queues[operands[0]].put_nowait(operands[1])
            elif name == "state":
                value = self.stateOf(operands[0])
            elif name == "release":
                value = self.locks[operands[0]].release()
            elif name == "spawn":
                value = self.store(operands[1], asyncio.create_task(self.body(operands[0])))
            elif name == "cancelHandle":
                handle = self.handles[operands[0]]
                value = None if handle is None else handle.cancel()
            elif name == "futureFail":
                value = self.futures[operands[0]].set_exception(Boom())
            elif name == "futureCancel":
                value = self.futures[operands[0]].cancel(operands[1])
            elif name == "semaphoreRelease":
                value = self.semaphores[operands[0]].release()
            elif name == "queueGetNowait":
                value = self.queues[operands[0]].get_nowait()
            elif name == "queueDone":
                value = self.queues[operands[0]].task_done()
            elif name == "notifyAll":
                value = self.conditions[operands[0]].notify_all()
            elif name == "notifier":
                value = self.keep.append(asyncio.create_task(self.notifier(operands[0])))
            elif name == "slotSet":
                value = self.ref(["slot", operands[0]]).set_result(operands[1])
            elif name == "chain":
                number = len(self.lines)
                value = self.ref(["slot", operands[0]]).add_done_callback(lambda f: self.log("chained", number))
            elif name == "fail":
                self.log("failing")
                raise Return(0)
        except Return:
            raise
        except BaseException as e:
            value = e
        self.log("acted", name, value)

    async def soon(self, action, slot, env):
        self.handles[slot] = asyncio.get_running_loop().call_soon(self.act, action)

    async def later(self, ms, action, slot, env):
        self.handles[slot] = asyncio.get_running_loop().call_later(ms / 1000, self.act, action)

    async def callAt(self, ms, action, slot, env):
        loop = asyncio.get_running_loop()
        self.handles[slot] = loop.call_at(loop.time() + ms / 1000, self.act, action)

    async def cancelHandle(self, slot, env):
        handle = self.handles[slot]
        if handle is None:
            return None
        handle.cancel()
        return handle.cancelled()

    async def raise_(self, env):
        raise Boom()

    async def allTasks(self, env):
        return len(all_tasks())

    async def main(self):
        self.before = int(asyncio.current_task().get_name()[5:]) - 1
        self.make()
        return await self.body(0)


def outcome(task, deadlock):
    if task.cancelled():
        # run() has taken the error out of the task already.
        return "threw " + kind(deadlock.__context__)
    try:
        return "result " + show(task.result())
    except BaseException as e:
        return "threw " + kind(e)


# Tasks that wait forever are kept till the end: collecting one would run its `finally` blocks.
KEPT = []


def run(program):
    world = World(program)

    class Policy(asyncio.DefaultEventLoopPolicy):
        def new_event_loop(self):
            loop = Loop()
            loop.world = world
            KEPT.append(loop)
            return loop

    asyncio.set_event_loop_policy(Policy())
    try:
        world.lines.append("result " + show(asyncio.run(world.main())))
    except BaseException as e:
        main = KEPT[-1].tasks[0]
        if isinstance(e, Deadlock) and main not in world.cancelled_by_run:
            # Main was over: what blocks then is a leftover, not a deadlock.
            world.lines.append(outcome(main, e))
        else:
            world.lines.append("threw " + ("DeadlockError" if isinstance(e, Deadlock) else kind(e)))
    return world.lines


for line in sys.stdin:
    if line.strip():
        print(json.dumps(run(json.loads(line))), flush=True)

sys.stdout.flush()
os._exit(0)
