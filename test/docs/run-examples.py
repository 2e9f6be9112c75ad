"""Runs asyncio programs on a virtual clock: file names as arguments, a JSON list of what each printed as the output.

Timers that are due at the same instant fire in the order in which they were set, as they would on a real clock, which
moves between two calls.
"""
import asyncio
import contextlib
import heapq
import io
import itertools
import json
import runpy
import selectors
import sys


class Selector(selectors.SelectSelector):
    loop = None

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError("nothing is ready and no timer is set")
        if timeout > 0:
            self.loop.now = self.loop._scheduled[0]._when
        return []


class Timer(asyncio.TimerHandle):
    __slots__ = ("number",)
    numbers = itertools.count()

    def __init__(self, *args):
        super().__init__(*args)
        self.number = next(Timer.numbers)

    def __lt__(self, other):
        return (self._when, self.number) < (other._when, other.number)


class Loop(asyncio.SelectorEventLoop):
    def __init__(self):
        selector = Selector()
        selector.loop = self
        self.now = 0.0
        super().__init__(selector)

    def time(self):
        return self.now

    def call_at(self, when, callback, *args, context=None):
        # 0.1 + 0.2 and 0.3 are one instant.
        timer = Timer(round(when, 9), callback, args, self, context)
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        return Loop()


def printed(path):
    lines = io.StringIO()
    with contextlib.redirect_stdout(lines):
        runpy.run_path(path, run_name="__main__")
    return lines.getvalue()


asyncio.set_event_loop_policy(Policy())
print(json.dumps([printed(path) for path in sys.argv[1:]]))
