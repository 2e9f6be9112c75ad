export async function retry<T>(work: () => Promise<T>, tries: number, pauseMs: number): Promise<T> {
  // TODO: One try is not enough. When may the next one begin, and which error is left when all of them have failed?
  return await work();
}
