"""The programs of programs.ts under CPython's asyncio with a virtual selector.

    python3 asyncio_programs.py PROGRAM N REPEATS

prints the processor's microseconds per operation, the best of the repeats.
"""
import asyncio
import gc
import selectors
import sys
import time


class Selector(selectors.SelectSelector):
    loop = None

    def select(self, timeout=None):
        if timeout is not None and timeout > 0:
            self.loop.now = self.loop._scheduled[0]._when
        return []


class Loop(asyncio.SelectorEventLoop):
    def __init__(self):
        selector = Selector()
        selector.loop = self
        self.now = 0.0
        super().__init__(selector)

    def time(self):
        return self.now


async def nothing():
    pass


async def sequential(n):
    for _ in range(n):
        await asyncio.sleep(0.001)


async def concurrent(n):
    await asyncio.gather(*[asyncio.sleep((i % 1000 + 1) / 1000) for i in range(n)])


async def sleep0(n):
    for _ in range(n):
        await asyncio.sleep(0)


async def echo(there, back, n):
    for _ in range(n):
        await back.put(await there.get())


async def pingpong(n):
    there, back = asyncio.Queue(), asyncio.Queue()
    other = asyncio.create_task(echo(there, back, n))
    for i in range(n):
        await there.put(i)
        await back.get()
    await other


async def spawn(n):
    for _ in range(n):
        await asyncio.create_task(nothing())


async def spawn_all(n):
    await asyncio.gather(*[nothing() for _ in range(n)])


async def nap(seconds):
    await asyncio.sleep(seconds)


async def cancel(n):
    for _ in range(n):
        task = asyncio.create_task(nap(1))
        await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            pass


async def expire(n):
    for _ in range(n):
        try:
            async with asyncio.timeout(0.001):
                await asyncio.sleep(1)
        except TimeoutError:
            pass


async def semaphore(n):
    permits = asyncio.Semaphore(10)

    async def worker():
        async with permits:
            await asyncio.sleep(0.001)

    await asyncio.gather(*[worker() for _ in range(n)])


PROGRAMS = {
    "sequential sleep": sequential,
    "concurrent sleep": concurrent,
    "sleep(0)": sleep0,
    "queue ping-pong": pingpong,
    "spawn + await": spawn,
    "spawn all + gather": spawn_all,
    "cancel": cancel,
    "timeout expiry": expire,
    "Semaphore(10)": semaphore,
}


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        return Loop()


async def timed(program, n):
    gc.collect()
    began = time.process_time()
    await program(n)
    return (time.process_time() - began) / n * 1e6


asyncio.set_event_loop_policy(Policy())
program, n, repeats = PROGRAMS[sys.argv[1]], int(sys.argv[2]), int(sys.argv[3])
print(min(asyncio.run(timed(program, n)) for _ in range(repeats)))
