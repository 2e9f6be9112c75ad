import FakeTimers from "@sinonjs/fake-timers";

/** The two programs that a fake clock can run at all: µs per sleep of 1 ms, one after the other and all at once. */
export const fakeTimers: Readonly<Record<string, (n: number) => Promise<void>>> = {
  async "sequential sleep"(n) {
    const clock = FakeTimers.createClock(0, 1e9);
    const main = (async () => {
      for (let i = 0; i < n; i++) await new Promise((resolve) => clock.setTimeout(resolve, 1));
    })();
    await clock.runAllAsync();
    await main;
  },
  async "concurrent sleep"(n) {
    const clock = FakeTimers.createClock(0, 1e9);
    const sleeps = Array.from(
      { length: n },
      (_, i) => new Promise((resolve) => clock.setTimeout(resolve, (i % 1000) + 1)),
    );
    await clock.runAllAsync();
    await Promise.all(sleeps);
  },
};
