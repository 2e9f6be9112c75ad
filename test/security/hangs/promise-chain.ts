// Attack: a chain of then that grows as it is followed, catching every error
// Safe: rejected memory

export async function main(): Promise<unknown> {
  const again = (): Promise<unknown> => Promise.resolve().then(again).catch(again).finally(() => {});
  await again();
  return {};
}
