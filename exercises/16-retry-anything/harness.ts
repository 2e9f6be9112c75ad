import { CancelledError, coroutine, createTask, getRunningLoop, sleep } from "chronograde";

/** What a submission has to export. */
interface Submission {
  retry(work: () => Promise<string>, tries: number, pauseMs: number): PromiseLike<string>;
}

export default async function harness(
  { retry }: Submission,
  opensAt: number,
  tries: number,
  pauseMs: number,
  cancelAt?: number,
) {
  const loop = getRunningLoop();
  const knockedAt: number[] = [];
  const knock = async (): Promise<string> => {
    knockedAt.push(loop.time());
    const count = knockedAt.length;
    await sleep(50);
    if (count < opensAt) throw new Error(`knock ${count}: nobody answers`);
    return "Come in";
  };
  const caller = createTask(coroutine(async () => await retry(knock, tries, pauseMs))(), { name: "caller" });
  if (cancelAt !== undefined) {
    await sleep(cancelAt);
    caller.cancel();
  }
  try {
    return { answer: await caller, knockedAt };
  } catch (error) {
    if (error instanceof CancelledError) return { answer: "cancelled", knockedAt };
    throw error;
  }
}
