import { expect, test } from "vitest";
import { noteRequests } from "../../../../grader/commands/real/note-requests.ts";
import { createRecorder } from "../../../../grader/commands/real/recorder.ts";
import { realTimeline } from "../../../../grader/report/index.ts";
import { coroutine, createTask, getRunningLoop, gather, sleep } from "../../../../src/index.ts";
import { virtually } from "../../../../src/testing.ts";

const style = { color: false, columns: 60 };

/** A clock that runs `lateMs` late at each look, as a real one does. */
function lateClock(lateMs: number): () => number {
  let late = 0;
  return () => {
    late += lateMs;
    try {
      return getRunningLoop().time() + late;
    } catch {
      return late;
    }
  };
}

const nap = coroutine(async (ms: number) => {
  await sleep(ms);
});

test("what a run did is drawn in the order in which its tasks were made", async () => {
  const { observer, recorded } = createRecorder(lateClock(0.001));
  await virtually(async () => void (await gather(nap(200), nap(400))), { observer });
  expect(realTimeline(recorded(), style)).toEqual([
    "        0 ms             200 ms            400 ms",
    "Task-1  .........................................  done",
    "Task-2  ~~~~~~~~~~~~~~~~~~~~~                      done",
    "Task-3  [~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~]  done",
    "        waits for:  . another task  ~ sleep",
    "          [ ] what the end waited for",
  ]);
});

test("times are rounded to three digits of the whole", async () => {
  const { observer, recorded } = createRecorder(lateClock(0.013));
  await virtually(async () => await sleep(1234), { observer });
  expect(recorded().endMs).toBe(1230);
});

test("a run that is looked at in the middle shows its tasks as pending", async () => {
  const { observer, recorded } = createRecorder(lateClock(0));
  let seen: ReturnType<typeof recorded> | null = null;
  await virtually(
    async () => {
      createTask(nap(1000), { name: "long" });
      await sleep(300);
      seen = recorded();
    },
    { observer },
  );
  expect(seen!.tasks.map(({ name, state }) => [name, state])).toEqual([
    ["Task-1", "pending"],
    ["long", "pending"],
  ]);
  expect(seen!.endMs).toBe(300);
});

test("a task that waits for its fetch waits for a request", async () => {
  let answer!: (response: Response) => void;
  const world = { fetch: async () => await new Promise<Response>((resolve) => void (answer = resolve)) };
  const { observer, requestSent, recorded } = createRecorder(lateClock(0));
  noteRequests(world, () => requestSent);
  await virtually(
    async () => {
      getRunningLoop().callLater(300, () => answer(new Response("ok")));
      await world.fetch();
      await sleep(100);
    },
    { observer },
  );
  expect(realTimeline(recorded(), style)[1]).toMatch(/^Task-1 {2}\[=+\]\[~+\] +done$/);
});
