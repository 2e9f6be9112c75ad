import { coroutine, gather, Semaphore } from "chronograde";

export async function mapLimit<T, R>(items: T[], limit: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const permits = new Semaphore(limit);

  // work(item) begins to work as soon as it is called, as every async function does. So it is called only by who holds
  // a permit; the coroutine around it is lazy, and waits in line.
  const permitted = coroutine(async (item: T) => await permits.with(async () => await work(item)));

  // A task for each item, and the results in the order of the items, whoever was done first.
  return await gather(items.map((item) => permitted(item)));
}
