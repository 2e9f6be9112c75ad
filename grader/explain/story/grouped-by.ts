/** In the order in which the keys first come; without what has none. */
export function groupedBy<T>(items: Iterable<T>, keyOf: (item: T) => number | string | undefined): T[][] {
  const groups = new Map<number | string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const same = groups.get(key);
    if (same) same.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
