import { CancelledError, sleep } from "chronograde";

export async function retry<T>(work: () => Promise<T>, tries: number, pauseMs: number): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      // `return await`, not `return`: without the await the error would arise where this catch does not see it.
      return await work();
    } catch (error) {
      // Who is cancelled is told so by an error. It is no failure of the work, and not ours to swallow.
      if (error instanceof CancelledError) throw error;
      // The last error is the caller's. Nobody will try again, so there is nothing to pause for.
      if (attempt >= tries) throw error;
    }
    // 1, 2, 4, 8, … times the first pause. Outside of the catch, so that a cancel during the pause goes straight through.
    await sleep(pauseMs * 2 ** (attempt - 1));
  }
}
