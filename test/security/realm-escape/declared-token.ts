// Attack: casts the names that the compiler puts into the file, to get at the objects of the runtime
// Safe: failed

export async function main(): Promise<unknown> {
  await null;
  const found: unknown[] = [];
  const own = globalThis as unknown as Record<string, unknown>;
  for (const name of ["mark", "take", "put", "token", "frame", "after", "hand", "each", "mark_1", "token_1", "__chronograde"]) found.push(typeof own[name]);
  const token_1 = "mine";
  const mark_1 = (value: unknown) => value;
  found.push(mark_1(token_1), typeof arguments[0], arguments.length);
  await null;
  return found;
}
