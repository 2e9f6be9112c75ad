/** Index of the first item that is not before something else, as `isBefore` says, of items that are in order; their number when all are. */
export function firstNotBefore<T>(items: readonly T[], isBefore: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(items[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last item below `row`. */
export function lastBelow<T>(items: readonly T[], rowOf: (item: T) => number, row: number): T | undefined {
  return items[firstNotBefore(items, (item) => rowOf(item) < row) - 1];
}
